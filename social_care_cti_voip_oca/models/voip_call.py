# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care_cti.tools.facts import Fact
from odoo.addons.social_care_cti.tools.phone_feed import Batch
from odoo.addons.social_care_cti.tools.switch import Switch

OUTSIDE = "outside"
# Fields of a softphone call that say something new about it.
TOLD = {"state", "start_date", "end_date"}


class VoipCall(models.Model):
    _inherit = "voip.call"

    social_care_call_id = fields.Many2one(
        "social.care.call", readonly=True, index="btree_not_null", ondelete="set null"
    )

    @api.model_create_multi
    def create(self, vals_list):
        calls = super().create(vals_list)
        calls._tell_social_care()
        return calls

    def write(self, vals):
        result = super().write(vals)
        if TOLD & set(vals):
            self._tell_social_care()
        return result

    def _tell_social_care(self):
        """Keep the calls of the current user; nobody says that another one talks."""
        own = self.filtered(lambda call: call.user_id == self.env.user)
        systems = self.env["social.care.phone.system"].sudo()
        system = systems._find_softphones(self.env.user.company_id)
        for call in own.sudo() if system else ():
            call._tell_system(system)

    def _tell_system(self, system):
        """Keep one call, unless its PBX or another tab tells of it already."""
        known = self.social_care_call_id
        twin = known.merged_into_id or self._find_twin(system) or known
        if twin and twin.key != self._get_key():
            if known.key == self._get_key() and not known.merged_into_id:
                # Both began in the same moment, and did not see each other.
                known._merge_into(twin)
            self.social_care_call_id = twin
            return
        device = system._ensure_softphone(self.user_id)
        switch = Switch({device})
        switch.apply(self._list_facts(device))
        system._take_in(Batch(switch.describe(switch.list_calls())))
        kept = self.env["social.care.call"].search(
            [("system_id", "=", system.id), ("key", "=", self._get_key())]
        )
        self.social_care_call_id = kept.merged_into_id or kept

    def _get_key(self):
        return f"voip-{self.id}"

    def _find_twin(self, system):
        calls = self.env["social.care.call"]
        number = system._normalize(self.phone_number) or False
        found = calls._search_twins(
            system.company_id, self.user_id, number, self.create_date
        )
        # The PBX knows more than a tab; of tabs the first counts.
        return found.sorted(lambda call: (call.system_id == system, call.id))[:1]

    # -- facts -------------------------------------------------------------------

    def _list_facts(self, device):
        """:return: list of ``Fact``: what happened, as far as the softphone says"""
        begin = self.create_date.timestamp()
        key, is_inbound = self._get_key(), self.type_call == "incoming"
        own, other = f"{key}/own", f"{key}/other"
        first, second = (other, own) if is_inbound else (own, other)
        devices = {own: device, other: OUTSIDE}
        number = {"number": self.phone_number, "dialed": self.phone_number}
        facts = [
            self._make_fact("seen", begin, first, devices, number),
            self._make_fact("ringing", begin + 0.001, second, devices, number),
        ]
        return [*facts, *self._list_talk(own, other), *self._list_end(own, other)]

    def _make_fact(self, kind, at, leg, devices, number):
        told = number if devices[leg] == OUTSIDE else {}
        return Fact(kind, at, leg, self._get_key(), device=devices[leg], **told)

    def _list_talk(self, own, other):
        if not self.start_date:
            return []
        at = self.start_date.timestamp()
        return [
            Fact(kind, at, leg, self._get_key(), bridge=self._get_key())
            for leg in (own, other)
            for kind in ("up", "entered")
        ]

    def _list_end(self, own, other):
        if self.state in ("calling", "ongoing"):
            return []
        at = (self.end_date or fields.Datetime.now()).timestamp()
        return [Fact("ended", at, leg, self._get_key()) for leg in (own, other)]
