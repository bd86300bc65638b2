# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import namedtuple
from datetime import timedelta

from psycopg2.extras import execute_values

from odoo import api, fields, models
from odoo.tools import SQL

from .social_care_reply import ON_ITS_WAY

# Which side has to act next. In SQL: one query for any number of items. A ticket that
# was created from a conversation waits as the conversation does; the mail that its
# creation implies does not count.
_TURNS = """
    SELECT work.id,
        ticket.company_id, ticket.team_id, ticket.user_id,
        (ticket.active AND NOT COALESCE(stage.closed, FALSE)) AS is_open,
        ticket.closed_date,
        ticket.social_care_snoozed_until IS NOT NULL AS is_snoozed,
        said.network IS NOT NULL AS is_social,
        said.private, channel.social_care_medium_id AS channel_medium_id,
        CASE WHEN said.network IS NOT NULL AND work.asked_at = work.arrived_at
            THEN said.waiting_since
            ELSE LEAST(said.waiting_since, work.asked_at)
        END AS waiting_since,
        answered.first_at, answered.last_at, answered.count,
        EXISTS (
            SELECT FROM social_care_thread thread
            JOIN social_care_reply reply ON reply.thread_id = thread.id
            WHERE thread.ticket_id = ticket.id AND reply.state = ANY(%(on_its_way)s)
                AND NOT EXISTS (
                    SELECT FROM social_care_mention later
                    WHERE later.ticket_id = ticket.id AND later.id > reply.known_until
                        AND later.is_own IS NOT TRUE AND later.deleted_at IS NULL
                )
        ) AS is_being_answered
    FROM social_care_work work
    JOIN helpdesk_ticket ticket ON ticket.id = work.ticket_id
    LEFT JOIN helpdesk_ticket_stage stage ON stage.id = ticket.stage_id
    LEFT JOIN helpdesk_ticket_channel channel ON channel.id = ticket.channel_id
    LEFT JOIN LATERAL (
        SELECT thread.network, thread.private, thread.waiting_since
        FROM social_care_thread thread
        WHERE thread.ticket_id = ticket.id
        ORDER BY thread.waiting_since, thread.last_mention_at DESC
        LIMIT 1
    ) said ON TRUE
    LEFT JOIN LATERAL (
        SELECT min(mention.answered_at) AS first_at,
            max(mention.answered_at) AS last_at, count(mention.answered_at) AS count
        FROM social_care_mention mention
        WHERE mention.ticket_id = ticket.id
    ) answered ON TRUE
    WHERE work.id = ANY(%(works)s)
"""


# The last agent of each customer, if their contact was recent enough and they are in a
# team that is asked, now or after a relaxation step. In SQL: one query for all items.
_KNOWN = """
    SELECT work.id, known.last_agent_id
    FROM social_care_work work
    JOIN helpdesk_ticket_team team ON team.id = work.team_id
        AND team.social_care_last_agent != 'none'
    JOIN helpdesk_ticket ticket ON ticket.id = work.ticket_id
    CROSS JOIN LATERAL (
        SELECT other.last_agent_id
        FROM (
            SELECT id FROM helpdesk_ticket WHERE partner_id = ticket.partner_id
            UNION
            SELECT theirs.ticket_id
            FROM social_care_thread own
            JOIN social_care_thread theirs ON theirs.profile_id = own.profile_id
            WHERE own.ticket_id = ticket.id
        ) earlier
        JOIN social_care_work other ON other.ticket_id = earlier.id
        JOIN social_care_agent agent ON agent.id = other.last_agent_id AND agent.active
        WHERE other.id != work.id
            AND EXISTS (
                SELECT FROM helpdesk_ticket_team_res_users_rel member
                WHERE member.res_users_id = agent.user_id
                    AND member.helpdesk_ticket_team_id IN (
                        SELECT team.id
                        UNION ALL
                        SELECT added.helpdesk_ticket_team_id
                        FROM social_care_skill_relaxation relaxation
                        JOIN helpdesk_ticket_team_social_care_skill_relaxation_rel added
                            ON added.social_care_skill_relaxation_id = relaxation.id
                        WHERE relaxation.team_id = team.id
                    )
            )
            AND other.accepted_at
                > %(now)s - make_interval(hours => team.social_care_last_agent_hours)
        ORDER BY other.accepted_at DESC
        LIMIT 1
    ) known
    WHERE work.id = ANY(%(works)s)
"""


