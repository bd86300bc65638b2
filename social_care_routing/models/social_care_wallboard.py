# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.social_care.tools.arguments import is_ids, is_ids_or_false, takes

MANAGER = "social_care.group_social_care_manager"
QUEUED = ("waiting", "offered")
OPEN = (*QUEUED, "working")
# Nobody reads further than this; the others are counted.
SHOWN = 100

_LATE = """
    SELECT team_id, medium_id,
        count(*) FILTER (WHERE sla_risk_at <= %(now)s AND sla_due_at > %(now)s),
        count(*) FILTER (WHERE sla_due_at <= %(now)s)
    FROM social_care_work
    WHERE id IN %(works)s AND sla_risk_at <= %(now)s
    GROUP BY team_id, medium_id
"""


class SocialCareWallboard(models.AbstractModel):
    """What supervisors see of the queue and of people, read at once.

    The number of queries is the same whatever waits and whoever works.
    """

    _name = "social.care.wallboard"
    _description = "Social Care Wallboard"

    @api.model
    @takes(team_ids=is_ids_or_false, medium_ids=is_ids)
    def read_board(self, team_ids=(), medium_ids=()):
        """The whole board, of some teams and media or, where none is named, of all.

        :param team_ids: ids of teams; False stands for what has no team
        """
        self._check_supervisor()
        domain = self._work_domain(team_ids, medium_ids)
        loads = self._loads(domain)
        teams = self._teams(loads)
        agents = self.env["social.care.agent"].search_fetch(
            [("active", "=", True)], ["user_id", "state"]
        )
        engine = {person.id: person for person in agents.sudo()._people()}
        return {
            "now": fields.Datetime.to_string(fields.Datetime.now()),
            "routed": any(team["routed"] for team in teams),
            "can_set_up": self.env.user.has_group(MANAGER),
            "teams": teams,
            "media": self._media(),
            "loads": loads,
            "queue": self._queue(domain, engine.values()),
            "people": self._people(agents, engine, team_ids),
        }

    def _check_supervisor(self):
        if not self.env.user._is_social_care_supervisor():
            raise AccessError(self.env._("The wallboard is for supervisors."))

    def _work_domain(self, team_ids, medium_ids):
        domain = Domain("state", "in", OPEN)
        if team_ids:
            domain &= Domain("team_id", "in", team_ids)
        if medium_ids:
            domain &= Domain("medium_id", "in", medium_ids)
        return domain

    def _teams(self, loads):
        """Teams that can be given work, and those gone that still have some."""
        busy = [load["team"] for load in loads]
        teams = self.env["helpdesk.ticket.team"].with_context(active_test=False)
        found = teams.search_fetch(
            Domain("active", "=", True) | Domain("id", "in", busy),
            ["name", "routing", "company_id", "active"],
        )
        return [
            {
                "id": team.id,
                "name": self._team_name(team),
                "routed": team.active and team.routing != "manual",
                "company_id": team.company_id.id,
                "is_archived": not team.active,
            }
            for team in found
        ]

    def _team_name(self, team):
        return team.name if team.active else self.env._("%s (archived)", team.name)

    def _media(self):
        media = self.env["social.care.medium"].search_fetch(
            [], ["name", "code", "icon"]
        )
        return media.read(["name", "code", "icon"])

    # -- figures ---------------------------------------------------------------

    def _loads(self, domain):
        """What waits, is offered and worked on, of each team and medium."""
        loads = {}
        for team, medium, state, count, oldest in self._counts(domain):
            load = loads.setdefault((team.id, medium.id), self._no_load())
            load[state] = count
            if state in QUEUED:
                known = filter(None, (load["oldest"], oldest))
                load["oldest"] = min(known, default=False)
        late = self._late(domain)
        return [
            self._load_row(key, load, late.get(key, (0, 0)))
            for key, load in loads.items()
        ]

    def _counts(self, domain):
        return self.env["social.care.work"]._read_group(
            domain,
            ["team_id", "medium_id", "state"],
            ["__count", "waiting_since:min"],
        )

    def _no_load(self):
        return {**dict.fromkeys(OPEN, 0), "oldest": False}

    def _load_row(self, key, load, late):
        team, medium = key
        at_risk, overdue = late
        return {
            **load,
            "team": team,
            "medium": medium,
            "oldest": fields.Datetime.to_string(load["oldest"]),
            "at_risk": at_risk,
            "overdue": overdue,
        }

    def _late(self, domain):
        """How much has an SLA that is at risk, and one that has passed.

        :return: {(team, medium): (at risk, overdue)}
        """
        self.env["social.care.work"].flush_model(["sla_risk_at", "sla_due_at"])
        works = self.env["social.care.work"]._search(domain)
        now = fields.Datetime.now()
        rows = self.env.execute_query(SQL(_LATE, works=works.subselect(), now=now))
        return {(team or False, medium): late for team, medium, *late in rows}

    # -- queue -----------------------------------------------------------------

    def _queue(self, domain, people):
        """What waits, in the order in which it is given out."""
        works = self.env["social.care.work"].search(
            domain & Domain("state", "in", QUEUED), limit=SHOWN
        )
        hopeless = self._hopeless(works, people)
        return [
            self._queue_row(work) | {"nobody": work.lane_id.id in hopeless}
            for work in works
        ]

    def _hopeless(self, works, people):
        """Lanes whose work nobody can do, whoever comes and however long it waits."""
        # Who sees the work may know this of its lane; no rule of lanes hides a board.
        return {
            lane.id
            for lane in works.sudo().lane_id._as_plain()
            if not _somebody(lane.asked(len(lane.rings)), people)
        }

    def _queue_row(self, work):
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
            "person": work.user_id.name or "",
            "until": fields.Datetime.to_string(work.offer_until),
            "why": self._why(work),
            "unanswered": work.unanswered_id.name or "",
            "terms": work._terms(),
            "sla": self._sla(work),
        }

    def _sla(self, work):
        now = fields.Datetime.now()
        if work.sla_due_at and work.sla_due_at <= now:
            return "overdue"
        return work.sla_risk_at and work.sla_risk_at <= now and "risk"

    def _why(self, work):
        """The term that counts most for its place; else it is its wait alone."""
        terms = work.terms or []
        if not terms:
            return self.env._("Waiting time")
        code, minutes = max(terms, key=lambda term: term[1])[:2]
        words = self.env["social.care.priority"]._get_labels().get(code, code)
        if code == "pushed":
            return words
        return self.env._("%(term)s: +%(minutes)s min", term=words, minutes=minutes)

    # -- people ----------------------------------------------------------------

    def _people(self, agents, engine, team_ids):
        # What has no team can be anybody's.
        if team_ids and False not in team_ids:
            agents = agents.filtered(lambda a: engine[a.id].teams & set(team_ids))
        offers, words = self._offers(agents), self.env["social.care.work"]._absences()
        return [
            self._person_row(agent, engine[agent.id], offers.get(agent, []))
            | {"absence": words.get(engine[agent.id].absent, "")}
            for agent in agents
        ]

    def _person_row(self, agent, person, offers):
        return {
            "id": agent.id,
            "user_id": agent.user_id.id,
            "name": agent.name,
            "state": agent.state,
            "reason": self._reason(agent),
            "since": fields.Datetime.to_string(agent.state_since),
            "team_ids": list(person.teams),
            "load": self._person_load(person),
            "offers": offers,
        }

    def _reason(self, agent):
        if agent.unseen_since:
            return self.env._("computer asleep or offline")
        return agent.reason_id.name or ""

    def _person_load(self, person):
        """{medium: what they have of how much}, of what they may have or do have."""
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

    def _offers(self, agents):
        """{agent: what they are being offered}"""
        works = self.env["social.care.work"].search(
            [("state", "=", "offered"), ("agent_id", "in", agents.ids)]
        )
        return {
            agent: [self._offer_row(work) for work in own]
            for agent, own in works.grouped("agent_id").items()
        }

    def _offer_row(self, work):
        return {
            "id": work.id,
            "number": work.ticket_id.number,
            "title": work.ticket_id.name,
            "until": fields.Datetime.to_string(work.offer_until),
        }


def _somebody(asked, people):
    """Whether anybody of the teams that are asked knows enough, wherever they are."""
    return any(
        not asked.missing(person)
        for person in people
        if not asked.teams or asked.teams & person.teams
    )
