# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

# What an SLA clock says: the others wait for nothing.
CLOCKS = {
    "in_progress": "running",
    "on_hold": "on_hold",
    "accomplished": "met",
    "expired": "missed",
}


class HelpdeskTicket(models.Model):
    """Where a ticket stands in the queue, and why."""

    _inherit = "helpdesk.ticket"

    queue_state = fields.Selection(
        related="work_ids.state",
        string="Queue",
        groups="social_care.group_social_care_agent",
    )

    def routing_strip(self):
        """Its place in the queue in a line, or False where it has none.

        :return: {"now", "state": words, "until": end of the offer or False,
            "score": minutes, "terms": [{"code", "label", "minutes"}],
            "clocks": [{"kind", "label", "deadline", "state"}]}
        """
        work = self._work_of_reader()
        if not work:
            return False
        is_ranked = bool(work.waiting_since) and work.state != "done"
        return {
            "now": _text(fields.Datetime.now()),
            "state": work._state_in_words(),
            "until": _text(work.state == "offered" and work.offer_until),
            "score": work._score() if is_ranked else 0,
            "terms": work._terms() if is_ranked else [],
            "clocks": [*self.sudo()._sla_clocks(), *work._window_clock()],
        }

    def routing_story(self):
        """All that led here; for supervisors also who was considered, why each was
        excluded, and what would change it.

        :return: as ``routing_strip``, with "decisions"; for supervisors "people" and
            "would_change" as ``social.care.work._explain`` says them
        """
        strip = self.routing_strip()
        if not strip:
            return False
        work = self._work_of_reader()
        if not self.env.user._is_social_care_supervisor():
            return strip | {"decisions": work._decisions_in_words({})}
        decisions = work._decisions_in_words(work._considered_in_words())
        return strip | {"decisions": decisions} | work._who_could()

    def _work_of_reader(self):
        """Its place in the queue, in sudo; empty for whom the queue is no business."""
        self.check_access("read")
        works = self.env["social.care.work"]
        if not works.has_access("read"):
            return works
        return works.search([("ticket_id", "in", self.ids)]).sudo()

    def _sla_clocks(self):
        """A promise is named by what is promised, a stage by the SLA's own name."""
        target = self.env["helpdesk.sla"]._fields["target"]
        targets = dict(target._description_selection(self.env))
        targets.pop("stage")
        clocks = self.ticket_sla_ids.filtered(lambda clock: clock.state in CLOCKS)
        return [
            {
                "kind": "sla",
                "label": targets.get(clock.target, clock.sla_id.name),
                "deadline": _text(clock.deadline),
                "state": "undated" if clock._undated() else CLOCKS[clock.state],
            }
            for clock in clocks.sorted(lambda c: (not c.deadline, c.deadline or c.id))
        ]


def _text(moment):
    return fields.Datetime.to_string(moment) if moment else False
