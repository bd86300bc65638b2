# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from odoo.addons.social_care.models.helpdesk_ticket import AGENT


class HelpdeskTicket(models.Model):
    """Tickets whose topic asks for skills."""

    _inherit = "helpdesk.ticket"

    social_skill_ids = fields.Many2many(
        "hr.skill",
        string="Skills",
        related="social_topic_id.skill_ids",
        related_sudo=False,
        groups=AGENT,
    )
    is_for_my_skills = fields.Boolean(
        compute="_compute_is_for_my_skills",
        search="_search_is_for_my_skills",
        groups=AGENT,
    )

    def _compute_is_for_my_skills(self):
        """Whether the reader has a skill that the topic asks for."""
        own = self._my_skills()
        for ticket in self:
            ticket.is_for_my_skills = bool(ticket.sudo().social_skill_ids & own)

    def _search_is_for_my_skills(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("social_topic_id.skill_ids", "in", self._my_skills().ids)]

    def _my_skills(self):
        """Of the reader as an employee, whether or not they may read employees."""
        return self.env.user.sudo().employee_ids.employee_skill_ids.skill_id
