# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from .social_care_reply import ON_ITS_WAY

# Names listed of candidates for whom the same reason holds; the rest is counted.
NAMES = 5


class SocialCareWork(models.Model):
    """The words for a work item's state, decisions and candidates."""

    _inherit = "social.care.work"

    # -- chips -----------------------------------------------------------------

    def _get_chip_values(self):
        """Return the values that chips show of these work items: on the wallboard, in
        an offer and on the ticket.

        A chip of another addon adds its value to what ``super()`` returns::

            values = super()._get_chip_values()
            for work in self:
                values[work.id]["vip"] = work.ticket_id.partner_id.is_vip
            return values

        :return: {work item id: {name: JSON value}} for all of ``self``
        """
        return {work.id: {"sla": work._get_sla_state()} for work in self}

    def _get_sla_state(self):
        """:return: "overdue", "risk", or a falsy value"""
        now = fields.Datetime.now()
        if self.sla_due_at and self.sla_due_at <= now:
            return "overdue"
        return self.sla_risk_at and self.sla_risk_at <= now and "risk"

    # -- state -----------------------------------------------------------------

    def _describe_state(self):
        who = self.user_id.name
        if self.state == "waiting":
            return self._describe_waiting()
        return {
            "offered": self.env._("Offered to %s", who),
            "working": self.env._("Assigned to %s", who),
            "parked": self._describe_parked(),
            "done": self.env._("Done"),
        }[self.state]

    def _describe_parked(self):
        """What a parked work item waits for: the customer, or a reply on its way."""
        reply = self.ticket_id.social_care_thread_ids.reply_ids.filtered(
            lambda reply: reply.state in ON_ITS_WAY
        )[:1]
        if not reply:
            return self.env._("Waiting for the customer")
        if reply.state == "to_approve":
            return self.env._("A reply by %s is pending approval", reply.user_id.name)
        return self.env._("A reply by %s is being sent", reply.user_id.name)

    def _describe_waiting(self):
        """Why it waits, as far as is known without evaluating all agents."""
        if not self.team_id:
            return self.env._("Waiting: no team")
        if not self.team_id.active:
            return self.env._("Waiting: the team is archived")
        if self.team_id.routing == "manual":
            return self.env._("Waiting to be picked")
        if self._is_kept():
            return self._kept_in_words()
        skills = ", ".join(self._get_required_skills())
        if skills:
            return self.env._("Waiting: no available agent with %s", skills)
        return self.env._("Waiting: no available agent")

    def _get_required_skills(self):
        """The names of the skills that are still required after relaxation."""
        (lane,) = self.lane_id._as_plain()
        needs = lane.asked(self.ring).needs
        required = [need.skill for need in needs if need.required]
        return self.env["hr.skill"].browse(required).mapped("name")

    def _get_reply_window(self):
        """The reply window of the network as a list of at most one target, while the
        customer waits."""
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

    def _explain_candidates(self):
        """As ``_explain``, without what would change it where an agent has the work
        already, and without candidates where it is done."""
        if self.state == "done":
            return {"people": False, "would_change": []}
        now = self._explain()
        return now if self.state == "waiting" else now | {"would_change": []}

    # -- decisions -------------------------------------------------------------

    def _describe_decisions(self, considered):
        """The decisions about this work item, the oldest first.

        :param considered: see ``_describe_considered``; empty for agents
        :return: list of dicts of JSON values
        """
        return [
            {
                "id": decision.id,
                "at": fields.Datetime.to_string(decision.at),
                "who": decision.user_id.name or self.env._("a former user"),
                "kind": decision.kind,
                "outcome": decision.outcome,
                "ring": decision.ring,
                "why": [*decision._why(), *decision._why_given_back()],
                "considered": considered.get(decision.id, []),
            }
            for decision in self._get_decisions()
        ]

    def _get_decisions(self):
        return self.env["social.care.decision"].search(
            [("work_id", "=", self.id)], order="id"
        )

    def _describe_considered(self):
        """The candidates of each decision and why each was excluded, at that time.

        :return: {decision id: [sentences]}, empty for manual assignments
        """
        decisions = self._get_decisions()
        looks = {decision.id: _get_candidates(decision) for decision in decisions}
        everybody = {
            agent
            for look in looks.values()
            for agents in look.values()
            for agent in agents
        }
        agents = self.env["social.care.agent"].browse(everybody).exists()._of_reader()
        names = {agent.id: agent.name for agent in agents}
        return {
            decision: [self._describe_group(code, look[code], names) for code in look]
            for decision, look in looks.items()
        }

    def _describe_group(self, code, agents, names):
        known = [names[agent] for agent in agents if agent in names]
        more = len(agents) - NAMES
        words = {code: why for code, (why, _change) in self._reason_words().items()}
        rest = [self.env._("%s more", more)] if more > 0 else []
        return self.env._(
            "%(why)s: %(names)s",
            why=words.get(code, self.env._("Could take it")),
            names=", ".join([*known[:NAMES], *rest]),
        )


def _get_candidates(decision):
    """:return: {reason code: agent ids} of a decision, "in" for eligible ones first"""
    look = decision.round_id._look(decision.lane_id.id, decision.ring)
    return {"in": list(look["in"]), **look["out"]} if look else {}
