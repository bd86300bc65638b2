# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time

from odoo import api, fields, models

from odoo.addons.social_care.tools.isolation import apply_isolating_failures
from odoo.addons.social_care.tools.locking import try_advisory_lock
from odoo.addons.social_care_cti.tools.phone_feed import Batch
from odoo.addons.social_care_cti.tools.switch import Switch

from ..tools.asking import ask
from ..tools.facts import AGENT_CAUSES, translate
from .social_care_call import LATER, REFUSED, SILENT, SOON, YOUNG


class SocialCareSoapFollowing(models.AbstractModel):
    """Follows the calls of a SOAP switch. Parlay X tells nobody what happens, so it is
    asked, as long as calls are open.
    """

    _name = "social.care.soap.following"
    _description = "Following Calls of a SOAP Switch"

    # -- jobs --------------------------------------------------------------------

    def _enqueue_following(self, eta=None):
        """Ask about the open calls of these systems.

        :param eta: datetime before which it is not done, by default none
        """
        when = "later" if eta else "now"
        for system in self:
            system.with_delay(
                eta=eta,
                priority=5,
                description=self.env._("%s: follow calls", system.name),
                identity_key=f"social_care.soap.{system.id}.{when}",
            )._follow_calls()

    @api.model
    def _cron_follow_calls(self):
        """Cron: end calls that nobody hears of any more, and follow the others again
        where the job was lost.
        """
        calls = self.env["social.care.call"]
        calls = calls.search(calls._soap_get_domain())
        silent = calls._soap_filter_unheard(SILENT)
        _end_lost(silent)
        followed = (calls - silent).system_id
        followed.filtered("is_enabled")._enqueue_following()

    def _follow_calls(self):
        """Job: ask about the open calls, store what the switch says, and come again.

        The network is asked without a transaction. A run that is killed has stored
        nothing, and the next one asks the same.
        """
        if not self.is_enabled:
            return
        with try_advisory_lock(self.env.cr, f"social_care.soap.{self.id}") as is_locked:
            if is_locked:
                self._follow_once()
            self._enqueue_next()
            # What is not committed goes with the lock.
            self.env.cr.commit()  # pylint: disable=invalid-commit

    def _follow_once(self):
        due = self.env["social.care.call"]._soap_search_due(self)
        calls, access = due._soap_describe(), self._get_connector()._get_access(self)
        if calls:
            self.env.cr.commit()  # pylint: disable=invalid-commit
            self._take_in_heard(calls, ask(access, calls))

    def _enqueue_next(self):
        calls = self.env["social.care.call"]
        domain = [*calls._soap_get_domain(), ("system_id", "=", self.id)]
        latest = calls.search(domain, order="started_at DESC", limit=1)
        if latest:
            now = fields.Datetime.now()
            is_young = latest.started_at > now - YOUNG and not self.soap_error
            self._enqueue_following(now + (SOON if is_young else LATER))

    # -- what it said ------------------------------------------------------------

    def _take_in_heard(self, calls, heard):
        """Store what the switch said.

        :param calls: list of ``tools.facts.Known``
        :param heard: ``tools.asking.Heard``
        """
        stored = self._find_stored(calls)
        self._note_hearing(stored, heard)
        told = [call for call in calls if call.key in heard.told]
        failed = [one for one in told if self._is_agents_fault(heard.told[one.key])]
        self._take_in(Batch(self._describe_calls(told, failed, heard)))
        for call in failed:
            placed = stored[call.key]
            localized = self.with_context(lang=placed.user_id.lang)
            words = localized._describe_cause(heard.told[call.key].cause)
            placed._fail_request(words)
        refused = self.env["social.care.call"].union(*map(stored.get, heard.refused))
        _end_lost(refused._soap_filter_unheard(REFUSED))

    def _find_stored(self, calls):
        """:return: {key: ``social.care.call``}"""
        keys = [call.key for call in calls]
        domain = [("system_id", "=", self.id), ("key", "in", keys)]
        return self.env["social.care.call"].search(domain).grouped("key")

    def _note_hearing(self, stored, heard):
        now, calls = fields.Datetime.now(), self.env["social.care.call"]
        asked = calls.union(*(stored[key] for key in heard.asked))
        asked.write({"soap_asked_at": now})
        told = calls.union(*(stored[key] for key in heard.told))
        told.write({"soap_heard_at": now})
        words = heard.error and self._get_connector()._describe_error(heard.error)
        if (self.soap_error or None) != words:
            self.soap_error = words

    def _describe_calls(self, told, failed, heard):
        """:return: list of ``call_record.Record``"""
        now, switch = time.time(), Switch({call.device for call in told})
        for call in told:
            if call not in failed:
                switch.apply(translate(heard.told[call.key], call, now))
        return switch.describe([call.key for call in told])

    def _is_agents_fault(self, information):
        return information.cause in AGENT_CAUSES and (
            information.status == "CallTerminated"
        )

    def _describe_cause(self, cause):
        """:return: why the agent's phone was not reached"""
        return {
            "CallingPartyNoAnswer": self.env._("Your phone was not answered."),
            "CallingPartyBusy": self.env._("Your phone was busy."),
            "CallingPartyNotReachable": self.env._(
                "The switch cannot reach your phone. Is it switched on?"
            ),
        }[cause]


def _end_lost(calls):
    """A ticket that cannot be made keeps no other call from its end."""
    apply_isolating_failures(calls, type(calls)._end_lost)
