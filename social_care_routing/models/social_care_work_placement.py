# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from ..tools.priority import (
    Source,
    get_effective_start,
    get_next_change,
    list_boosts,
)
from ..tools.requirements import About, Cell, Rule, compute_requirements

CHUNK = 500
LOOK_BACK = timedelta(days=30)

# The facts that priority and skill requirements depend on. In SQL: one query for any
# number of items.
_FACTS = """
    SELECT work.id, ticket.priority, ticket.social_care_sentiment,
        ticket.social_care_urgency, ticket.social_care_topic_id, ticket.category_id,
        COALESCE(said.detected_language, split_part(partner.lang, '_', 1)) AS language,
        said.network, said.followers, said.mention_id, sla.start, sla.deadline
    FROM social_care_work work
    JOIN helpdesk_ticket ticket ON ticket.id = work.ticket_id
    LEFT JOIN res_partner partner ON partner.id = ticket.partner_id
    LEFT JOIN LATERAL (
        SELECT mention.id AS mention_id, mention.detected_language, thread.network,
            profile.followers
        FROM social_care_thread thread
        LEFT JOIN social_care_mention mention ON mention.id = thread.last_mention_id
        LEFT JOIN social_care_profile profile ON profile.id = thread.profile_id
        WHERE thread.ticket_id = ticket.id
        ORDER BY thread.waiting_since, thread.last_mention_at DESC
        LIMIT 1
    ) said ON TRUE
    LEFT JOIN LATERAL (
        SELECT COALESCE(clock.last_state_date, ticket.create_date) AS start,
            clock.deadline
        FROM helpdesk_ticket_sla clock
        WHERE clock.ticket_id = ticket.id AND clock.state = 'in_progress'
            AND clock.deadline IS NOT NULL
        ORDER BY clock.deadline
        LIMIT 1
    ) sla ON TRUE
    WHERE work.id = ANY(%(works)s)
"""


