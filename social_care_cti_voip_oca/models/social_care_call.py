# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import models
from odoo.fields import Domain

#: Two records of one agent and number that begin within it are one call.
SAME = timedelta(seconds=10)


class SocialCareCall(models.Model):
    """A call that both the softphone and its PBX tell of is there once."""

    _inherit = "social.care.call"

    def _follow_changes(self, before):
        result = super()._follow_changes(before)
        for call in self.filtered(lambda call: call.system_id.binding != "voip_oca"):
            twins = call._find_twins() if call.leg_ids.user_id else call.browse()
            for twin in twins.filtered(lambda one: one.system_id.binding == "voip_oca"):
                twin._merge_into(call)
        return result

    def _find_twins(self):
        """Calls of the same agent with the same number at the same time, told by
        another phone system.
        """
        return self._search_twins(
            self.company_id, self.leg_ids.user_id, self.number, self.started_at
        ).filtered(lambda call: call.system_id != self.system_id)

    def _search_twins(self, company, users, number, at):
        domain = Domain("company_id", "=", company.id)
        domain &= Domain("number", "=", number) & Domain("merged_into_id", "=", False)
        domain &= Domain("started_at", ">=", at - SAME)
        domain &= Domain("started_at", "<=", at + SAME)
        return self.search(domain & Domain("leg_ids.user_id", "in", users.ids))
