# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time
from types import MappingProxyType

from psycopg2.extras import execute_values

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.carefully import carefully

# What a decision is, by how the team's work finds its people.
KINDS = MappingProxyType({"offer": "offered", "assign": "assigned"})
TAKEN = MappingProxyType(dict.fromkeys(("manual", "offer", "assign"), "taken"))

# Each person that is given something is written: if somebody else did so, or they went
# away, since we looked, PostgreSQL refuses (repeatable read) and we look again.
_CLAIM_AGENTS = """
    UPDATE social_care_agent agent
    SET claims = agent.claims + given.count, idle_since = given.at
    FROM (VALUES %s) AS given (id, count, at)
    WHERE agent.id = given.id
"""

_CLAIM_WORK = """
    UPDATE social_care_work work
    SET state = 'offered', agent_id = agent.id, user_id = agent.user_id,
        offered_at = %(now)s,
        offer_until = %(now)s + make_interval(secs => team.offer_seconds),
        first_offered_at = COALESCE(work.first_offered_at, %(now)s)
    FROM unnest(%(works)s, %(agents)s) AS given (work, agent)
    JOIN social_care_agent agent ON agent.id = given.agent,
        helpdesk_ticket_team team
    WHERE work.id = given.work AND work.state = 'waiting' AND team.id = work.team_id
"""


class SocialCareQueue(models.AbstractModel):
    """Between the tables and the engine: writes down what it decided."""

    _name = "social.care.queue"
    _description = "Social Care Queue"

    # -- one person takes something --------------------------------------------

    @api.model
    def _take_best(self, agent):
        """What is furthest in front of all that ``agent`` can take is theirs now,
        wherever they are: who asks is there. What is kept for another stays so.

        :return: the work item, or an empty one
        """
        begun = time.monotonic()
        there = (self._kept_for() | agent)._people()
        people = [person for person in there if person.id == agent.id]
        for person in people:
            person.absent = ""
        snapshot = self._snapshot(people, tuple(TAKEN), there)
        decisions = snapshot.decide(1)
        if decisions:
            self._claim(snapshot, decisions, begun, TAKEN)
        works = self.env["social.care.work"].browse(d.item.id for d in decisions)
        return works.filtered(lambda work: work.state == "working")

    # -- claiming --------------------------------------------------------------

    @api.model
    def _keep_claimable(self, decisions, run):
        """The decisions whose rows can be written without waiting for anybody: a
        person who is changing something for a minute must not keep the others from
        their work. The run decides anew without those that are locked.

        :param run: tools.run.Run, told what is passed over
        """
        agents = self._lock("social.care.agent", {d.person for d in decisions})
        works = self._lock("social.care.work", {d.item.id for d in decisions})
        works -= self._works_with_locked_ticket(decisions)
        run.agents |= {d.person for d in decisions} - agents
        run.works |= {d.item.id for d in decisions} - works
        free = [d for d in decisions if d.person in agents and d.item.id in works]
        run.is_unfinished |= len(free) < len(decisions)
        return free

    @api.model
    def _works_with_locked_ticket(self, decisions):
        """Ids of works that are assigned at once, which writes on their tickets, and
        of whose tickets somebody else is changing one."""
        lanes = self.env["social.care.lane"].browse({d.item.lane for d in decisions})
        assigned = lanes.filtered(lambda lane: lane.team_id.routing == "assign").ids
        works = self.env["social.care.work"].browse(
            d.item.id for d in decisions if d.item.lane in assigned
        )
        tickets = works.ticket_id
        locked = tickets - tickets.try_lock_for_update(allow_referencing=True)
        return set(works.filtered(lambda work: work.ticket_id in locked).ids)

    @api.model
    def _lock(self, model, ids):
        """Those of ``ids`` whose rows nobody else is changing: now they are ours."""
        records = self.env[model].browse(sorted(ids))
        return set(records.try_lock_for_update(allow_referencing=True).ids)

    @api.model
    def _claim(self, snapshot, decisions, begun, kinds=KINDS):
        """Write down who is offered or given what.

        :param begun: ``time.monotonic`` of when the looking began
        :param kinds: {routing of the team: kind of the decision}
        :raises psycopg2.errors.SerializationFailure: when somebody changed meanwhile
        """
        now = fields.Datetime.now()
        lanes = self.env["social.care.lane"].browse({d.item.lane for d in decisions})
        kinds = {lane.id: kinds[lane.team_id.routing] for lane in lanes}
        agents = self._claim_agents(decisions, now)
        self._claim_work(decisions, now)
        self.env["social.care.decision"]._log(
            snapshot, decisions, kinds, now, time.monotonic() - begun
        )
        given = [d.item.id for d in decisions if kinds[d.item.lane] != "offered"]
        self._give(self.env["social.care.work"].browse(given))
        agents._tell()
        self.env["social.care.work"]._tell_boards()

    @api.model
    def _give(self, works):
        """A ticket that cannot have this owner waits for another."""
        bad = carefully(works, type(works)._accepted)
        self.env["social.care.decision"]._end(bad, "withdrawn")
        bad._refuse()

    @api.model
    def _claim_agents(self, decisions, now):
        counts = {}
        for decision in decisions:
            counts[decision.person] = counts.get(decision.person, 0) + 1
        rows = [(agent, count, now) for agent, count in sorted(counts.items())]
        execute_values(self.env.cr._obj, _CLAIM_AGENTS, rows, page_size=len(rows))
        agents = self.env["social.care.agent"].browse(counts)
        agents.invalidate_recordset(["claims", "idle_since"])
        return agents

    @api.model
    def _claim_work(self, decisions, now):
        works = [decision.item.id for decision in decisions]
        agents = [decision.person for decision in decisions]
        self.env.cr.execute(SQL(_CLAIM_WORK, works=works, agents=agents, now=now))
        self.env["social.care.work"].browse(works).invalidate_recordset()
