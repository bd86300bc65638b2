# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ..tools.isolation import apply_isolating_failures
from ..tools.times import utc_now

# Bus notification: what waits for the approval of this user has changed.
CHANGED = "social_care/approvals"
LEVELS = ("first", "second", "last", "held")
# Replies that one run of the scheduled action escalates.
BATCH = 100


def _escalate_each(replies):
    for reply in replies:
        reply._escalate()


class SocialCareReplyEscalation(models.AbstractModel):
    """Who is asked to approve a reply, and what happens if nobody answers in time."""

    _name = "social.care.reply.escalation"
    _description = "Escalation of an Approval"

    approval_level = fields.Selection(
        [
            ("first", "Approvers asked"),
            ("second", "Second approvers asked"),
            ("last", "Other approvers asked"),
            ("held", "On hold: nobody approved in time"),
        ],
        string="Escalation",
        readonly=True,
        copy=False,
    )
    approver_ids = fields.Many2many(
        "res.users",
        "social_care_reply_approver_rel",
        string="Asked for approval",
        readonly=True,
        copy=False,
    )
    approval_asked_at = fields.Datetime(
        string="Pending approval since", readonly=True, copy=False
    )
    approval_due_at = fields.Datetime(
        string="Escalates at", readonly=True, copy=False, index="btree_not_null"
    )

    def write(self, vals):
        """End the escalation of replies that are no longer pending approval, and have
        the screens of their approvers count again.
        """
        if "state" not in vals:
            return super().write(vals)
        ended = self.filtered(lambda r: r.state == "to_approve")
        result = super().write(vals)
        if vals["state"] != "to_approve" and ended:
            super(SocialCareReplyEscalation, ended).write({"approval_due_at": False})
            ended._notify_approvers()
        return result

    def _notify_approvers(self):
        for user in self.sudo().approver_ids:
            user._bus_send(CHANGED, {})

    # -- asking ----------------------------------------------------------------

    def _ask_first_approvers(self):
        self.write(
            {
                "approval_asked_at": utc_now(),
                "approver_ids": [fields.Command.clear()],
            }
        )
        self._ask_approvers("first")

    def _ask_approvers(self, level):
        """Ask the people of this level, besides those who were asked already.

        :param level: value of ``approval_level``
        """
        asked = self._get_approvers(level)
        self.write(
            {
                "approval_level": level,
                "approval_due_at": self._get_approval_due(),
                "approver_ids": [fields.Command.link(user.id) for user in asked],
            }
        )
        self._tell_approvers(asked)
        self._notify_approvers()

    def _get_approvers(self, level):
        """Return whom to ask at a level: nobody approves their own reply."""
        return self.account_id.sudo()._get_approvers(level) - self.user_id

    def _get_approval_due(self):
        minutes = self.account_id.approval_minutes
        return minutes > 0 and utc_now() + timedelta(minutes=minutes)

    def _tell_approvers(self, users):
        """Notify users, with the reason; the text is in the conversation, where it is
        erased in time.
        """
        if not users:
            return
        record = self.ticket_id or self.env["mail.thread"]
        record.sudo().message_notify(
            partner_ids=users.partner_id.ids,
            subject=self.env._("Approve a reply of %s", self.user_id.name),
            body=self.env._("Needs approval: %s", self.approval_reason),
        )

    # -- escalation ------------------------------------------------------------

    @api.model
    def _cron_escalate_approvals(self):
        """Escalate replies whose time is over, ``BATCH`` at most. A copied database
        tells nobody.
        """
        uuid = self.env["social.care.account"]._get_database_uuid()
        due = [
            ("state", "=", "to_approve"),
            ("approval_due_at", "<=", utc_now()),
            ("account_id.publish_database_uuid", "=", uuid),
        ]
        found = self.search(due, order="approval_due_at", limit=BATCH)
        # What an approver is deciding at this moment is left to them.
        apply_isolating_failures(found.try_lock_for_update(), _escalate_each)

    def _escalate(self):
        """Ask the next people who are somebody else, or hold the reply at last."""
        following = LEVELS[LEVELS.index(self.approval_level or "first") + 1 :]
        for level in following:
            if self._get_approvers(level) - self.approver_ids:
                self._ask_approvers(level)
                return self._record("approval_escalated")
        return self._hold()

    def _hold(self):
        """Tell the author, and those who were asked, that nobody approved in time. The
        reply can still be approved."""
        self.write({"approval_level": "held", "approval_due_at": False})
        self._record("approval_held")
        record = self.ticket_id or self.env["mail.thread"]
        record.sudo().message_notify(
            partner_ids=(self.user_id | self.approver_ids).partner_id.ids,
            subject=self.env._("Nobody approved a reply of %s", self.user_id.name),
            body=self.env._(
                "The customer still waits. The reply is on hold until a supervisor "
                "approves or returns it."
            ),
        )
        self.thread_id._notify_changed()
        self._notify_approvers()
