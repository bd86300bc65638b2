# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from odoo.addons.social_care.models.helpdesk_ticket import AGENT


class HelpdeskTicket(models.Model):
    """Tickets whose topic requires skills."""

    _inherit = "helpdesk.ticket"

    social_care_skill_ids = fields.Many2many(
        "hr.skill",
        string="Skills",
        related="social_care_topic_id.skill_ids",
        related_sudo=False,
        groups=AGENT,
    )
    social_care_is_for_my_skills = fields.Boolean(
        string="For my skills",
        compute="_compute_social_care_is_for_my_skills",
        search="_search_social_care_is_for_my_skills",
        groups=AGENT,
    )

    def _compute_social_care_is_for_my_skills(self):
        """Compute whether the user has one of the skills of the topic."""
        own = self._social_care_get_own_skills()
        for ticket in self:
            ticket.social_care_is_for_my_skills = bool(
                ticket.sudo().social_care_skill_ids & own
            )

    def _search_social_care_is_for_my_skills(self, operator, value):
        # Odoo checks the groups of a field in searches, not in `filtered_domain`.
        self._check_field_access(self._fields["social_care_is_for_my_skills"], "read")
        if operator != "in":
            return NotImplemented
        return [
            (
                "social_care_topic_id.skill_ids",
                "in",
                self._social_care_get_own_skills().ids,
            )
        ]

    def _social_care_get_own_skills(self):
        """Return the skills of the user, who may not be allowed to read employees."""
        return self.env.user.sudo().employee_ids.employee_skill_ids.skill_id
