# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.folding import fold


class SocialCareReply(models.Model):
    """Who may do what with a reply, asked again at the moment of sending."""

    _inherit = "social.care.reply"

    sent_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        help="Who pressed send: the author, or a supervisor in their place.",
    )
    log_ids = fields.One2many("social.care.log", "reply_id", readonly=True)

    def _check_mine(self):
        """Raise AccessError unless these are one's own replies; a supervisor may act
        for others."""
        others = self.user_id - self.env.user
        if others and not self.env.user._is_social_care_supervisor():
            raise AccessError(
                self.env._(
                    "This is a reply of %s. Only they or a supervisor may do this.",
                    others[0].name,
                )
            )

    def _is_mine(self):
        own = self.user_id == self.env.user
        return own or self.env.user._is_social_care_supervisor()

    # -- the sender ------------------------------------------------------------

    def _check_sender(self):
        """Raise UserError where whoever pressed send could not do so any more."""
        sender = self.sent_by_id or self.user_id
        if sender._is_superuser():
            return
        if not sender.active:
            raise UserError(
                self.env._(
                    "%s has left. A supervisor can send this reply.", sender.name
                )
            )
        if not self._is_answerable_by(sender):
            raise UserError(
                self.env._(
                    "%s may not answer in this conversation any more. Somebody of its "
                    "team or a supervisor can.",
                    sender.name,
                )
            )

    def _is_answerable_by(self, user):
        """Whether ``user`` may read, and so answer, the conversation."""
        company = self.company_id
        thread = self.thread_id.with_user(user).with_context(
            allowed_company_ids=company.ids
        )
        return company in user.company_ids and thread.has_access("read")

    # -- the supervisor's word -------------------------------------------------

    def _lacks_approval(self):
        """Whether the account asks for a supervisor's word that nobody gave: its
        policy may be newer than the reply."""
        needs = self.account_id._needs_approval(self.visibility, self.user_id)
        return needs and not self.approved_by_id

    def _check_not_returned(self):
        """Raise UserError where a supervisor gave this very text back: it goes out when
        it reads otherwise, or when a supervisor writes it."""
        returned = self.search(
            [
                ("thread_id", "in", self._threads_of_ticket().ids),
                ("state", "=", "failed"),
                ("error_kind", "=", "returned"),
            ]
        )
        if self._is_of_supervisor():
            returned &= self
        words = self._content()
        for reply in returned:
            if reply._content() == words:
                raise UserError(
                    self.env._("%s Change the text, then send it.", reply.error_message)
                )

    def _is_of_supervisor(self):
        return self.user_id._is_social_care_supervisor()

    def _threads_of_ticket(self):
        return self.thread_id | self.ticket_id.social_thread_ids

    def _content(self):
        """What a reply says, whatever its spaces, capitals and apostrophes are."""
        files = self.attachment_ids.sudo().mapped("checksum")
        return " ".join(fold(self.body).split()), sorted(files)

    # -- on record -------------------------------------------------------------

    def _record(self, action):
        """Write down who did what with these replies: in the log, and on the ticket
        for whoever works there."""
        for reply in self:
            self.env["social.care.log"]._note_reply(reply, action)
            if reply.ticket_id:
                reply.ticket_id._message_log(body=reply._words_of_record(action))

    def _words_of_record(self, action):
        words = {
            "reply_sent": self.env._("%(person)s sent a reply of %(author)s."),
            "reply_approved": self.env._("%(person)s approved a reply of %(author)s."),
            "reply_returned": self.env._("%(person)s returned a reply of %(author)s."),
            "reply_cancelled": self.env._(
                "%(person)s cancelled a reply of %(author)s."
            ),
            "reply_deleted": self.env._(
                "%(person)s deleted a published reply of %(author)s."
            ),
            "reply_confirmed": self.env._(
                "%(person)s marked a reply of %(author)s as published."
            ),
            "reply_denied": self.env._(
                "%(person)s marked a reply of %(author)s as not published."
            ),
            "reply_repeated": self.env._(
                "%(person)s sent a reply of %(author)s again."
            ),
        }
        return words[action] % {
            "person": self.env.user.name,
            "author": self.user_id.name,
        }
