# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

# The state of an SLA target on the strip; targets in other states are not shown.
TARGET_STATES = {
    "in_progress": "running",
    "on_hold": "on_hold",
    "accomplished": "met",
    "expired": "missed",
}


class HelpdeskTicket(models.Model):
    """Where a ticket stands in the queue, and why."""

    _inherit = "helpdesk.ticket"

    social_care_queue_state = fields.Selection(
        related="social_care_work_ids.state",
        string="Queue",
        groups="social_care.group_social_care_agent",
    )

    def social_care_get_routing_strip(self):
        """Return the ticket's place in the queue, in one line.

        :return: see ``_social_care_get_strip``; False for tickets that are in no queue
            and for users who may not read it
        """
        work = self._social_care_find_work()
        return bool(work) and self._social_care_get_strip(work)

    def social_care_get_routing_story(self):
        """Return all decisions about the ticket; for supervisors also who was
        considered, why each was excluded, and what would change it.

        :return: the strip with "decisions"; for supervisors "people" and
            "would_change", see ``social.care.work.explanation._explain``
        """
        work = self._social_care_find_work()
        if not work:
            return False
        strip = self._social_care_get_strip(work)
        explanation = work.env["social.care.work.explanation"]
        if not self.env.user._social_care_is_supervisor():
            return strip | {"decisions": explanation._describe_decisions(work, {})}
        considered = explanation._describe_considered(work)
        decisions = explanation._describe_decisions(work, considered)
        return strip | {"decisions": decisions} | explanation._explain_candidates(work)

    def _social_care_find_work(self):
        """:return: the ticket's work item in sudo, empty for users who may not read
        the queue"""
        self.check_access("read")
        works = self.env["social.care.work"]
        if not works.has_access("read"):
            return works
        return works.search([("ticket_id", "in", self.ids)]).sudo()

    def _social_care_get_strip(self, work):
        """Return the values that the items and chips of the routing strip show.

        An item of another addon adds its value to what ``super()`` returns::

            return super()._social_care_get_strip(work) | {"contract": "Gold"}

        :param work: work item of the ticket, in sudo
        :return: {"now", "state": words, "until": end of the offer or False, "score":
            minutes, "terms": [{"code", "label", "minutes"}], "clocks": [{"kind",
            "label", "deadline", "state"}]} and the values of chips; moments as text in
            UTC
        """
        explanation = work.env["social.care.work.explanation"]
        is_ranked = bool(work.waiting_since) and work.state != "done"
        return work._get_chip_values()[work.id] | {
            "now": _to_text(fields.Datetime.now()),
            "state": explanation._describe_state(work),
            "until": _to_text(work.state == "offered" and work.offer_until),
            "score": work._get_score() if is_ranked else 0,
            "terms": work._list_terms() if is_ranked else [],
            "clocks": [
                *self.sudo()._social_care_get_sla_targets(),
                *explanation._get_reply_window(work),
            ],
        }

    def _social_care_get_sla_targets(self):
        """The SLA targets by deadline: a response or resolution target is named by its
        kind, a stage target by its SLA."""
        labels = dict(self.env["helpdesk.sla"]._sla_response_select_target())
        labels.pop("stage")
        shown = self.ticket_sla_ids.filtered(lambda sla: sla.state in TARGET_STATES)
        return [
            {
                "kind": "sla",
                "label": labels.get(sla.sla_response_target, sla.sla_id.name),
                "deadline": _to_text(sla.deadline),
                "state": "undated"
                if sla._sla_response_filter_undated()
                else TARGET_STATES[sla.state],
            }
            for sla in shown.sorted(lambda s: (not s.deadline, s.deadline or s.id))
        ]


def _to_text(moment):
    return fields.Datetime.to_string(moment) if moment else False
