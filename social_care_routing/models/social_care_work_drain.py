# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time
from datetime import timedelta
from functools import partial

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api, fields, models
from odoo.modules.registry import Registry

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.social_care.tools.locking import held

from ..tools.carefully import carefully

LOCK = "social_care_routing.drain"
# So many are given out in one transaction.
BATCH = 5000
TRIES = 5
KEY = "social_care_routing.look_again"
# What fails is tried again so much later.
PUT_OFF = timedelta(hours=1)


class SocialCareWork(models.Model):
    """The queue is drained whenever anything changes: what can be given is given."""

    _inherit = "social.care.work"

    # -- when ------------------------------------------------------------------

    @api.model
    def _look_again(self):
        """Drain the queue soon after this transaction.

        The job is added after the commit: one that is already there and has not begun
        will see all that is committed, so that one is enough. A server that dies in
        between is made up for by the sweep.
        """
        if not self.env.cr.postcommit.data.get(KEY):
            self.env.cr.postcommit.data[KEY] = True
            self.env.cr.postcommit.add(partial(_enqueue, self.env.cr.dbname))

    @api.model
    def _enqueue_drain(self, eta=None):
        key = f"{LOCK}.{eta:%H%M%S}" if eta else LOCK
        self.sudo().with_delay(
            priority=1,
            eta=eta,
            description=self.env._("Give out what waits"),
            identity_key=key,
        )._drain()

    @api.model
    def _cron_sweep(self):
        """What a change forgot to say, and what only time changes."""
        self._enqueue_drain()

    # -- how -------------------------------------------------------------------

    @api.model
    def _drain(self):
        """Job: give out all that can be given. One worker at a time does so; the
        others try again, since the one may have looked before their change."""
        with held(self.env.cr, LOCK) as free:
            if not free:
                raise RetryableJobError("The queue is being drained", 1, True)
            while self._drain_some():
                continue
            self._enqueue_next()
            # What is not committed goes with the lock.
            self.env.cr.commit()  # pylint: disable=invalid-commit

    @api.model
    def _drain_some(self):
        """One transaction of it.

        :return: whether there may be more to give out
        """
        for _again in range(TRIES):
            try:
                given = self._drain_once()
                self.env.cr.commit()  # pylint: disable=invalid-commit
                return given == BATCH
            except SerializationFailure:
                # Somebody went away, or took something, meanwhile: look once more.
                self.env.cr.rollback()
                self.env.invalidate_all()
        raise RetryableJobError("People change too quickly", 1, True)

    @api.model
    def _drain_once(self):
        """:return: number of items given out"""
        # What a run changes itself it has seen: it calls for no other run.
        self.env.cr.postcommit.data[KEY] = True
        self._take_back()
        self._advance()
        begun = time.monotonic()
        snapshot = self.env["social.care.queue"]._snapshot()
        decisions = snapshot.decide(BATCH)
        if decisions:
            self.env["social.care.queue"]._claim(snapshot, decisions, begun)
        self.env.flush_all()
        return len(decisions)

    @api.model
    def _take_back(self):
        """Offers that nobody answered; work of people whose shift has ended."""
        now = fields.Datetime.now()
        late = self.search([("state", "=", "offered"), ("offer_until", "<=", now)])
        carefully(late, type(late)._time_out)
        changed = self.env["social.care.shift.change"]._take()
        changed |= changed.search([("shift_changes_at", "<=", now)])
        there = changed.filtered(type(changed)._was_there)
        bad = carefully(changed, type(changed)._refresh_shifts)
        bad.shift_changes_at = now + PUT_OFF
        gone = there.filtered(lambda a: not a.on_shift and not a._on_overtime())
        gone.overtime_until = False
        carefully(gone, type(gone)._leave_shift)
        changed._tell()

    @api.model
    def _advance(self):
        """Places that change with time alone."""
        due = [("state", "=", "waiting"), ("next_step_at", "<=", fields.Datetime.now())]
        while works := self.search(due, limit=BATCH, order="next_step_at"):
            bad = carefully(works, type(works)._step)
            bad.next_step_at = fields.Datetime.now() + PUT_OFF
            self.env.flush_all()

    def _step(self):
        self._forget_cool_downs()
        self._end_holds()
        self._place()

    def _forget_cool_downs(self):
        now = fields.Datetime.to_string(fields.Datetime.now())
        for work in self.filtered("refused"):
            kept = {agent: at for agent, at in work.refused.items() if at > now}
            work.refused = kept or False

    def _end_holds(self):
        """What was kept for somebody long enough is anybody's."""
        now = fields.Datetime.now()
        self.filtered(lambda w: w.held_until and w.held_until <= now).held_until = False

    @api.model
    def _enqueue_next(self):
        """Offers end to the second; the sweep would be late."""
        first = self.search([("state", "=", "offered")], order="offer_until", limit=1)
        if first.offer_until:
            self._enqueue_drain(first.offer_until + timedelta(seconds=1))

    # -- offers that end -------------------------------------------------------

    def _time_out(self):
        """Nobody answered: the work waits for others, the person is not responding."""
        self.env["social.care.decision"]._end(self, "timed_out")
        agents = self.agent_id
        self._refuse()
        agents.filtered(lambda a: a.state == "available")._enter("not_responding")

    def _withdraw(self):
        """An offer is taken back; the person did nothing wrong."""
        self.env["social.care.decision"]._end(self, "withdrawn")
        self._wait_again()

    def _refuse(self):
        """Whoever let it go is not asked again for a while."""
        again = fields.Datetime.now() + timedelta(minutes=15)
        for work in self.filtered("agent_id"):
            refused = dict(work.refused or {})
            refused[str(work.agent_id.id)] = fields.Datetime.to_string(again)
            work.refused = refused
            if work.agent_id == work.last_agent_id:
                work.held_until = False
        self._wait_again()

    def _wait_again(self):
        agents = self.agent_id
        self.write(
            {
                "state": "waiting",
                "agent_id": False,
                "user_id": False,
                "offer_until": False,
            }
        )
        self._place()
        agents._tell()
        self._tell_boards()

    # -- telling ---------------------------------------------------------------

    @api.model
    def _tell_boards(self):
        """Wallboards look again, once for all that this transaction changes."""
        data = self.env.cr.precommit.data
        if not data.get("social_care_routing.boards"):
            data["social_care_routing.boards"] = True
            group = self.env.ref("social_care.group_social_care_supervisor").sudo()
            group._bus_send("social_care_routing/changed", {})


def _enqueue(dbname):
    with Registry(dbname).cursor() as cr:
        api.Environment(cr, SUPERUSER_ID, {})["social.care.work"]._enqueue_drain()
