# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class SocialCareWallboard(models.AbstractModel):
    _inherit = "social.care.wallboard"

    def _get_loads(self, domain):
        loads = super()._get_loads(domain)
        starred = domain & Domain("ticket_id.priority", "=", "3")
        for team, medium, count in self.env["social.care.work"]._read_group(
            starred, ["team_id", "medium_id"], ["__count"]
        ):
            loads[team.id, medium.id]["starred"] = count
        return loads
