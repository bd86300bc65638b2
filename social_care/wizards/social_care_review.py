# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SocialCareReview(models.TransientModel):
    """Dialog in which a supervisor reads a reply that is pending approval, and what was
    said since it was written; they change, approve or return it.
    """

    _name = "social.care.review"
    _inherit = "social.care.wizard"
    _description = "Review Reply"

    reply_id = fields.Many2one(
        "social.care.reply",
        string="Reviewed reply",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    author_id = fields.Many2one(related="reply_id.user_id", related_sudo=False)
    network = fields.Selection(related="reply_id.network", related_sudo=False)
    visibility = fields.Selection(related="reply_id.visibility", related_sudo=False)
    mention_id = fields.Many2one(related="reply_id.mention_id", related_sudo=False)
    approval_reason = fields.Char(
        related="reply_id.approval_reason", related_sudo=False
    )
    attachment_ids = fields.Many2many(
        related="reply_id.attachment_ids", related_sudo=False
    )
    body = fields.Text(string="Reply")
    since = fields.Text(string="Said since", readonly=True)
    # Up to where the approver knows the conversation.
    said_until = fields.Datetime(readonly=True)
    heard_until = fields.Integer(readonly=True)
    return_reason = fields.Text(string="What the author should change")

    @api.model
    def _open(self, reply):
        """Return the action that opens the dialog.

        :param reply: ``social.care.reply`` that is pending approval, in sudo
        """
        review = self.create({"reply_id": reply.id, "body": reply.body})
        review._show_since(reply, *reply._get_written())
        return review._reopen()

    def _show_since(self, reply, said_until, heard_until):
        said, heard = reply._get_known_now()
        self.write(
            {
                "since": "\n".join(reply._describe_since(said_until, heard_until)),
                "said_until": said,
                "heard_until": heard,
            }
        )

    def _reopen(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care.social_care_review_action"
        )
        return {**action, "res_id": self.id}

    def action_approve(self):
        """Approve the reply with the text of the dialog. What was said after the dialog
        was opened is shown first.

        :raise AccessError: unless the user is a supervisor
        :raise UserError: for one's own reply or an own text that needs approval, or if
            it must not go out
        """
        reply = self.reply_id._get_pending()
        if reply._describe_since(self.said_until, self.heard_until):
            self._show_since(reply, self.said_until, self.heard_until)
            return self._reopen()
        if reply and (self.body or "").strip() != reply.body.strip():
            reply._edit(self.body or "", self.heard_until)
        for pending in reply:
            pending._approve()
        return reply._tell_if_none(self._get_late_words()) or self._close()

    def action_return(self):
        """Return the reply to its author with the reason.

        :raise AccessError: unless the user is a supervisor
        :raise UserError: for one's own reply, or without a reason
        """
        late = self.reply_id.action_return(self.return_reason or "")
        return late or self._close()

    def _get_late_words(self):
        return self.env._("Too late: somebody decided on this reply already.")

    def _close(self):
        return {"type": "ir.actions.act_window_close"}
