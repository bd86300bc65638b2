# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .social_care_call_leg import ON_THE_PHONE

# A call of which nothing more is heard is over: after this while it rings, and this in
# all.
RINGING = timedelta(minutes=30)
TALKING = timedelta(hours=4)


class SocialCareCallFollowing(models.AbstractModel):
    """What follows when a call changes: screens, workload, tickets."""

    _name = "social.care.call.following"
    _description = "What Follows a Call"

    version = fields.Integer(
        readonly=True, default=0, help="Screens tell by it what is newer."
    )
    is_followed = fields.Boolean(
        readonly=True, help="What follows the call's beginning was done."
    )

    def _remember(self):
        """:return: {call: (state, {user: states of their phones})}, for
        ``_follow_changes``; the state of a new call is False
        """
        return {
            call: (call.state if call.is_followed else False, call._get_leg_states())
            for call in self
        }

    def _get_leg_states(self):
        """:return: {user: set of states}; some have two phones"""
        return {
            user: set(legs.mapped("state"))
            for user, legs in self.leg_ids.grouped("user_id").items()
            if user
        }

    def _follow_changes(self, before):
        """Do what follows the changes of these calls.

        :param before: what ``_remember`` returned before the change
        """
        now = {call: call._get_leg_states() for call in self}
        changed = self.filtered(lambda call: before[call] != (call.state, now[call]))
        for call in changed:
            call.write({"version": call.version + 1, "is_followed": True})
        changed._follow_talks(before, now)
        for call in changed:
            state, legs = before[call]
            call._follow_state(state)
            call._notify(legs.keys() | now[call].keys())

    def _follow_talks(self, before, now):
        """Whoever begins to talk has less time for other work, and more afterwards.

        :param before: as of ``_follow_changes``
        :param now: {call: {user: states of their phones}}
        """
        begun, left = self.env["res.users"], {}
        for call in self:
            was, is_now = _find_talking(before[call][1]), _find_talking(now[call])
            begun |= begun.browse(is_now - was)
            left[call] = begun.browse(was - is_now)
        over = self.env["res.users"].union(*left.values())
        if over:
            self._begin_after_call_work(over, left)
        if begun:
            begun.partner_id._begin_social_care_contact()
        if over:
            over.partner_id._end_social_care_contact()

    def _begin_after_call_work(self, users, left):
        """:param users: all who left a call
        :param left: {call: users who left it}
        """
        none = self.env["social.care.agent"].sudo()
        agents = none.search([("user_id", "in", users.ids)]).grouped("user_id")
        times = defaultdict(none.browse)
        for call, gone in left.items():
            for user in gone:
                seconds = call.team_id.social_care_after_call_seconds
                times[seconds] |= agents.get(user, none)
        # Of two calls that ended together, the longer work counts.
        for seconds in sorted(times, reverse=True):
            times[seconds]._begin_after_call_work(seconds)

    def _follow_state(self, before):
        """Other addons do what follows a new state, and call ``super()``.

        :param before: former state, False for a new call
        """
        if self.state == "talking" and before != "talking":
            self._note_due_ticket("answered")
        elif self.state == "ended" and before != "ended":
            self._note_due_ticket(
                "answered" if self.outcome == "answered" else "missed"
            )

    def _notify(self, users):
        """Have the screens of these users ask for the call; what they get is read with
        their rights.
        """
        for user in users:
            user._bus_send(
                "social_care_cti/call", {"id": self.id, "version": self.version}
            )

    def _end_lost(self):
        """Nobody saw the end of these calls."""
        before, now = self._remember(), fields.Datetime.now()
        self.write({"state": "ended", "outcome": "lost", "ended_at": now})
        still = self.leg_ids.filtered(lambda leg: leg.state != "ended")
        still.filtered(
            lambda leg: leg.talk_from and not leg.talk_until
        ).talk_until = now
        still.write({"state": "ended", "channel": False})
        self._follow_changes(before)

    @api.model
    def _end_forgotten(self, binding):
        """End calls whose end nobody tells any more, such as those of a browser that
        was closed.

        :param binding: of their phone systems, which only report what happens
        """
        now = fields.Datetime.now()
        silent = Domain("answered_at", "=", False)
        silent &= Domain("started_at", "<", now - RINGING)
        calls = self.search(
            Domain("system_id.binding", "=", binding)
            & Domain("state", "!=", "ended")
            & (silent | Domain("started_at", "<", now - TALKING))
        )
        calls._end_lost()

    def _merge_into(self, call):
        """This call became part of another, which has its legs now."""
        self.leg_ids.write({"state": "ended", "channel": False})
        self.write(
            {
                "merged_into_id": call.id,
                "state": "ended",
                "outcome": self.outcome or "answered",
                "ended_at": self.ended_at or fields.Datetime.now(),
                "version": self.version + 1,
            }
        )
        self._notify(self.leg_ids.user_id)


def _find_talking(legs):
    """:return: set of the IDs of users with a phone on which they talk or hold"""
    return {user.id for user, states in legs.items() if states & ON_THE_PHONE}
