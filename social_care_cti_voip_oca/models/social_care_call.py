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
        new = self.filtered(lambda call: not before[call][0] and call.number)
        for company, calls in new.grouped("company_id").items():
            softphones = self.env["social.care.phone.system"]._find_softphones(company)
            from_pbx = calls - calls.grouped("system_id").get(softphones, self.browse())
            if softphones and from_pbx:
                from_pbx._merge_softphones(softphones)
        return result

    def _merge_softphones(self, softphones):
        """Calls of softphones that are the same as these become part of them."""
        domain = Domain("system_id", "=", softphones.id)
        domain &= Domain("number", "in", self.mapped("number"))
        domain &= Domain("started_at", ">=", min(self.mapped("started_at")) - SAME)
        domain &= Domain("merged_into_id", "=", False)
        for twin in self.search(domain):
            same = self.filtered(lambda call, twin=twin: call._is_same(twin))
            if same:
                twin._merge_into(same[0])

    def _is_same(self, twin):
        """Whether another record tells of this call, too."""
        return (
            self.number == twin.number
            and bool(self.leg_ids.user_id & twin.leg_ids.user_id)
            and abs(self.started_at - twin.started_at) <= SAME
        )

    def _search_twins(self, company, users, number, at):
        domain = Domain("company_id", "=", company.id)
        domain &= Domain("number", "=", number) & Domain("merged_into_id", "=", False)
        domain &= Domain("started_at", ">=", at - SAME)
        domain &= Domain("started_at", "<=", at + SAME)
        return self.search(domain & Domain("leg_ids.user_id", "in", users.ids))
