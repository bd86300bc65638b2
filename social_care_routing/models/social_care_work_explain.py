# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import format_time, html2plaintext

from odoo.addons.social_care.tools.text import shorten

from ..tools.engine import Snapshot
from ..tools.priority_terms import PUSHED
from .social_care_agent import STATES

PREVIEW = 200


class SocialCareWork(models.Model):
    """Why somebody got it, why nobody has it yet, and what would change that."""

    _inherit = "social.care.work"

    # -- the offer -------------------------------------------------------------

    def _offer_cards(self):
        """What the cards of offers show."""
        decisions = self.env["social.care.decision"].search(
            [("work_id", "in", self.ids), ("outcome", "=", "open")]
        )
        reasons = {decision.work_id: decision._why_you() for decision in decisions}
        chips = self._get_chip_values()
        return [
            chips[work.id] | work._offer_card(reasons.get(work, [])) for work in self
        ]

    def _offer_card(self, why):
        ticket = self.ticket_id
        return {
            "id": self.id,
            "ticket_id": ticket.id,
            "number": ticket.number,
            "title": ticket.name,
            "who": ticket.social_care_author_name or ticket.partner_name or "",
            "preview": self._preview(),
            "medium": self.medium_id._card(),
            "team": self.team_id.name or "",
            "waiting_since": fields.Datetime.to_string(self.waiting_since),
            "until": fields.Datetime.to_string(self.offer_until),
            "seconds": self.team_id.offer_seconds,
            "why": why,
            "sentiment": ticket.social_sentiment or "",
            "urgency": ticket.social_urgency or "",
            "topic": ticket.social_topic_id.name or "",
        }

    def _preview(self):
        ticket = self.ticket_id
        said = ticket.social_care_thread_ids[:1].last_mention_id.text
        return shorten(said or html2plaintext(ticket.description or ""), PREVIEW)

    # -- priority --------------------------------------------------------------

    def _score(self):
        """How far in front it is, in minutes of waiting."""
        score = int((fields.Datetime.now() - self.rank_at).total_seconds() / 60)
        return score - PUSHED if self.pushed_at else score

    def _terms(self):
        """Each term of the score in words, the waiting first."""
        now = fields.Datetime.now()
        waited = (now - (self.waiting_since or now)).total_seconds()
        terms = [["wait", int(waited / 60)], *(self.terms or [])]
        labels = self.env["social.care.priority"]._get_labels()
        return [
            {"code": code, "label": labels.get(code, code), "minutes": minutes}
            for code, minutes in terms
        ]

    @api.depends("terms")
    @api.depends_context("lang")
    def _compute_first_term(self):
        labels = self.env["social.care.priority"]._get_labels()
        for work in self:
            code, minutes = (work.terms or [("", 0)])[0]
            label = labels.get(code, code)
            words = self.env._("%(what)s: %(minutes)s min", what=label, minutes=minutes)
            work.first_term = label if code == "pushed" else code and words

    def action_open_ticket(self):
        self.ensure_one()
        return self.ticket_id._social_care_open_form()

    def action_push_front(self):
        """Put what is marked in front of everything else."""
        self.push_front(self.ids)

    # -- why nobody, or who could ----------------------------------------------

    def _explain(self):
        """Everybody who takes work, and what keeps each from this item now.

        :return: {"people": [{"id", "name", "can", "reasons": [{"code", "words",
            "change"}]}], "would_change": [words]}
        """
        snapshot = self._explain_snapshot()
        (item,) = snapshot.items
        asked = snapshot.lanes[item.lane].asked(item.ring)
        found = snapshot.hindrances(item)
        agents = self.env["social.care.agent"].browse(found)._of_reader()
        people = [
            self._explain_person(agent, found[agent.id], snapshot, asked)
            for agent in agents
        ]
        # Who could comes first, then who is kept by least; other teams last.
        people.sort(key=lambda p: (len(p["reasons"]), p["name"]))
        return {"people": people, "would_change": self._would_change(snapshot, item)}

    def _explain_snapshot(self, agents=None):
        """
        :param agents: whom to look at, by default all whose business it is
        """
        queue = self.env["social.care.queue"]
        row = (
            self.id,
            self.lane_id.id,
            self.ring,
            self.rank_at.timestamp(),
            self.refused,
            self.last_agent_id.id,
            self.held_until,
        )
        (lane,) = self.lane_id._as_plain()
        agents = self._people_asked(lane) if agents is None else agents
        return Snapshot(agents._people(), [lane], queue._plain_items([row]), 0)

    def _people_asked(self, lane):
        """People of its company, and of the teams that are asked: others are nobody's
        business here."""
        return self.env["social.care.agent"].search(
            [
                "|",
                ("company_id", "=", self.company_id.id),
                ("user_id.helpdesk_team_ids", "in", list(lane.asked(self.ring).teams)),
            ]
        )

    def _explain_person(self, agent, codes, snapshot, asked):
        person = snapshot.people[agent.id]
        missing = [need.skill for need in asked.missing(person)]
        return {
            "id": agent.id,
            "name": agent.name,
            "can": not codes,
            "reasons": [self._reason(code, agent, missing) for code in codes],
        }

    def _reason(self, code, agent, missing):
        words, change = self._reason_words()[code]
        if code == "skill":
            names = self.env["hr.skill"].browse(missing).mapped("name")
            words = self.env._("Does not know enough: %s", ", ".join(names))
        if code == "away" and agent.reason_id:
            words = self.env._("Away: %s", agent.reason_id.name)
        if code == "held":
            words = self._kept_in_words()
        if code == "not_responding" and agent.unseen_since:
            words = self.env._("Computer asleep or offline")
        return {"code": code, "words": words, "change": change}

    def _kept_in_words(self):
        """For whom it waits, and until when at the latest."""
        return self.env._(
            "Waits for %(agent)s, whom the customer knows, until %(time)s",
            agent=self.last_agent_id.name,
            time=format_time(
                self.env, self.held_until, self.env.user.tz or "UTC", "short"
            ),
        )

    def _is_kept(self):
        """Whether it waits for whom the customer knows, and they could have it."""
        if not self.held_until or self.held_until <= fields.Datetime.now():
            return False
        snapshot = self._explain_snapshot(self.last_agent_id)
        return snapshot.awaits(snapshot.items[0])

    def _absences(self):
        """{code: words} of why somebody who is available is not there."""
        states = {state for state, _name in STATES}
        words = self._reason_words().items()
        return {code: why for code, (why, _change) in words if code not in states}

    def _reason_words(self):
        """{code: (why not, what would change it)}"""
        return {
            "team": (
                self.env._("In another team"),
                self.env._("Add them to the team, or ask their team."),
            ),
            "offline": (self.env._("Offline"), self.env._("They switch to available.")),
            "away": (self.env._("Away"), self.env._("They come back.")),
            "after_work": (
                self.env._("After-contact work"),
                self.env._("They finish it."),
            ),
            "not_responding": (
                self.env._("Did not answer the last offer"),
                self.env._("They switch to available."),
            ),
            "off_shift": (
                self.env._("Not on shift"),
                self.env._("Their shift begins, or they work on."),
            ),
            "absent": (
                self.env._("On leave"),
                self.env._("Available again after leave."),
            ),
            "skill": (
                self.env._("Does not know enough"),
                self.env._(
                    "Add the skill to the employee, lower the requirement, or wait for "
                    "relaxation."
                ),
            ),
            "full": (
                self.env._("At capacity for this medium"),
                self.env._("They finish one, or do more at once."),
            ),
            "busy": (
                self.env._("Busy with non-interruptible work"),
                self.env._("They finish it, or the medium may be interrupted."),
            ),
            "load": (
                self.env._("At total capacity"),
                self.env._("They finish something, or their load may be higher."),
            ),
            "offered": (
                self.env._("Has an offer to answer first"),
                self.env._("They accept it or let it go."),
            ),
            "refused": (
                self.env._("Let it go, or did not answer, a moment ago"),
                self.env._("A quarter of an hour passes."),
            ),
            "held": (
                self.env._("Reserved for the last agent"),
                self.env._("The last agent takes it or declines it, or goes away."),
            ),
        }

    def _would_change(self, snapshot, item):
        """What is missing for one more person to take it: the commonest single reason
        first; empty while somebody could."""
        if self.team_id and not self.team_id.active:
            return [self.env._("Its team is archived: give it another.")]
        found = snapshot.hindrances(item)
        if any(not codes for codes in found.values()):
            return []
        if self.team_id.routing == "manual":
            return [self.env._("The team takes work itself: somebody has to take it.")]
        if not self.team_id:
            return [self.env._("It has no team: give it one.")]
        return [*self._nobody_knows(snapshot, item), *self._single_reasons(found)]

    def _nobody_knows(self, snapshot, item):
        """Where nobody of the teams knows enough, however long it waits in this step:
        for what, and whether a later step asks for less."""
        lane = snapshot.lanes[item.lane]
        asked = lane.asked(item.ring)
        if _somebody_knows(asked, snapshot):
            return []
        skills = [need.skill for need in asked.needs if need.required]
        names = ", ".join(self.env["hr.skill"].browse(skills).mapped("name"))
        later = [
            ring
            for ring in range(item.ring + 1, len(lane.rings) + 1)
            if _somebody_knows(lane.asked(ring), snapshot)
        ]
        if later:
            minutes = self.team_id.ring_ids[later[0] - 1].after_minutes
            return [
                self.env._(
                    "Nobody in the teams that are asked knows enough of %(skills)s. "
                    "Relaxation step %(step)s, after %(minutes)s minutes of the team's "
                    "hours, asks for less.",
                    skills=names,
                    step=later[0],
                    minutes=minutes,
                )
            ]
        return [
            self.env._(
                "Nobody in the teams that are asked knows enough of %s, and no "
                "relaxation step asks for less: teach somebody, ask for less, or give "
                "it to another team.",
                names or self.env._("what is asked for"),
            )
        ]

    def _single_reasons(self, found):
        counts = {}
        for codes in found.values():
            if len(codes) == 1:
                counts[codes[0]] = counts.get(codes[0], 0) + 1
        words = self._reason_words()
        if "held" in counts:
            words["held"] = (self._kept_in_words(), words["held"][1])
        return [
            self.env._(
                "%(count)s × %(why)s: %(change)s",
                count=count,
                why=words[code][0],
                change=words[code][1],
            )
            for code, count in sorted(counts.items(), key=lambda pair: -pair[1])
        ]


def _somebody_knows(asked, snapshot):
    """Whether anybody of the teams meets what is required, wherever they are now."""
    return any(
        asked.teams & person.teams and not asked.missing(person)
        for person in snapshot.people.values()
    )
