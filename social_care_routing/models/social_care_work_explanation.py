# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import format_datetime, format_time

from ..tools.engine import Snapshot
from .social_care_agent import STATES
from .social_care_reply import ON_ITS_WAY

# Agents that a reason lists by name.
MOST_NAMES = 5


class SocialCareWorkExplanation(models.AbstractModel):
    """Why an agent got a work item, why nobody has it yet, and what would change that.

    All methods expect one ``social.care.work`` that the reader may see, in sudo.
    """

    _name = "social.care.work.explanation"
    _description = "Social Care Work Explanation"

    # -- who could take it -----------------------------------------------------

    @api.model
    def _explain(self, work):
        """All agents who may get the item, and what prevents each of them now.

        :return: {"agents": [{"id", "name", "can", "reasons": [{"code", "words",
            "change"}]}], "would_change": [words]}
        """
        snapshot = self._build_snapshot(work)
        (item,) = snapshot.items
        asked = snapshot.lanes[item.lane].get_asked(item.step)
        found = snapshot.list_hindrances(item)
        readable = self.env["social.care.agent"].browse(found)._filter_readable()
        reasons = self._get_reasons()
        agents = [
            {
                "id": agent.id,
                "name": agent.name,
                "can": not found[agent.id],
                "reasons": [
                    self._explain_code(work, code, reasons, agent, snapshot, asked)
                    for code in found[agent.id]
                ],
            }
            for agent in readable
        ]
        # Candidates first, then those with the fewest reasons against them.
        agents.sort(key=lambda row: (len(row["reasons"]), row["name"]))
        return {
            "agents": agents,
            "would_change": self._suggest_changes(work, snapshot, item),
        }

    def _build_snapshot(self, work, agents=None):
        """The engine's view of one item.

        :param agents: social.care.agent, by default all who may be asked
        :return: tools.engine.Snapshot
        """
        row = (
            work.id,
            work.lane_id.id,
            work.relaxation_step,
            work.rank_at.timestamp(),
            work.refused,
            work.last_agent_id.id,
            work.held_until,
        )
        (lane,) = work.lane_id._build_lanes()
        agents = self._search_agents(work, lane) if agents is None else agents
        items = self.env["social.care.queue"]._build_items([row])
        return Snapshot(agents._build_people(), [lane], items, 0)

    def _search_agents(self, work, lane):
        """Agents of the item's company who are in its teams; those of other companies
        are not disclosed."""
        return self.env["social.care.agent"].search(
            [
                "|",
                ("company_id", "=", work.company_id.id),
                (
                    "user_id.helpdesk_team_ids",
                    "in",
                    list(lane.get_asked(work.relaxation_step).teams),
                ),
            ]
        )

    def _explain_code(self, work, code, reasons, agent, snapshot, asked):
        """Why an agent cannot take the item.

        :param code: of the engine
        :param reasons: as ``_get_reasons`` returns them
        :param asked: tools.engine.Asked of the item
        :return: {"code", "words", "change"}
        """
        words, change = reasons[code]
        if code == "skill":
            missing = asked.list_missing(snapshot.people[agent.id])
            skills = self.env["hr.skill"].browse(one.skill for one in missing)
            names = ", ".join(skills.mapped("name"))
            words = self.env._("Insufficient skills: %s", names)
        if code == "away" and agent.reason_id:
            words = self.env._("Away: %s", agent.reason_id.name)
        if code == "held":
            words = self._describe_hold(work)
        if code == "not_responding" and agent.unseen_since:
            words = self.env._("Computer asleep or offline")
        return {"code": code, "words": words, "change": change}

    def _describe_hold(self, work):
        return self.env._(
            "Reserved for the last agent, %(agent)s, until %(time)s",
            agent=work.last_agent_id.name,
            time=format_time(
                self.env, work.held_until, self.env.user.tz or "UTC", "short"
            ),
        )

    def _is_held(self, work):
        """Whether it is reserved for the last agent, and they could take it."""
        if not work.held_until or work.held_until <= fields.Datetime.now():
            return False
        snapshot = self._build_snapshot(work, work.last_agent_id)
        return snapshot.is_held(snapshot.items[0])

    @api.model
    def _get_absences(self):
        """Why an agent who is available cannot take work.

        :return: {code: words}
        """
        states = {state for state, _name in STATES}
        reasons = self._get_reasons().items()
        return {code: words for code, (words, _change) in reasons if code not in states}

    @api.model
    def _get_reasons(self):
        """The reasons that keep an agent from an item, by the codes of the engine. An
        addon that adds a code to ``social.care.agent._get_absences`` adds its reason
        here.

        :return: {code: (reason, what would change it)}
        """
        return {
            **self._get_presence_reasons(),
            **self._get_capacity_reasons(),
            **self._get_offer_reasons(),
        }

    @api.model
    def _get_presence_reasons(self):
        """Reasons why an agent does not get work of the team now."""
        return {
            "team": (
                self.env._("In another team"),
                self.env._("Add them to the team, or move the ticket to their team."),
            ),
            "offline": (
                self.env._("Offline"),
                self.env._("They switch to Available."),
            ),
            "away": (self.env._("Away"), self.env._("They return.")),
            "after_work": (
                self.env._("After-call work"),
                self.env._("They finish it."),
            ),
            "not_responding": (
                self.env._("Did not respond to the last offer"),
                self.env._("They switch to Available."),
            ),
            "off_shift": (
                self.env._("Not on shift"),
                self.env._("Their shift begins, or they work overtime."),
            ),
            "absent": (
                self.env._("On leave"),
                self.env._("Available again after leave."),
            ),
        }

    @api.model
    def _get_capacity_reasons(self):
        """Reasons that concern the skills and capacity of an agent."""
        return {
            "skill": (
                self.env._("Insufficient skills"),
                self.env._(
                    "Add the skill to the employee, lower the requirement, or wait for "
                    "relaxation."
                ),
            ),
            "full": (
                self.env._("At capacity for this medium"),
                self.env._("They finish a contact, or their capacity is raised."),
            ),
            "busy": (
                self.env._("Busy with non-interruptible work"),
                self.env._("They finish it, or it becomes interruptible."),
            ),
            "load": (
                self.env._("At total capacity"),
                self.env._("They finish a contact, or their total load is raised."),
            ),
        }

    @api.model
    def _get_offer_reasons(self):
        """Reasons that concern offers and reservations."""
        return {
            "offered": (
                self.env._("Has a pending offer"),
                self.env._("They accept or decline it."),
            ),
            "writing": (
                self.env._("Is writing a reply"),
                self.env._("They send it, or leave the draft for some minutes."),
            ),
            "refused": (
                self.env._("Declined or missed this offer recently"),
                self.env._("They are asked again after 15 minutes."),
            ),
            "held": (
                self.env._("Reserved for the last agent"),
                self.env._("The last agent accepts, declines or becomes unavailable."),
            ),
        }

    # -- what would change it --------------------------------------------------

    def _suggest_changes(self, work, snapshot, item):
        """What would let one more agent take it, the most common single reason first;
        empty if an agent can take it now."""
        if work.team_id and not work.team_id.active:
            return [self.env._("Its team is archived. Move it to another team.")]
        found = snapshot.list_hindrances(item)
        if any(not codes for codes in found.values()):
            return []
        if work.team_id.social_care_routing_mode == "manual":
            return [self.env._("Routing is manual: an agent has to pick it.")]
        if not work.team_id:
            return [self.env._("It has no team. Assign it to a team.")]
        return [
            *self._suggest_for_missing_skills(work, snapshot, item),
            *self._suggest_for_single_reasons(work, found),
        ]

    def _suggest_for_missing_skills(self, work, snapshot, item):
        """If no agent of the teams has the required skills in this relaxation step:
        which skills, and whether a later step lowers the requirements."""
        lane = snapshot.lanes[item.lane]
        asked = lane.get_asked(item.step)
        if _has_skilled_agent(asked, snapshot):
            return []
        skills = [one.skill for one in asked.requirements if one.required]
        names = ", ".join(self.env["hr.skill"].browse(skills).mapped("name"))
        later = [
            step
            for step in range(item.step + 1, len(lane.relaxations) + 1)
            if _has_skilled_agent(lane.get_asked(step), snapshot)
        ]
        return [self._describe_missing_skills(work, names, later)]

    def _describe_missing_skills(self, work, names, later):
        """Say that no agent has the required skills.

        :param names: of the required skills, as text
        :param later: later relaxation steps in which an agent qualifies
        """
        if not later:
            return self.env._(
                "No agent of the teams has the required skills (%s), and no relaxation "
                "step lowers the requirements. Train an agent, lower the requirement, "
                "or move it to another team.",
                names or self.env._("none required"),
            )
        step = work.team_id.social_care_skill_relaxation_ids[later[0] - 1]
        return self.env._(
            "No agent of the teams has the required skills: %(skills)s. Relaxation "
            "step %(step)s lowers the requirements after %(minutes)s minutes of the "
            "team's working hours.",
            skills=names,
            step=later[0],
            minutes=step.after_minutes,
        )

    def _suggest_for_single_reasons(self, work, found):
        counts = {}
        for codes in found.values():
            if len(codes) == 1:
                counts[codes[0]] = counts.get(codes[0], 0) + 1
        reasons = self._get_reasons()
        if "held" in counts:
            reasons["held"] = (self._describe_hold(work), reasons["held"][1])
        return [
            self.env._(
                "%(count)s × %(why)s: %(change)s",
                count=count,
                why=reasons[code][0],
                change=reasons[code][1],
            )
            for code, count in sorted(counts.items(), key=lambda pair: -pair[1])
        ]

    # -- state -----------------------------------------------------------------

    @api.model
    def _describe_state(self, work):
        """Describe the state of the item in one line, for the ticket."""
        who = work.user_id.name
        if work.state == "waiting":
            return self._describe_waiting(work)
        return {
            "offered": self.env._("Offered to %s", who),
            "working": self.env._("Assigned to %s", who),
            "parked": self._describe_parked(work),
            "done": self.env._("Done"),
        }[work.state]

    def _describe_parked(self, work):
        if until := work.ticket_id.social_care_snoozed_until:
            return self.env._("Snoozed until %s", format_datetime(self.env, until))
        reply = work.ticket_id.social_care_thread_ids.reply_ids.filtered(
            lambda reply: reply.state in ON_ITS_WAY
        )[:1]
        if not reply:
            return self.env._("Waiting for the customer")
        if reply.state == "to_approve":
            return self.env._("A reply by %s is pending approval", reply.user_id.name)
        return self.env._("A reply by %s is being sent", reply.user_id.name)

    def _describe_waiting(self, work):
        """Why it waits, as far as known without evaluating every agent."""
        if not work.team_id:
            return self.env._("Waiting: no team")
        if not work.team_id.active:
            return self.env._("Waiting: the team is archived")
        if work.team_id.social_care_routing_mode == "manual":
            return self.env._("Waiting to be picked")
        if self._is_held(work):
            return self._describe_hold(work)
        skills = ", ".join(self._get_required_skills(work))
        if skills:
            return self.env._("Waiting: no available agent with %s", skills)
        return self.env._("Waiting: no available agent")

    def _get_required_skills(self, work):
        """Names of the skills that are required in its relaxation step."""
        (lane,) = work.lane_id._build_lanes()
        requirements = lane.get_asked(work.relaxation_step).requirements
        required = [
            requirement.skill for requirement in requirements if requirement.required
        ]
        return self.env["hr.skill"].browse(required).mapped("name")

    @api.model
    def _get_reply_window(self, work):
        """The reply window of the network, while a customer waits for a reply."""
        until = work.waiting_since and work._get_reply_windows(work._read_facts())[work]
        if not until or work.state == "done":
            return []
        return [
            {
                "kind": "window",
                "label": self.env._("Reply window"),
                "deadline": fields.Datetime.to_string(until),
                "state": "running",
            }
        ]

    @api.model
    def _explain_candidates(self, work):
        """As ``_explain``; without suggestions for items that have an agent, and empty
        for closed ones."""
        if work.state == "done":
            return {"agents": False, "would_change": []}
        now = self._explain(work)
        return now if work.state == "waiting" else now | {"would_change": []}

    # -- decisions -------------------------------------------------------------

    @api.model
    def _describe_decisions(self, work, candidates):
        """Decisions about an item, oldest first.

        :param candidates: as of ``_describe_considered``, empty for readers who may not
            see them
        :return: list of dicts for the ticket's story
        """
        return [
            {
                "id": decision.id,
                "at": fields.Datetime.to_string(decision.at),
                "who": decision.user_id.name or self.env._("a former user"),
                "kind": decision.kind,
                "outcome": decision.outcome,
                "relaxation_step": decision.relaxation_step,
                "why": [*decision._list_reasons(), *decision._list_return_reasons()],
                "considered": candidates.get(decision.id, []),
            }
            for decision in self._search_decisions(work)
        ]

    def _search_decisions(self, work):
        return self.env["social.care.decision"].search(
            [("work_id", "=", work.id)], order="id"
        )

    @api.model
    def _describe_considered(self, work):
        """Agents that each routing run evaluated.

        :return: {decision id: [words]}, empty for manual assignments
        """
        logs = {
            decision.id: _read_candidates(decision)
            for decision in self._search_decisions(work)
        }
        everybody = {
            a for log in logs.values() for agents in log.values() for a in agents
        }
        agents = (
            self.env["social.care.agent"].browse(everybody).exists()._filter_readable()
        )
        names = {agent.id: agent.name for agent in agents}
        reasons = self._get_reasons()
        return {
            decision: [
                self._describe_group(reasons.get(code), log[code], names)
                for code in log
            ]
            for decision, log in logs.items()
        }

    def _describe_group(self, reason, agents, names):
        known = [names[agent] for agent in agents if agent in names]
        more = len(agents) - MOST_NAMES
        rest = [self.env._("%s more", more)] if more > 0 else []
        return self.env._(
            "%(why)s: %(names)s",
            why=reason[0] if reason else self.env._("Could take it"),
            names=", ".join([*known[:MOST_NAMES], *rest]),
        )


def _has_skilled_agent(asked, snapshot):
    """Whether any agent of the teams has the required skills, available or not."""
    return any(
        asked.teams & person.teams and not asked.list_missing(person)
        for person in snapshot.people.values()
    )


def _read_candidates(decision):
    """:return: {code: agent ids} of the run that made a decision, candidates first"""
    log = decision.run_id._read_candidates(
        decision.lane_id.id, decision.relaxation_step
    )
    return {"in": list(log["in"]), **log["out"]} if log else {}
