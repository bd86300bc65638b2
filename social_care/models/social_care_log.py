# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SocialCareLog(models.Model):
    """Log of who decided what about a mention.

    Rows are only added. The chatter of a ticket says the same; mentions in the inbox
    have none. No row contains a word of a customer.
    """

    _name = "social.care.log"
    _description = "Social Care Log Entry"
    _order = "id desc"
    _rec_name = "action"

    mention_id = fields.Many2one(
        "social.care.mention",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    reply_id = fields.Many2one(
        "social.care.reply", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    user_id = fields.Many2one("res.users", string="By", required=True, readonly=True)
    action = fields.Selection(
        [
            ("ignored", "Ignored"),
            ("set_aside", "Set aside"),
            ("restored", "Restored"),
            ("corrected", "Corrected"),
            ("reply_sent", "Reply sent"),
            ("approval_requested", "Approval requested"),
            ("approval_escalated", "Approval escalated"),
            ("approval_held", "Reply on hold without approval"),
            ("reply_edited", "Reply changed"),
            ("reply_approved", "Reply approved"),
            ("reply_returned", "Reply returned"),
            ("reply_cancelled", "Reply cancelled"),
            ("reply_deleted", "Reply deleted"),
            ("reply_confirmed", "Reply marked as published"),
            ("reply_denied", "Reply marked as not published"),
            ("reply_repeated", "Reply sent again"),
            ("liked", "Message liked"),
            ("unliked", "Like removed"),
            ("hidden", "Message hidden"),
            ("unhidden", "Message shown again"),
            ("message_deleted", "Message deleted on the network"),
            ("muted", "Author muted"),
            ("unmuted", "Author unmuted"),
            ("blocked", "Author blocked"),
            ("unblocked", "Author unblocked"),
            ("reported", "Message reported"),
            ("moderation_failed", "Moderation failed"),
        ],
        required=True,
        readonly=True,
    )
    note = fields.Char(readonly=True)

    @api.model
    def _note(self, mentions, action, note=""):
        """Log what the current user did with mentions.

        :param mentions: ``social.care.mention``
        :param action: value of the field ``action``
        :param note: details, or a function of a mention that returns them
        """
        self.sudo().create(
            [
                self._get_vals(
                    mention, action, note(mention) if callable(note) else note
                )
                for mention in mentions
            ]
        )

    def _get_vals(self, mention, action, note):
        return {
            "mention_id": mention.id,
            "company_id": mention.company_id.id,
            "user_id": self.env.uid,
            "action": action,
            "note": note,
        }

    @api.model
    def _note_reply(self, reply, action):
        """Log what the current user did with a reply."""
        mention = reply.mention_id or reply.thread_id.last_mention_id
        self.sudo().create(
            {
                **self._get_vals(mention, action, reply.user_id.name),
                "reply_id": reply.id,
            }
        )

    def _export(self):
        """Return what the person may know: what was done and when, not by whom."""
        labels = self._get_action_labels()
        return [
            {"at": entry.create_date, "what": labels[entry.action]} for entry in self
        ]

    def _get_action_labels(self):
        return dict(self._fields["action"]._description_selection(self.env))
