# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.social_care.tools.arguments import (
    is_id,
    is_ids,
    is_ids_or_false,
    takes,
)

MANAGER = "social_care.group_social_care_manager"
QUEUED = ("waiting", "offered")
OPEN = (*QUEUED, "working")
PENDING = Domain(
    "ticket_id.social_care_thread_ids.reply_ids", "any!", [("state", "=", "to_approve")]
)
# Without an owner, work is parked while its reply is pending.
PARKED_PENDING = Domain("state", "=", "parked") & PENDING
# Number of queue rows that are listed; the rest is counted.
SHOWN = 100

# In SQL: two counts by one condition each, for all groups in one reading of the table.
_LATE = """
    SELECT team_id, medium_id,
        count(*) FILTER (WHERE sla_risk_at <= %(now)s AND sla_due_at > %(now)s),
        count(*) FILTER (WHERE sla_due_at <= %(now)s)
    FROM social_care_work
    WHERE id IN %(works)s AND sla_risk_at <= %(now)s
    GROUP BY team_id, medium_id
"""


class SocialCareWallboard(models.AbstractModel):
    """The supervisors' view of queue and agents, read in one call.

    The number of queries does not depend on the number of work items or agents. Other
    addons extend the values that are sent with ``super()``: ``_get_loads`` for columns
    counted from work items, ``_get_other_loads`` for other columns,
    ``_get_queue_row``, ``_get_agent_row`` and ``_get_team_row`` for what a row shows.
    """

    _name = "social.care.wallboard"
    _description = "Social Care Wallboard"

    @api.model
    @takes(team_ids=is_ids_or_false, medium_ids=is_ids)
    def read_board(self, team_ids=(), medium_ids=()):
        """Return the whole board.

        :param team_ids: ids of teams, False for work without a team; empty for all
        :param medium_ids: ids of media; empty for all
        :return: {"now", "routed": whether any team is, "can_set_up", "teams", "media",
            "loads": figures by team and medium, "queue": rows in routing order,
            "agents": rows}; moments as text in UTC
        :raises AccessError: for users who are not supervisors
        """
        self._check_supervisor()
        domain = self._get_work_domain(team_ids, medium_ids)
        loads = self._get_loads(domain)
        for key, values in self._get_other_loads(team_ids, medium_ids).items():
            loads[key].update(values)
        teams = self._get_team_rows(team for team, _medium in loads)
        agents, engine = self._load_agents()
        return {
            "now": fields.Datetime.to_string(fields.Datetime.now()),
            "routed": any(team["routed"] for team in teams),
            "can_set_up": self.env.user.has_group(MANAGER),
            "teams": teams,
            "media": self._get_media_rows(),
            "loads": [
                {"team": team, "medium": medium, **load}
                for (team, medium), load in loads.items()
            ],
            "queue": self._get_queue_rows(domain, engine.values()),
            "agents": self._get_agent_rows(agents, engine, team_ids),
        }

    @api.model
    def _load_agents(self):
        """:return: the active agents, and {agent id: tools.people.Person}"""
        agents = self.env["social.care.agent"].search_fetch(
            [("active", "=", True)], ["user_id", "state"]
        )
        return agents, {person.id: person for person in agents.sudo()._build_people()}

    @api.model
    @takes(work_id=is_id, agent_id=is_id)
    def get_objections(self, work_id, agent_id):
        """Return reasons against assigning a work item to an agent. The supervisor can
        assign it anyway.

        :return: list of sentences, empty if there are none
        :raises AccessError: for users who are not supervisors
        """
        self._check_supervisor()
        work = self.env["social.care.work"].browse(work_id)
        work.check_access("read")
        if work.agent_id.id == agent_id:
            # What is offered to an agent counts towards their capacity already
            return []
        explanation = self.env["social.care.work.explanation"].sudo()
        people = explanation._explain(work.sudo())["agents"]
        # A supervisor may pass over the last agent; another team is refused by the
        # assignment itself.
        return [
            reason["words"]
            for person in people
            for reason in person["reasons"]
            if person["id"] == agent_id and reason["code"] not in ("team", "held")
        ]

    def _check_supervisor(self):
        if not self.env.user._social_care_is_supervisor():
            raise AccessError(self.env._("The wallboard is for supervisors."))

    def _get_work_domain(self, team_ids, medium_ids):
        """Work of teams that take part in Social Care, and tickets of conversations in
        any other team, since a supervisor or rule may move them there."""
        domain = Domain("state", "in", OPEN) | PARKED_PENDING
        if team_ids:
            domain &= Domain("team_id", "in", team_ids)
        else:
            domain &= self._get_all_teams_domain()
        if medium_ids:
            domain &= Domain("medium_id", "in", medium_ids)
        return domain

    def _get_all_teams_domain(self):
        teams = self.env["helpdesk.ticket.team"]
        shown = teams._social_care_get_domain() | Domain("active", "=", False)
        conversations = Domain("social_care_thread_ids", "!=", False)
        # "any!": a team that a rule hides does not hide its work
        return (
            Domain("team_id", "=", False)
            | Domain("team_id", "any!", shown)
            | Domain("ticket_id", "any!", conversations)
        )

    # -- teams and media -------------------------------------------------------

    def _get_team_rows(self, busy_ids):
        """Active teams that take part in Social Care, and those that have work.

        :param busy_ids: ids of teams that have work
        """
        teams = self.env["helpdesk.ticket.team"].with_context(active_test=False)
        found = teams.search_fetch(
            Domain("active", "=", True) & teams._social_care_get_domain()
            | Domain("id", "in", list(busy_ids)),
            ["name", "social_care_routing_mode", "company_id", "active"],
        )
        return [self._get_team_row(team) for team in found]

    def _get_team_row(self, team):
        """Values of a team, the same for every medium.

        :return: dict of JSON values
        """
        return {
            "id": team.id,
            "name": team.name
            if team.active
            else self.env._("%s (archived)", team.name),
            "routed": team.active and team.social_care_routing_mode != "manual",
            "company_id": team.company_id.id,
            "is_archived": not team.active,
        }

    def _get_media_rows(self):
        media = self.env["social.care.medium"].search_fetch(
            [], ["name", "code", "icon"]
        )
        return media.read(["name", "code", "icon"])

    # -- columns ---------------------------------------------------------------

    def _get_loads(self, domain):
        """Return the figures of the board by team and medium.

        A column of another addon adds its value to what ``super()`` returns::

            loads = super()._get_loads(domain)
            for team, medium, count in self.env["social.care.work"]._read_group(
                domain & Domain("is_vip", "=", True),
                ["team_id", "medium_id"],
                ["__count"],
            ):
                loads[team.id, medium.id]["vip"] = count
            return loads

        :param Domain domain: work items of the selected teams and media: open ones, and
            parked ones whose reply is pending approval
        :return: defaultdict {(team id or False, medium id): {column: value}}: numbers,
            moments as text in UTC, or False for none
        """
        empty = dict.fromkeys((*OPEN, "at_risk", "overdue", "to_approve"), 0) | {
            "oldest": False
        }
        loads = defaultdict(lambda: dict(empty))
        for team, medium, state, count, oldest in self._count_work(domain):
            load = loads[team.id, medium.id]
            load[state] = count
            if state in QUEUED and oldest:
                oldest = fields.Datetime.to_string(oldest)
                load["oldest"] = min(load["oldest"] or oldest, oldest)
        for key, (at_risk, overdue) in self._count_late(domain).items():
            loads[key].update(at_risk=at_risk, overdue=overdue)
        for key, count in self._count_to_approve(domain).items():
            loads[key]["to_approve"] = count
        return loads

    @api.model
    def _get_other_loads(self, team_ids, medium_ids):
        """Return figures that are not counted from work items. Other addons add theirs
        to what ``super()`` returns.

        :param team_ids: ids of the selected teams; empty for all
        :param medium_ids: ids of the selected media; empty for all
        :return: {(team id, medium id): {column: value}}
        """
        return {}

    def _count_work(self, domain):
        return self.env["social.care.work"]._read_group(
            domain & Domain("state", "in", OPEN),
            ["team_id", "medium_id", "state"],
            ["__count", "waiting_since:min"],
        )

    def _count_to_approve(self, domain):
        """:return: {(team id or False, medium id): work with a reply that is pending
        approval}"""
        rows = self.env["social.care.work"]._read_group(
            domain & PENDING, ["team_id", "medium_id"], ["__count"]
        )
        return {(team.id, medium.id): count for team, medium, count in rows}

    def _count_late(self, domain):
        """:return: {(team id or False, medium id): (SLA targets at risk, breached)}"""
        self.env["social.care.work"].flush_model(["sla_risk_at", "sla_due_at"])
        works = self.env["social.care.work"]._search(domain)
        now = fields.Datetime.now()
        rows = self.env.execute_query(SQL(_LATE, works=works.subselect(), now=now))
        return {(team or False, medium): late for team, medium, *late in rows}

    # -- queue -----------------------------------------------------------------

    def _get_queue_rows(self, domain, people):
        """The queued work items in routing order, up to SHOWN."""
        works = self.env["social.care.work"].search(
            domain & Domain("state", "in", QUEUED), limit=SHOWN
        )
        hopeless = self._find_hopeless_lanes(works, people)
        chips = works._get_chip_values()
        return [
            chips[work.id]
            | self._get_queue_row(work)
            | {"no_qualified_agent": work.lane_id.id in hopeless}
            for work in works
        ]

    def _find_hopeless_lanes(self, works, people):
        """:return: ids of lanes whose work no agent is qualified for, even after all
        relaxation steps"""
        # In sudo: a supervisor who sees the work may know this of its lane.
        return {
            lane.id
            for lane in works.sudo().lane_id._build_lanes()
            if not _is_anybody_able(lane.get_asked(len(lane.relaxations)), people)
        }

    def _get_queue_row(self, work):
        """Values of a queued work item. Its chips also read
        ``social.care.work._get_chip_values``.

        :return: dict of JSON values
        """
        ticket = work.ticket_id
        return {
            "id": work.id,
            "ticket_id": ticket.id,
            "number": ticket.number,
            "title": ticket.name,
            "who": ticket.partner_name or ticket.sudo().partner_id.name or "",
            "team_id": work.team_id.id,
            "company_id": work.company_id.id,
            "medium_id": work.medium_id.id,
            "since": fields.Datetime.to_string(work.waiting_since),
            "state": work.state,
            "agent": work.user_id.name or "",
            "until": fields.Datetime.to_string(work.offer_until),
            "why": self._explain_position(work),
            "unanswered": work.unanswered_id.name or "",
            "terms": work._list_terms(),
        }

    def _explain_position(self, work):
        """The term that adds most to the priority score, or the waiting time."""
        terms = work.terms or []
        if not terms:
            return self.env._("Waiting time")
        code, minutes = max(terms, key=lambda term: term[1])[:2]
        label = self.env["social.care.priority"]._get_labels().get(code, code)
        if code == "pushed":
            return label
        return self.env._("%(term)s: +%(minutes)s min", term=label, minutes=minutes)

    # -- agents ----------------------------------------------------------------

    def _get_agent_rows(self, agents, engine, team_ids):
        """
        :param engine: {agent id: tools.people.Person}
        """
        # Work without a team can be assigned to everybody.
        if team_ids and False not in team_ids:
            agents = agents.filtered(lambda a: engine[a.id].teams & set(team_ids))
        offers = self._get_offers(agents)
        absences = self.env["social.care.work.explanation"]._get_absences()
        return [
            self._get_agent_row(agent, engine[agent.id])
            | {
                "offers": offers.get(agent, []),
                "absence": absences.get(engine[agent.id].absent, ""),
            }
            for agent in agents
        ]

    def _get_agent_row(self, agent, person):
        """Values of an agent.

        :param person: tools.people.Person of the agent
        :return: dict of JSON values
        """
        return {
            "id": agent.id,
            "user_id": agent.user_id.id,
            "name": agent.name,
            "state": agent.state,
            "reason": self._get_reason(agent),
            "since": fields.Datetime.to_string(agent.state_since),
            "team_ids": list(person.teams),
            "load": self._get_agent_load(person),
        }

    def _get_reason(self, agent):
        if agent.unseen_since:
            return self.env._("computer asleep or offline")
        return agent.reason_id.name or ""

    def _get_agent_load(self, person):
        """:return: {medium id: {"count", "limit"}} of the media that the agent may
        handle or has work in"""
        limits = {medium: limit.at_once for medium, limit in person.limits.items()}
        media = {medium for medium, limit in limits.items() if limit} | set(
            person.doing
        )
        return {
            medium: {
                "count": person.doing.get(medium, 0),
                "limit": limits.get(medium, 0),
            }
            for medium in media
        }

    def _get_offers(self, agents):
        """:return: {agent: rows of the work items that are offered to them}"""
        works = self.env["social.care.work"].search(
            [("state", "=", "offered"), ("agent_id", "in", agents.ids)]
        )
        return {
            agent: [self._get_offer_row(work) for work in own]
            for agent, own in works.grouped("agent_id").items()
        }

    def _get_offer_row(self, work):
        return {
            "id": work.id,
            "number": work.ticket_id.number,
            "title": work.ticket_id.name,
            "until": fields.Datetime.to_string(work.offer_until),
        }


def _is_anybody_able(asked, people):
    """Whether an agent of the teams has the required skills, available or not."""
    return any(
        not asked.list_missing(person)
        for person in people
        if not asked.teams or asked.teams & person.teams
    )
