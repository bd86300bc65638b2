# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

AGENT = "social_care.group_social_care_agent"


class HelpdeskTicket(models.Model):
    """A ticket that calls are about."""

    _inherit = "helpdesk.ticket"

    social_care_call_ids = fields.One2many(
        "social.care.call", "ticket_id", string="Calls", groups=AGENT
    )
    social_care_call_count = fields.Integer(
        string="Number of calls",
        compute="_compute_social_care_call_count",
        groups=AGENT,
    )
    # Not related: Odoo would let everybody search by it.
    social_care_phone = fields.Char(
        compute="_compute_social_care_phone", string="Customer's phone", groups=AGENT
    )

    def _compute_social_care_call_count(self):
        rows = self.env["social.care.call"]._read_group(
            [("ticket_id", "in", self.ids), ("merged_into_id", "=", False)],
            ["ticket_id"],
            ["__count"],
        )
        counts = dict(rows)
        for ticket in self:
            ticket.social_care_call_count = counts.get(ticket, 0)

    @api.depends("partner_id.phone")
    def _compute_social_care_phone(self):
        for ticket in self:
            ticket.social_care_phone = ticket.partner_id.phone

    def action_view_social_care_calls(self):
        self.ensure_one()
        self.check_access("read")
        self.env["social.care.call"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care_cti.action_calls"
        )
        return {**action, "domain": [("ticket_id", "=", self.id)], "context": {}}
