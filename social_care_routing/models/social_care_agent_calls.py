# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class SocialCareAgent(models.Model):
    """Calls in Discuss count like phone calls."""

    _inherit = "social.care.agent"

    def _outside_load(self):
        load = super()._outside_load()
        return self._add_load(load, "phone", self._calls())

    def _calls(self):
        """:return: {partner: number of calls that they are in now}"""
        sessions = self.env["discuss.channel.rtc.session"].sudo()
        domain = Domain("partner_id", "in", self.user_id.partner_id.ids)
        # A browser that crashed leaves a session behind.
        dead = Domain(sessions._inactive_rtc_session_domain())
        return dict(sessions._read_group(domain & ~dead, ["partner_id"], ["__count"]))

    def _add_load(self, load, medium, counts):
        """Add what was counted by person.

        :param load: as ``_outside_load`` returns it
        :param counts: {partner: number}
        """
        for agent in self:
            count = counts.get(agent.user_id.partner_id)
            if count:
                own = load.setdefault(agent.id, {})
                own[medium] = own.get(medium, 0) + count
        return load

    def _load_changed(self):
        if self:
            self._tell()
            self.env["social.care.work"]._look_again()

    def _withdraw_unfit_offers(self):
        """What may not interrupt them now is offered to others: on the phone nobody
        can be expected to answer."""
        works = self._works("offered")
        people = {person.id: person for person in works.agent_id._people()}
        unfit = works.browse()
        for work in works:
            person, medium = people[work.agent_id.id], work.medium_id.id
            person.put_down(medium)
            if person.hindrance(medium):
                unfit |= work
            else:
                person.take(medium, person.idle_since)
        if unfit:
            unfit._withdraw()