READ = (
    "helpdesk.ticket",
    "helpdesk.ticket.stage",
    "helpdesk.ticket.channel",
    "social.care.thread",
    "social.care.mention",
    "social.care.reply",
)
QUEUED = ("waiting", "offered")
RESTING = ("parked", "done")
Before = namedtuple("Before", "since answered answers state user")


class SocialCareWorkSync(models.AbstractModel):
    """Keeps work items in line with their tickets."""

    _name = "social.care.work.sync"
    _description = "Social Care Work Synchronization"

    @api.model
    def _add(self, vals_list):
        """Insert work items. In SQL: two transactions that insert the same ticket at
        once collide (serialization failure), and the second is retried.

        :param vals_list: list of dicts with the same keys
        """
        self.env["helpdesk.ticket"].flush_model()
        columns = list(vals_list[0])
        execute_values(
            self.env.cr._obj,
            f"INSERT INTO social_care_work (state, {', '.join(columns)}) VALUES %s "
            "ON CONFLICT (ticket_id) DO NOTHING",
            [tuple(vals[column] for column in columns) for vals in vals_list],
            template=f"('waiting', {', '.join(['%s'] * len(columns))})",
        )
        self.env["helpdesk.ticket"].invalidate_model(["social_care_work_ids"])

    def _sync_with_tickets(self):
        """Synchronize work items with their tickets (owner, and which side has to act
        next)."""
        if not self:
            return
        turns, agents = self._read_turns(), self._get_agents_by_user()
        before = {
            w: Before(w.waiting_since, w.answered_at, w.answers, w.state, w.user_id)
            for w in self
        }
        for work in self:
            work._sync_one(turns[work.id], agents)
        self._update_decisions(before)
        self._update_sla_targets(before)
        self._find_last_agents()
        self.filtered(lambda w: w.state != "done")._place()
        self._requeue_of_absent(before)
        self._notify_boards()
        self._notify_waiting(before)

    def _notify_waiting(self, before):
        """Tell agents that other customers wait for them now, also by mail."""
        changed = self.filtered(
            lambda w: (w.state, w.user_id) != (before[w].state, before[w].user)
        )
        self.env["social.care.waiting"]._notify(changed.user_id)

    def _get_agents_by_user(self):
        """:return: {user: agent} of the owners of the tickets"""
        agents = self.env["social.care.agent"].search(
            [("user_id", "in", self.ticket_id.user_id.ids)]
        )
        return {agent.user_id: agent for agent in agents}

    def _read_turns(self):
        for name in READ:
            self.env[name].flush_model()
        self.flush_recordset()
        self.env.cr.execute(SQL(_TURNS, works=self.ids, on_its_way=list(ON_ITS_WAY)))
        return {row["id"]: row for row in self.env.cr.dictfetchall()}

    def _get_medium_id(self, turn):
        """Return the medium on which the customer of this work item is.

        An addon with a medium of its own for some conversations extends this; a medium
        for the tickets of a channel needs no code but ``social_care_medium_id`` there.

        :param turn: dict, row of ``_TURNS``
        :return: id of a ``social.care.medium``: of a conversation a social one, private
            where nobody said that it is public; else that of the ticket's channel, by
            default mail
        """
        ids = self.env["social.care.medium"]._get_ids_by_code()
        if turn["is_social"]:
            return ids[
                "social_public" if turn["private"] is False else "social_private"
            ]
        return turn["channel_medium_id"] or ids["email"]

    def _sync_one(self, turn, agents):
        stays = self.team_id.id == (turn["team_id"] or False)
        self.write(
            {
                "company_id": turn["company_id"],
                "team_id": turn["team_id"],
                "medium_id": self._get_medium_id(turn),
                "waiting_since": turn["waiting_since"],
                "answered_at": _get_latest(turn["last_at"], self.mailed_at),
                "answers": turn["count"] + self.mails,
                **self._prepare_response(turn["first_at"]),
            }
        )
        if not turn["is_open"]:
            self._sync_closed(turn["closed_date"])
        elif turn["user_id"]:
            user = self.env["res.users"].browse(turn["user_id"])
            self._sync_owner(user, agents, turn["is_snoozed"])
        else:
            self._sync_queue(stays, turn["is_being_answered"] or turn["is_snoozed"])

    def _prepare_response(self, at):
        """Values of the first response, if ``at`` is it."""
        at = min(filter(None, [at, self.first_response_at]), default=None)
        if not at:
            return {}
        return {"first_response_at": at, "response_seconds": self._get_seconds_to(at)}

    def _get_seconds_to(self, at):
        return max((at - self.arrived_at).total_seconds(), 0)

    def _sync_closed(self, closed_at):
        if self.state == "done":
            return
        at = closed_at or fields.Datetime.now()
        self.write(
            {
                "state": "done",
                "closed_at": at,
                "resolution_seconds": self._get_seconds_to(at),
                "pushed_at": False,
                **self._prepare_handled(),
            }
        )

    def _sync_owner(self, user, agents, is_snoozed):
        """With an owner, the item is in progress while the customer waits and the
        ticket is not snoozed."""
        now = fields.Datetime.now()
        if self.user_id != user or self.state in QUEUED:
            agent = agents.get(user, self.env["social.care.agent"])
            self.write(
                self._prepare_taken(agent, user, now) | self._prepare_manual_answer()
            )
        state = "working" if self.waiting_since and not is_snoozed else "parked"
        if state == "working" and self.state in RESTING:
            again = {"state": state, "accepted_at": now, "started": False}
            self.write(again | self._prepare_answer())
        elif state != self.state:
            done = {"state": state, "pushed_at": False, "unanswered_id": False}
            self.write(done | self._prepare_handled())

    def _prepare_decision(self):
        """Values of a decision about this item."""
        return {
            "work_id": self.id,
            "lane_id": self.lane_id.id,
            "ticket_id": self.ticket_id.id,
            "company_id": self.company_id.id,
            "team_id": self.team_id.id,
            "medium_id": self.medium_id.id,
            "agent_id": self.agent_id.id,
            "user_id": self.user_id.id,
            "relaxation_step": self.relaxation_step,
        }

    def _prepare_taken(self, agent, user, now):
        first = self.first_accepted_at or now
        return {
            "state": "working",
            "agent_id": agent.id,
            "last_agent_id": agent.id,
            "user_id": user.id,
            "accepted_at": now,
            "first_accepted_at": first,
            "wait_seconds": self._get_seconds_to(first),
            "started": False,
            "touched_at": False,
            "answer_until": False,
            "unanswered_id": False,
            "offer_until": False,
            "refused": False,
            "held_until": False,
        }

    def _sync_queue(self, stays, is_resting):
        """Without an owner, the item waits, unless it is offered, snoozed, or being
        answered.

        :param stays: whether the team is unchanged
        :param is_resting: whether it is snoozed or a reply is pending
        """
        is_waiting = bool(self.waiting_since) and not is_resting
        if self.state == "offered" and is_waiting and stays:
            return
        self.write(
            {
                "state": "waiting" if is_waiting else "parked",
                "agent_id": False,
                "user_id": False,
                "offer_until": False,
                "closed_at": False,
                **self._prepare_handled(),
            }
        )

    def _prepare_handled(self):
        """Add the time it was in progress."""
        if self.state != "working" or not self.accepted_at:
            return {}
        spent = (fields.Datetime.now() - self.accepted_at).total_seconds()
        return {"handle_seconds": self.handle_seconds + spent}

    def _update_decisions(self, before):
        """Withdraw offers that ended otherwise, and log manual assignments."""
        left = self.filtered(lambda w: before[w].state == "offered" != w.state)
        decisions = self.env["social.care.decision"]
        decisions._close(left, "withdrawn")
        decisions._log_by_hand(
            self.filtered(lambda w: w._is_assigned_manually(before[w]))
        )

    def _is_assigned_manually(self, before):
        owned = self.state in ("working", "parked") and self.user_id
        return owned and (before.state in QUEUED or before.user != self.user_id)

    def _update_sla_targets(self, before):
        """Report questions, answers and withdrawn messages to the SLA targets of the
        tickets.

        :param before: {work: its state before the synchronization}
        """
        asked, first, answered, withdrawn = {}, {}, {}, self.browse()
        for work, was in before.items():
            is_answered = work._is_answered_since(was)
            if is_answered:
                if not was.answered and work.first_response_at < work.answered_at:
                    first[work.ticket_id] = work.first_response_at
                # No question from before the answer is left open.
                answered[work.ticket_id] = _get_latest(work.answered_at, was.since)
            elif was.since and not work.waiting_since and work.state != "done":
                withdrawn |= work
            if work.waiting_since and (is_answered or work._is_waiting_longer(was)):
                asked[work.ticket_id] = work.waiting_since
        tickets = self.env["helpdesk.ticket"]
        tickets._sla_response_register_answer(first)
        tickets._sla_response_register_answer(answered)
        withdrawn.ticket_id._sla_response_register_withdrawal()
        tickets._sla_response_settle_questions(asked)
        tickets._sla_response_register_question(asked)

    def _is_waiting_longer(self, was):
        """Whether the customer waits now and did not before, or waits since an earlier
        moment. On closed tickets no customer waits."""
        reopened = was.state == "done" != self.state
        return reopened or not was.since or self.waiting_since < was.since

    def _is_answered_since(self, was):
        """Whether we have answered since, possibly within the same second."""
        return self.answers > was.answers or bool(
            was.answered and self.answered_at and self.answered_at > was.answered
        )

    def _find_last_agents(self):
        """Find the last agent of returning customers, where the team uses that."""
        fresh = self.filtered(lambda w: w.state == "waiting" and not w.last_agent_id)
        if not fresh:
            return
        self.flush_model()
        self.env["social.care.agent"].flush_model(["active", "user_id"])
        now = fields.Datetime.now()
        self.env.cr.execute(SQL(_KNOWN, works=fresh.ids, now=now))
        for work_id, agent_id in self.env.cr.fetchall():
            work = self.browse(work_id)
            work.write(
                {"last_agent_id": agent_id, "held_until": work._get_hold_end(now)}
            )

    def _get_hold_end(self, now):
        team = self.team_id
        minutes = (
            team.social_care_last_agent_minutes
            if team.social_care_last_agent == "hold"
            else 0
        )
        return minutes and now + timedelta(minutes=minutes)

    def _requeue_of_absent(self, before):
        """Requeue tickets of customers who write again while their agent is absent."""
        back = self.filtered(
            lambda w: (
                before[w].state in RESTING
                and w.state == "working"
                and w.team_id.social_care_routing_mode != "manual"
            )
        )
        absent = back.agent_id._get_absences()
        back.filtered(lambda w: w.agent_id.id in absent)._return_to_queue()

    def _return_to_queue(self, why=None):
        """Return the items to the queue; their tickets lose their owner.

        :param why: {work: reason}, by default the state of the agent
        """
        self.env["social.care.decision"]._log_return(self, why)
        for work in self:
            work.last_agent_id = work.agent_id
        self.ticket_id.with_context(tracking_disable=True).sudo().user_id = False

    def _get_earliest(self, since):
        """Since when a customer who wrote again has been waiting. The mail that the
        creation of a ticket from a conversation implies does not count."""
        return min(filter(None, (self._get_asked_at(), since)))

    def _get_asked_at(self):
        """Since when the customer waits for an answer by mail; None if they do not."""
        made = self.arrived_at if self.ticket_id.social_care_thread_ids else None
        return self.asked_at if self.asked_at != made else None

    def _log_mail_answer(self, at):
        """Note that we answered the customer by mail."""
        for work in self:
            work.write({"asked_at": False, "mailed_at": at, "mails": work.mails + 1})
        if not self.first_response_at:
            self.write(self._prepare_response(at))


def _get_latest(*moments):
    return max(filter(None, moments), default=False)
