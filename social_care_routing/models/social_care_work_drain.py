# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time
from datetime import timedelta
from functools import partial

from psycopg2.errors import LockNotAvailable, SerializationFailure

from odoo import SUPERUSER_ID, api, fields, models
from odoo.modules.registry import Registry
from odoo.tools import SQL
from odoo.tools.sql import table_exists

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.social_care.tools.locking import try_advisory_lock

from ..tools.carefully import carefully
from ..tools.run import Run

LOCK = "social_care_routing.drain"
# So many are given out in one transaction.
BATCH = 5000
# So many offers time out, and so many places change, in one transaction.
TAKEN_BACK, ADVANCED = 200, 1000
# A run ends after this time and follows itself up.
DRAIN_SECONDS = 20
# Whoever changes a row that a run needs is not waited for: it is looked at again later.
LOCK_TIMEOUT, LOCKED_SECONDS = "500ms", 2
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
        """Job: give out all that can be given, for some seconds at most. One worker at
        a time does so; the others try again, since the one may have looked before
        their change."""
        with try_advisory_lock(self.env.cr, LOCK) as is_locked:
            if not is_locked:
                raise RetryableJobError("The queue is being drained", 1, True)
            run, until = Run(), time.monotonic() + DRAIN_SECONDS
            while self._drain_some(run) and time.monotonic() < until:
                continue
            self._enqueue_next(run)
            # What is not committed goes with the lock.
            self.env.cr.commit()  # pylint: disable=invalid-commit

    @api.model
    def _drain_some(self, run=None):
        """One transaction of it.

        :param run: tools.run.Run
        :return: whether there may be more to give out
        """
        run = run or Run()
        for _again in range(TRIES):
            try:
                given = self._drain_once(run)
                self.env.cr.commit()  # pylint: disable=invalid-commit
                run.is_unfinished |= given == BATCH
                return run.is_unfinished
            except SerializationFailure:
                # Somebody went away, or took something, meanwhile: look once more.
                self._roll_back()
            except LockNotAvailable as error:
                self._roll_back()
                words = "Somebody is changing what waits"
                raise RetryableJobError(words, LOCKED_SECONDS, True) from error
        raise RetryableJobError("People change too quickly", 1, True)

    def _roll_back(self):
        self.env.cr.rollback()
        self.env.invalidate_all()

    @api.model
    def _drain_once(self, run=None):
        """:return: number of items given out"""
        run = run or Run()
        run.is_unfinished = False
        # What a run changes itself it has seen: it calls for no other run.
        self.env.cr.postcommit.data[KEY] = True
        self.env.cr.execute(SQL("SET LOCAL lock_timeout = %s", LOCK_TIMEOUT))
        self._take_back(run)
        self._advance(run)
        given = self._give_out(run)
        self.env.flush_all()
        return given

    @api.model
    def _give_out(self, run):
        begun, queue = time.monotonic(), self.env["social.care.queue"]
        self.env.flush_all()
        people = queue._agents()._people()
        free = [person for person in people if person.id not in run.agents]
        there = people if run.agents else None
        snapshot = queue._snapshot(free, there=there, without=run.works)
        decisions = queue._keep_claimable(snapshot.decide(BATCH), run)
        if decisions:
            queue._claim(snapshot, decisions, begun)
        return len(decisions)

    @api.model
    def _take_back(self, run=None):
        """Offers that nobody answered; work of people whose shift has ended, who are
        not there, or who do not answer."""
        run = run or Run()
        self._end_late_offers(run)
        self._refresh_shifts(run)
        self._take_from_sleeping(run)
        self._take_unanswered(run)

    @api.model
    def _end_late_offers(self, run):
        late = self.search(
            [("state", "=", "offered"), ("offer_until", "<=", fields.Datetime.now())],
            order="offer_until, id",
            limit=TAKEN_BACK,
        )
        run.is_unfinished |= len(late) == TAKEN_BACK
        free = late.try_lock_for_update(allow_referencing=True)
        run.works |= set((late - free).ids)
        carefully(free, type(free)._time_out)

    @api.model
    def _refresh_shifts(self, run):
        now = fields.Datetime.now()
        changed = self._agents_with_other_shifts(now, run)
        there = changed.filtered(type(changed)._was_there)
        bad = carefully(changed, type(changed)._refresh_shifts)
        bad.shift_changes_at = now + PUT_OFF
        gone = there.filtered(lambda a: not a.on_shift and not a._on_overtime())
        gone.overtime_until = False
        carefully(gone, type(gone)._leave_shift)
        changed._tell()

    @api.model
    def _take_from_sleeping(self, run):
        """Work of agents whose computers sleep."""
        seen = self.env["social.care.agent"]._find_asleep()
        asleep = self.env["social.care.agent"].union(*seen)
        free = asleep.try_lock_for_update(allow_referencing=True)
        run.agents |= set((asleep - free).ids)
        carefully(free, lambda agents: agents._fall_asleep(seen))

    @api.model
    def _take_unanswered(self, run):
        """What was accepted and not answered, some at a time."""
        now = fields.Datetime.now()
        due = [("state", "=", "working"), ("answer_until", "<=", now)]
        late = self.search(due, limit=TAKEN_BACK, order="answer_until, id")
        run.is_unfinished |= len(late) == TAKEN_BACK
        free = late.try_lock_for_update(allow_referencing=True)
        bad = carefully(free, type(free)._check_answers)
        bad.answer_until = now + PUT_OFF

    @api.model
    def _agents_with_other_shifts(self, now, run):
        """Agents whose shift begins or ends, or whose working hours changed. Those whom
        somebody else is changing are left for the next run."""
        changes = self.env["social.care.shift.change"]
        told = changes._take()
        due = told | told.search([("shift_changes_at", "<=", now)])
        free = due.try_lock_for_update(allow_referencing=True)
        changes._add(told - free)
        run.agents |= set((due - free).ids)
        return free

    @api.model
    def _advance(self, run):
        """Places that change with time alone, some at a time."""
        due = [("state", "=", "waiting"), ("next_step_at", "<=", fields.Datetime.now())]
        works = self.search(due, limit=ADVANCED, order="next_step_at, id")
        run.is_unfinished |= len(works) == ADVANCED
        free = works.try_lock_for_update(allow_referencing=True)
        run.works |= set((works - free).ids)
        bad = carefully(free, type(free)._step)
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
    def _enqueue_next(self, run=None):
        """Go on at once where time was up. Offers end to the second; the sweep would
        be late."""
        run = run or Run()
        if run.is_unfinished:
            self._enqueue_drain()
        if run.passed_over:
            again = fields.Datetime.now() + timedelta(seconds=LOCKED_SECONDS)
            self._enqueue_drain(again)
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
        self._cool_down()
        self._wait_again()

    def _cool_down(self):
        """Ask whoever has it, or was offered it, no more for a quarter of an hour."""
        again = fields.Datetime.now() + timedelta(minutes=15)
        for work in self.filtered("agent_id"):
            refused = dict(work.refused or {})
            refused[str(work.agent_id.id)] = fields.Datetime.to_string(again)
            work.refused = refused
            if work.agent_id == work.last_agent_id:
                work.held_until = False

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
    """What was just committed may be that this addon is gone."""
    with Registry(dbname).cursor() as cr:
        if not table_exists(cr, "social_care_work"):
            return
        api.Environment(cr, SUPERUSER_ID, {})["social.care.work"]._enqueue_drain()
