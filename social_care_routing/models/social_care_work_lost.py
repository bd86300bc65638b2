# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

MOST = 500


class SocialCareWork(models.Model):
    """Work that nobody would ever see again, whoever made it so: somebody was archived
    in the moment in which they were given it, or by the database alone."""

    _inherit = "social.care.work"

    @api.model
    def _cron_sweep(self):
        self._search_lost_owners().ticket_id._social_care_release_owner()
        for ticket in self._search_lost_teams().ticket_id:
            ticket._social_care_leave_archived_team(
                ticket._social_care_find_active_team()
            )
        return super()._cron_sweep()

    @api.model
    def _search_lost_owners(self):
        """Customers who wait for somebody who cannot log in."""
        return self.search(
            [("state", "=", "working"), ("user_id.active", "=", False)], limit=MOST
        )

    @api.model
    def _search_lost_teams(self):
        """Customers who wait in an archived team."""
        gone = self.env["social.care.lane"].search([("team_id.active", "=", False)])
        return self.search(
            [("state", "=", "waiting"), ("lane_id", "in", gone.ids)], limit=MOST
        )
