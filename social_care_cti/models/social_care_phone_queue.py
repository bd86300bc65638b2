# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCarePhoneQueue(models.Model):
    """A queue of a phone system, and the team whose calls wait there."""

    _name = "social.care.phone.queue"
    _description = "Social Care Phone Queue"
    _order = "name, id"
    _check_company_auto = True

    system_id = fields.Many2one(
        "social.care.phone.system", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="system_id.company_id", store=True)
    name = fields.Char(required=True, help="As it is called in the phone system.")
    team_id = fields.Many2one(
        "helpdesk.ticket.team",
        required=True,
        check_company=True,
        ondelete="restrict",
        domain="[('company_id', 'in', [company_id, False])]",
    )

    _name_once = models.UniqueIndex(
        "(system_id, name)", "This queue is in the list already."
    )
