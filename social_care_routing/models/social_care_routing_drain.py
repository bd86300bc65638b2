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
from odoo.addons.social_care.tools.isolation import apply_isolating_failures
from odoo.addons.social_care.tools.locking import try_advisory_lock

from ..tools.drain_progress import DrainProgress

LOCK = "social_care_routing.drain"
# Decisions in one transaction.
BATCH = 5000
# Records that one transaction takes back, and whose placement it updates.
TAKEN_BACK, ADVANCED = 200, 1000
# Work items without a usable owner or team that one sweep releases.
MOST_LOST = 500
# A job ends after this time and enqueues its successor.
DRAIN_SECONDS = 20
# Rows that another transaction is changing are skipped and tried again later.
LOCK_TIMEOUT, LOCKED_SECONDS = "500ms", 2
TRIES = 5
KEY = "social_care_routing.drain_scheduled"
# Records that fail are tried again after this time.
PUT_OFF = timedelta(hours=1)


class SocialCareRoutingDrain(models.AbstractModel):
    """Job that offers or assigns waiting work to agents, whenever anything changes."""

    _name = "social.care.routing.drain"
    _description = "Social Care Queue Drain"

    # -- scheduling ------------------------------------------------------------

    @api.model
    def _schedule(self):
        """Schedule a drain of the queue once this transaction has committed.

        The job is added after the commit: a pending job that has not begun will see
        everything that is committed, so one job is enough. If the server dies in
        between, the sweep makes up for it.
        """
        if not self.env.cr.postcommit.data.get(KEY):
            self.env.cr.postcommit.data[KEY] = True
            self.env.cr.postcommit.add(partial(_enqueue, self.env.cr.dbname))

    @api.model
    def _enqueue(self, eta=None):
        """Add a job that drains the queue.

        :param eta: datetime before which it does not run, by default none
        """
        key = f"{LOCK}.{eta:%H%M%S}" if eta else LOCK
        self.sudo().with_delay(
            priority=1,
            eta=eta,
            description=self.env._("Drain the queue"),
            identity_key=key,
        )._drain()

    @api.model
    def _cron_sweep(self):
        """Cron: release work whose owner or team is gone, and drain the queue for
        changes that depend on time alone.

        Such work exists if an agent was archived while work was being assigned to them,
        or by SQL.
        """
        owned = self._search_lost_owners().ticket_id
        apply_isolating_failures(owned, type(owned)._social_care_release_owner)
        apply_isolating_failures(
            self._search_lost_teams().ticket_id, _leave_archived_teams
        )
        self._enqueue()

    @api.model
    def _search_lost_owners(self):
        """Work in progress of users who cannot log in."""
        return self.env["social.care.work"].search(
            [("state", "=", "working"), ("user_id.active", "=", False)],
            limit=MOST_LOST,
        )

    @api.model
    def _search_lost_teams(self):
        """Work that waits in an archived team."""
        gone = self.env["social.care.lane"].search([("team_id.active", "=", False)])
        return self.env["social.care.work"].search(
            [("state", "=", "waiting"), ("lane_id", "in", gone.ids)], limit=MOST_LOST
        )

    # -- draining --------------------------------------------------------------

    @api.model
    def _drain(self):
        """Job: offer or assign all that can be, for DRAIN_SECONDS at most.

        One worker at a time drains; the others are retried, since the first one may
        have read the queue before their change.

        :raises RetryableJobError: while another worker drains
        """
        with try_advisory_lock(self.env.cr, LOCK) as is_locked:
            if not is_locked:
                raise RetryableJobError("The queue is being drained", 1, True)
            progress = DrainProgress()
            until = time.monotonic() + DRAIN_SECONDS
            while self._drain_batch(progress) and time.monotonic() < until:
                continue
            self._enqueue_next(progress)
            # What is not committed goes with the lock.
            self.env.cr.commit()  # pylint: disable=invalid-commit

    @api.model
    def _drain_batch(self, progress=None):
        """Run one transaction of the drain and commit it.

        :param progress: tools.drain_progress.DrainProgress
        :return: whether there may be more to dispatch
        :raises RetryableJobError: when others keep changing the same rows
        """
        progress = progress or DrainProgress()
        for _again in range(TRIES):
            try:
                dispatched = self._drain_once(progress)
                self.env.cr.commit()  # pylint: disable=invalid-commit
                progress.is_unfinished |= dispatched == BATCH
                return progress.is_unfinished
            except SerializationFailure:
                # An agent went away or picked something meanwhile: read again.
                self._roll_back()
            except LockNotAvailable as error:
                self._roll_back()
                words = "Another transaction is changing the queue"
                raise RetryableJobError(words, LOCKED_SECONDS, True) from error
        raise RetryableJobError("Agents change too quickly", 1, True)

    def _roll_back(self):
        self.env.cr.rollback()
        self.env.invalidate_all()

    @api.model
    def _drain_once(self, progress=None):
        """Take back what is due, update placements, then dispatch.

        :return: number of items offered or assigned
        """
        progress = progress or DrainProgress()
        progress.is_unfinished = False
        # The drain has seen its own changes: they schedule no further drain.
        self.env.cr.postcommit.data[KEY] = True
        self.env.cr.execute(SQL("SET LOCAL lock_timeout = %s", LOCK_TIMEOUT))
        self._take_back(progress)
        self._advance(progress)
        dispatched = self._dispatch(progress)
        self.env.flush_all()
        return dispatched

    @api.model
    def _dispatch(self, progress):
        begun, queue = time.monotonic(), self.env["social.care.queue"]
        self.env.flush_all()
        people = queue._search_agents()._build_people()
        free = [person for person in people if person.id not in progress.locked_agents]
        there = people if progress.locked_agents else None
        snapshot = queue._build_snapshot(
            free, there=there, without=progress.locked_works
        )
        decisions = queue._keep_claimable(snapshot.decide(BATCH), progress)
        if decisions:
            queue._claim(snapshot, decisions, begun)
        return len(decisions)

    @api.model
    def _enqueue_next(self, progress=None):
        """Continue immediately if the time was up. Offers expire to the second; the
        sweep would be too late."""
        progress = progress or DrainProgress()
        if progress.is_unfinished:
            self._enqueue()
        if progress.has_skipped:
            self._enqueue(fields.Datetime.now() + timedelta(seconds=LOCKED_SECONDS))
        offers = [("state", "=", "offered")]
        first = self.env["social.care.work"].search(
            offers, order="offer_until", limit=1
        )
        if first.offer_until:
            self._enqueue(first.offer_until + timedelta(seconds=1))

    # -- taking back -----------------------------------------------------------

    @api.model
    def _take_back(self, progress=None):
        """Take back expired offers, and work of agents whose shift has ended, whose
        computer is asleep, or who did not answer in time."""
        progress = progress or DrainProgress()
        self._expire_offers(progress)
        self._refresh_shifts(progress)
        self._mark_unseen_agents(progress)
        self._release_unanswered(progress)

    @api.model
    def _expire_offers(self, progress):
        free = self._lock_due_works("offered", "offer_until", TAKEN_BACK, progress)
        apply_isolating_failures(free, type(free)._expire_offer)

    @api.model
    def _refresh_shifts(self, progress):
        now = fields.Datetime.now()
        changed = self._lock_agents_with_changed_shifts(now, progress)
        there = changed.filtered(type(changed)._is_present)
        failed = apply_isolating_failures(changed, type(changed)._refresh_shifts)
        failed.shift_changes_at = now + PUT_OFF
        gone = there.filtered(lambda a: not a.on_shift and not a._is_on_overtime())
        gone.overtime_until = False
        apply_isolating_failures(gone, type(gone)._leave_shift)
        changed._notify_screens()

    @api.model
    def _mark_unseen_agents(self, progress):
        """Agents whose computers are asleep stop responding."""
        seen = self.env["social.care.agent"]._find_asleep()
        asleep = self.env["social.care.agent"].union(*seen)
        free = asleep.try_lock_for_update(allow_referencing=True)
        progress.locked_agents |= set((asleep - free).ids)
        apply_isolating_failures(free, lambda agents: agents._mark_asleep(seen))

    @api.model
    def _release_unanswered(self, progress):
        """Check accepted work that was not answered, in batches."""
        due = self._search_due_works("working", "answer_until", TAKEN_BACK, progress)
        free = due.try_lock_for_update(allow_referencing=True)
        deadlines = self.env["social.care.answer.deadline"]
        failed = apply_isolating_failures(free, deadlines._check)
        failed.answer_until = fields.Datetime.now() + PUT_OFF

    @api.model
    def _lock_agents_with_changed_shifts(self, now, progress):
        """Agents whose shift begins or ends, or whose working hours changed. Those
        that another transaction is changing are left for the next job."""
        changes = self.env["social.care.shift.change"]
        told = changes._take()
        due = told | told.search([("shift_changes_at", "<=", now)])
        free = due.try_lock_for_update(allow_referencing=True)
        changes._add(told - free)
        progress.locked_agents |= set((due - free).ids)
        return free

    @api.model
    def _advance(self, progress):
        """Update placements that change with time alone, in batches."""
        free = self._lock_due_works("waiting", "next_step_at", ADVANCED, progress)
        failed = apply_isolating_failures(free, type(free)._advance)
        failed.next_step_at = fields.Datetime.now() + PUT_OFF
        self.env.flush_all()

    @api.model
    def _search_due_works(self, state, field, most, progress):
        """Work items in a state whose time in ``field`` has passed, oldest first.

        :param most: number of items in one transaction
        """
        works = self.env["social.care.work"].search(
            [("state", "=", state), (field, "<=", fields.Datetime.now())],
            order=f"{field}, id",
            limit=most,
        )
        progress.is_unfinished |= len(works) == most
        return works

    @api.model
    def _lock_due_works(self, state, field, most, progress):
        """As ``_search_due_works``, without items that another transaction is changing;
        the run skips those as well."""
        works = self._search_due_works(state, field, most, progress)
        free = works.try_lock_for_update(allow_referencing=True)
        progress.locked_works |= set((works - free).ids)
        return free


def _leave_archived_teams(tickets):
    for ticket in tickets:
        team = ticket._social_care_find_active_team()
        ticket._social_care_leave_archived_team(team)


def _enqueue(dbname):
    """Add the job in a transaction of its own; the one that was just committed may
    have uninstalled this addon."""
    with Registry(dbname).cursor() as cr:
        if not table_exists(cr, "social_care_work"):
            return
        api.Environment(cr, SUPERUSER_ID, {})["social.care.routing.drain"]._enqueue()
