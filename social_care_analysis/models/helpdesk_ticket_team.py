# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class HelpdeskTicketTeam(models.Model):
    """A team that topics or open incidents use cannot be deleted."""

    _inherit = "helpdesk.ticket.team"

    social_care_topic_ids = fields.One2many(
        "social.care.topic", "team_id", groups="social_care.group_social_care_agent"
    )

    @api.model
    def _social_care_get_domain(self):
        """Teams that a topic names get tickets, too."""
        named = Domain("social_care_topic_ids", "!=", False)
        return super()._social_care_get_domain() | named

    def _social_care_get_uses(self, domain=()):
        topics = self._social_care_search_uses("social.care.topic", domain)
        incidents = self._social_care_search_uses(
            "social.care.incident", [("state", "=", "open"), *domain]
        )
        uses = (
            self._social_care_describe_uses(self.env._("Topics"), topics),
            self._social_care_describe_uses(self.env._("Incidents"), incidents),
        )
        return super()._social_care_get_uses(domain) + [use for use in uses if use]
