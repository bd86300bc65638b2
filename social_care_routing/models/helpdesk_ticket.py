# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care.models.social_care_ticket_mail import WRITTEN
from odoo.addons.social_care.tools.times import reckon

CHUNK = 500
WATCHED = {
    "active",
    "category_id",
    "channel_id",
    "company_id",
    "partner_id",
    "priority",
    "social_care_snoozed_until",
    "stage_id",
    "team_id",
    "user_id",
}

# The state of an SLA target on the strip; targets in other states are not shown.
TARGET_STATES = {
    "in_progress": "running",
    "on_hold": "on_hold",
    "accomplished": "met",
    "expired": "missed",
}


class HelpdeskTicket(models.Model):
    """Tickets of all channels have a work item in the queue, and show its position."""

    _inherit = "helpdesk.ticket"

    # The last agent of the customer is looked up for each new ticket.
    partner_id = fields.Many2one(index="btree_not_null")
    social_care_work_ids = fields.One2many(
        "social.care.work", "ticket_id", groups="social_care.group_social_care_agent"
    )
    social_care_queue_state = fields.Selection(
        related="social_care_work_ids.state",
        string="Queue",
        groups="social_care.group_social_care_agent",
    )

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets._sync_social_care_work()
        return tickets

    def write(self, vals):
        others = self.browse()
        if "partner_id" in vals:
            others = self.filtered(lambda t: t.partner_id.id != vals["partner_id"])
        result = super().write(vals)
        others._forget_social_care_last_agents()
        if WATCHED & vals.keys():
            self._sync_social_care_work()
        return result

    def _forget_social_care_last_agents(self):
        """The last agent of another customer is none of this one. Whoever worked on the
        ticket itself stays its last agent."""
        works = self.sudo().social_care_work_ids.filtered(
            lambda work: work.state == "waiting" and not work.first_accepted_at
        )
        works.filtered("last_agent_id").write(
            {"last_agent_id": False, "held_until": False}
        )

    def _sync_social_care_work(self):
        """Create missing work items of open tickets, and synchronize all of them."""
        works = self.env["social.care.work"].sudo()
        mine = [("ticket_id", "in", self.ids)]
        known = works.search(mine)
        # Tickets of a job may have been deleted meanwhile.
        missing = (self.sudo().exists() - known.ticket_id).filtered(
            lambda ticket: ticket._is_social_care_open()
        )
        if missing:
            works._add([ticket._prepare_social_care_work() for ticket in missing])
            known = works.search(mine)
        known._sync_with_tickets()

    def _is_social_care_open(self):
        return self.active and not self.closed

    def _prepare_social_care_work(self):
        # Messages are dated to the second: an answer does not come before its question.
        arrived_at = self.create_date.replace(microsecond=0)
        return {
            "ticket_id": self.id,
            "company_id": self.company_id.id,
            "medium_id": self.env["social.care.medium"]._get_ids_by_code()["email"],
            "arrived_at": arrived_at,
            "asked_at": arrived_at,
        }

    @api.model
    def _enqueue_social_care_backlog(self):
        """Enqueue jobs that create the work items of tickets that existed before."""
        domain = [("closed", "=", False), ("social_care_work_ids", "=", False)]
        self.search(domain)._enqueue_social_care_sync()

    def _enqueue_social_care_sync(self):
        for start in range(0, len(self), CHUNK):
            self[start : start + CHUNK].with_delay()._sync_social_care_work()

    # -- mails and notes -------------------------------------------------------

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        self._apply_social_care_message(message)
        return result

    def _apply_social_care_message(self, message):
        """Apply a message to the work item: an answer makes it wait for the customer,
        a note shows that its agent works on it. Automatic messages do neither."""
        work = self.sudo().social_care_work_ids
        if not work or message.message_type not in WRITTEN:
            return
        message = message.sudo()
        authors = message.author_id.user_ids
        if authors.filtered(lambda user: not user.share) & work.user_id:
            work._mark_started()
        if self._social_care_is_written(message) and self.sudo()._social_care_is_ours(
            message
        ):
            work._log_mail_answer(fields.Datetime.now())
            work._sync_with_tickets()

    def _social_care_take_customer_message(self, message):
        """The customer has been waiting since this message, or since an earlier
        unanswered one. Messages from before the ticket was closed do not count."""
        now = fields.Datetime.now()
        since = reckon(message.date or now, now).effective
        known = self.social_care_work_ids
        was_parked = known.state == "parked"
        known.asked_at = since if self.closed else known._get_earliest(since)
        result = super()._social_care_take_customer_message(message)
        (self.social_care_work_ids - known).asked_at = since
        self.social_care_work_ids._sync_with_tickets()
        if was_parked and not self.user_id:
            self._social_care_notify(self.env._("The customer wrote again"))
        return result

    def _social_care_take_over(self, tickets):
        """Customers who wait by mail on merged tickets wait here since then."""
        works = tickets.filtered(lambda ticket: not ticket.closed).social_care_work_ids
        asked = [work._get_asked_at() for work in works]
        since = min(filter(None, asked), default=None)
        result = super()._social_care_take_over(tickets)
        work = self.social_care_work_ids
        if since and work:
            work.asked_at = work._get_earliest(since)
        work._sync_with_tickets()
        return result

    # -- SLA targets -----------------------------------------------------------

    def _sla_response_read_message(self, message):
        """Do nothing: the work item knows since when the customer waits, and reports it
        in ``social.care.work.sync._update_sla_targets``."""

    def _sla_response_register_creation(self):
        """Do nothing, as ``_sla_response_read_message``."""

    # -- people ----------------------------------------------------------------

    def _social_care_get_recipients(self):
        """Agents are notified by the offer or assignment."""
        team = self.sudo().team_id
        if self.sudo().user_id or team.social_care_routing_mode in (False, "manual"):
            return super()._social_care_get_recipients()
        return self.env["res.partner"]

    def _social_care_transfer(self, team, user, note):
        """Log in the decision that the agent handed the ticket over; they are not
        offered it again at once.
        """
        works = self.sudo().social_care_work_ids.filtered(
            lambda work: work.state == "working" and work.user_id != user
        )
        words = self.env._("Transferred by %s", self.env.user.name)
        self.env["social.care.decision"].sudo()._log_return(
            works, dict.fromkeys(works, words)
        )
        works._cool_down()
        return super()._social_care_transfer(team, user, note)

    def _social_care_release_owner(self):
        """Log in the decision that the agent lost the ticket."""
        works = self.sudo().social_care_work_ids.filtered(
            lambda work: work.state == "working"
        )
        self.env["social.care.decision"].sudo()._log_return(works)
        return super()._social_care_release_owner()

    # -- routing strip and story -----------------------------------------------

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

        :return: the strip with "decisions"; for supervisors "agents" and
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
            minutes, "terms": [{"code", "label", "minutes"}], "targets": [{"kind",
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
            "targets": [
                *self.sudo()._social_care_get_sla_targets(),
                *explanation._get_reply_window(work),
            ],
        }

    def _social_care_get_sla_targets(self):
        """The SLA targets of the ticket by deadline. A response or resolution target is
        labeled with its kind, a stage target with the name of its SLA.

        :return: list of {"kind", "label", "deadline": text in UTC or False, "state"}
        """
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
