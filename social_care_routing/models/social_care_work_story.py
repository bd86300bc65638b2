# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from .social_care_reply import ON_ITS_WAY

# So many names are told of those for whom the same holds.
NAMES = 5


class SocialCareWork(models.Model):
    """What a ticket says of its place in the queue."""

    _inherit = "social.care.work"

    # -- now -------------------------------------------------------------------

    def _state_in_words(self):
        who = self.user_id.name
        if self.state == "waiting":
            return self._waiting_in_words()
        return {
            "offered": self.env._("Offered to %s", who),
            "working": self.env._("%s has it", who),
            "parked": self._say_parked(),
            "done": self.env._("Done"),
        }[self.state]

    def _say_parked(self):
        """What a ticket waits for that nobody is asked for."""
        reply = self.ticket_id.social_thread_ids.reply_ids.filtered(
            lambda reply: reply.state in ON_ITS_WAY
        )[:1]
        if not reply:
            return self.env._("Waiting for the customer")
        if reply.state == "to_approve":
            return self.env._("A reply by %s is pending approval", reply.user_id.name)
        return self.env._("A reply by %s is being sent", reply.user_id.name)

    def _waiting_in_words(self):
        """Why it waits, as far as that is known without asking about everybody."""
        if not self.team_id:
            return self.env._("Waits: it has no team")
        if not self.team_id.active:
            return self.env._("Waits: its team is archived")
        if self.team_id.routing == "manual":
            return self.env._("Waits until somebody takes it")
        if self._is_kept():
            return self._kept_in_words()
        skills = ", ".join(self._skills_asked())
        if skills:
            return self.env._("Waits: nobody is free with %s", skills)
        return self.env._("Waits: nobody is free")

    def _skills_asked(self):
        """The names of what is still required of people."""
        (lane,) = self.lane_id._as_plain()
        needs = lane.asked(self.ring).needs
        required = [need.skill for need in needs if need.required]
        return self.env["hr.skill"].browse(required).mapped("name")

    def _window_clock(self):
        """Until when the network takes an answer, while somebody waits for one."""
        until = self.waiting_since and self._windows(self._read_facts())[self]
        if not until or self.state == "done":
            return []
        return [
            {
                "kind": "window",
                "label": self.env._("Reply window"),
                "deadline": fields.Datetime.to_string(until),
                "state": "running",
            }
        ]

    def _who_could(self):
        """As ``_explain``; what somebody has already needs no change, and what is done
        is nobody's any more."""
        if self.state == "done":
            return {"people": False, "would_change": []}
        now = self._explain()
        return now if self.state == "waiting" else now | {"would_change": []}

    # -- what happened ---------------------------------------------------------

    def _decisions_in_words(self, considered):
        """The first decision first.

        :param considered: as ``_considered_in_words``, for those who may know it
        """
        return [
            {
                "id": decision.id,
                "at": fields.Datetime.to_string(decision.at),
                "who": decision.user_id.name or self.env._("somebody who has left"),
                "kind": decision.kind,
                "outcome": decision.outcome,
                "ring": decision.ring,
                "why": [*decision._why(), *decision._why_given_back()],
                "considered": considered.get(decision.id, []),
            }
            for decision in self._decisions()
        ]

    def _decisions(self):
        return self.env["social.care.decision"].search(
            [("work_id", "=", self.id)], order="id"
        )

    def _considered_in_words(self):
        """Whom the queue looked at for each decision, when it was taken.

        :return: {decision id: [words]}, empty for what people did by hand
        """
        decisions = self._decisions()
        looks = {decision.id: _look(decision) for decision in decisions}
        everybody = {
            agent
            for look in looks.values()
            for agents in look.values()
            for agent in agents
        }
        agents = self.env["social.care.agent"].browse(everybody).exists()._of_reader()
        names = {agent.id: agent.name for agent in agents}
        return {
            decision: [self._group_in_words(code, look[code], names) for code in look]
            for decision, look in looks.items()
        }

    def _group_in_words(self, code, agents, names):
        known = [names[agent] for agent in agents if agent in names]
        more = len(agents) - NAMES
        words = {code: why for code, (why, _change) in self._reason_words().items()}
        rest = [self.env._("%s more", more)] if more > 0 else []
        return self.env._(
            "%(why)s: %(names)s",
            why=words.get(code, self.env._("Could take it")),
            names=", ".join([*known[:NAMES], *rest]),
        )


def _look(decision):
    """Who was in and who was out when it was decided: {code: agent ids}, those who
    could first."""
    look = decision.round_id._look(decision.lane_id.id, decision.ring)
    return {"in": list(look["in"]), **look["out"]} if look else {}