class SocialCareWorkPlacement(models.AbstractModel):
    """Skill requirements and queue position of work items."""

    _name = "social.care.work.placement"
    _description = "Social Care Queue Placement"

    def _enqueue_place(self):
        """Update placements in jobs of CHUNK items."""
        for start in range(0, len(self), CHUNK):
            self[start : start + CHUNK].with_delay(
                priority=5, description=self.env._("Update queue positions")
            )._place()

    def _place(self):
        """Compute the lane, relaxation step and queue position of each item, and
        schedule a drain."""
        works = self.exists()
        if not works:
            return
        rows = works._read_facts()
        lanes, hours = works._get_lanes(rows), works._get_working_times()
        facts = works._read_priority_facts(rows, hours)
        weights = self.env["social.care.priority"]._get_weights(works.company_id)
        now = fields.Datetime.now()
        for work in works:
            time, minutes = hours[work.team_id], weights[work.company_id]
            work._place_one(facts[work], minutes, lanes[work], time, now)
        self.env["social.care.routing.drain"]._schedule()

    def _place_one(self, known, weights, lane, hours, now):
        terms = self.env["social.care.priority"]._get_terms()
        boosts = list_boosts(terms, known, weights, now)
        relaxations = [
            relaxation.after_minutes
            for relaxation in self.team_id.social_care_skill_relaxation_ids
        ]
        step, relaxed_at = _find_relaxation_step(
            relaxations, hours, known.waiting_since, now
        )
        again = [
            get_next_change(terms, known, now),
            relaxed_at,
            *self._list_cool_downs(now),
        ]
        sla = known.known.get("sla")
        self.write(
            {
                "lane_id": lane.id,
                "terms": boosts,
                "rank_at": get_effective_start(known, boosts),
                "relaxation_step": step,
                "next_step_at": _find_soonest(again, now),
                "sla_risk_at": sla and sla[-2],
                "sla_due_at": sla and sla[-1],
            }
        )

    def _advance(self):
        self._forget_cool_downs()
        self._end_holds()
        self._place()

    def _forget_cool_downs(self):
        now = fields.Datetime.to_string(fields.Datetime.now())
        for work in self.filtered("refused"):
            kept = {agent: at for agent, at in work.refused.items() if at > now}
            work.refused = kept or False

    def _end_holds(self):
        """End holds whose time is over."""
        now = fields.Datetime.now()
        self.filtered(lambda w: w.held_until and w.held_until <= now).held_until = False

    # -- facts -----------------------------------------------------------------

    def _read_facts(self):
        """:return: {work id: row of _FACTS}"""
        for name in ("helpdesk.ticket", "helpdesk.ticket.sla", "social.care.thread"):
            self.env[name].flush_model()
        self.flush_recordset()
        self.env.cr.execute(SQL(_FACTS, works=self.ids))
        return {row["id"]: row for row in self.env.cr.dictfetchall()}

    def _read_priority_facts(self, rows, hours):
        """:return: {work: tools.priority.Facts} at the current time"""
        sla = {id_: (row["start"], row["deadline"]) for id_, row in rows.items()}
        since = {work: work.waiting_since or work.arrived_at for work in self}
        priority = self.env["social.care.priority"]
        return priority._read_facts(self, Source(rows, hours, sla), since)

    def _get_reply_windows(self, facts):
        """:return: {work: end of the reply window of the last message, or None}"""
        said = {work: facts[work.id]["mention_id"] for work in self}
        mentions = self.env["social.care.mention"].browse(filter(None, said.values()))
        can = {
            account: account._get_connector()._get_capabilities(account)
            for account in mentions.account_id
        }
        ends = {m.id: m._get_reply_until(can[m.account_id]) for m in mentions}
        return {work: ends.get(said[work]) or None for work in self}

    def _list_cool_downs(self, now):
        """When agents who declined may be asked again, and when a hold ends."""
        moments = [
            fields.Datetime.to_datetime(at) for at in (self.refused or {}).values()
        ]
        return [
            moment for moment in [*moments, self.held_until] if moment and moment > now
        ]

    # -- skill requirements ----------------------------------------------------

    def _get_lanes(self, facts):
        """:return: {work: lane}; missing lanes are created"""
        cells, asked = self._get_cells(), self._get_requested_skills(facts)
        wanted = {
            work: work._prepare_lane(
                compute_requirements(asked[work], cells.get(work.team_id.id, {}))
            )
            for work in self
        }
        return self._ensure_lanes(wanted)

    def _get_requested_skills(self, facts):
        """:return: {work: set of ids of the skills that its topic and rules request}"""
        rules = self._get_skill_rules()
        topics = {topic.id: topic.skill_ids.ids for topic in self._get_topics(facts)}
        found = {}
        for work in self:
            fact = facts[work.id]
            about = work._build_about(fact)
            found[work] = set(topics.get(fact["social_care_topic_id"], ()))
            found[work] |= {
                skill for rule in rules if rule.matches(about) for skill in rule.skills
            }
        return found

    def _get_topics(self, facts):
        topics = {fact["social_care_topic_id"] for fact in facts.values()} - {None}
        return self.env["social.care.topic"].browse(topics)

    def _build_about(self, fact):
        return About(
            self.company_id.id,
            fact["social_care_topic_id"] or 0,
            fact["language"] or "",
            fact["network"] or "",
            fact["category_id"] or 0,
        )

    def _get_skill_rules(self):
        rules = self.env["social.care.skill.rule"].search(
            [("company_id", "in", self.company_id.ids)]
        )
        return [
            Rule(
                About(
                    rule.company_id.id,
                    rule.topic_id.id or 0,
                    rule.language or "",
                    rule.network or "",
                    rule.category_id.id or 0,
                ),
                frozenset(rule.skill_ids.ids),
            )
            for rule in rules
        ]

    def _get_cells(self):
        """:return: {team id: {skill id: tools.requirements.Cell}}"""
        rows = self.env["social.care.skill.requirement"].search(
            [("team_id", "in", self.team_id.ids)]
        )
        cells = {}
        for row in rows:
            cell = Cell(row.kind, row.level_id.level_progress, row.when == "always")
            cells.setdefault(row.team_id.id, {})[row.skill_id.id] = cell
        return cells

    def _prepare_lane(self, asked):
        """:return: (key, team, medium, requirements as JSON)"""
        team, medium = self.team_id.id or None, self.medium_id.id
        return json.dumps([team, medium, asked]), team, medium, json.dumps(asked)

    def _ensure_lanes(self, wanted):
        lanes = self.env["social.care.lane"]
        rows = sorted(set(wanted.values()))
        found = {
            lane.key: lane
            for lane in lanes.search([("key", "in", [r[0] for r in rows])])
        }
        missing = [row for row in rows if row[0] not in found]
        if missing:
            found |= lanes._insert(missing)
        return {work: found[row[0]] for work, row in wanted.items()}

    # -- relaxation ------------------------------------------------------------

    def _get_working_times(self):
        """Relaxation steps count the working hours of the team.

        :return: {team: WorkingTime}
        """
        now = fields.Datetime.now()
        begun = [min(w.arrived_at, w.waiting_since or now) for w in self]
        since = max(min(begun, default=now), now - LOOK_BACK)
        teams = [self.env["helpdesk.ticket.team"], *self.team_id]
        return {team: team._sla_response_get_working_time(since) for team in teams}


def _find_soonest(moments, now):
    """The next of these moments, but at least a second from now: an item that is due
    within the current second would be updated repeatedly until it is over."""
    first = min(filter(None, moments), default=False)
    return first and max(first, now + timedelta(seconds=1))


def _find_relaxation_step(relaxations, hours, since, now):
    """:return: (number of relaxation steps that apply, when the next one does)"""
    waited = 60 * hours.between(since, now) if relaxations else 0
    step = sum(after <= waited for after in relaxations)
    following = relaxations[step:]
    return step, following and hours.after(since, following[0] / 60)
