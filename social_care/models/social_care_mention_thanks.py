# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..tools.thanks import is_thanks


class SocialCareMention(models.Model):
    """Thanks for an answer need no reply: they reopen nothing, and nobody waits."""

    _inherit = "social.care.mention"

    no_reply_reason = fields.Selection(
        [("thanks", "Only says thanks")],
        string="No reply needed",
        readonly=True,
        help="Why nobody has to answer this message.",
    )

    def _join_ticket(self):
        ticket = self.thread_id.ticket_id._find_original()
        if not ticket.active or not self._is_only_thanks(ticket):
            return super()._join_ticket()
        self.write(
            {
                "state": "ignored",
                "no_reply_reason": "thanks",
                "ticket_id": ticket.id,
                "team_id": ticket.team_id.id,
            }
        )
        return True

    def _is_only_thanks(self, ticket):
        """Whether the author says thanks on ``ticket`` and no more. Where we have just
        asked something it is an answer."""
        if self.media or not ticket.team_id._ignores_thanks():
            return False
        names = (
            self.author_name,
            self.account_id.name,
            self.account_id.handle,
            ticket.company_id.name,
            ticket.user_id.name,
        )
        if not is_thanks(self.text, names):
            return False
        return ticket.closed or not self._answers_question()

    def _answers_question(self):
        ours = self.thread_id.mention_ids.filtered(
            lambda mention: mention.is_own and not mention.deleted_at
        )
        last = ours.sorted(lambda mention: (mention.posted_at, mention.id))[-1:]
        return "?" in (last.text or "")

    def _add_version(self, post):
        """An edit may have made it more than thanks."""
        result = super()._add_version(post)
        is_aside = self.state == "ignored" and self.no_reply_reason
        if is_aside and not self._is_only_thanks(self.ticket_id):
            self._need_reply()
        return result

    def action_restore(self):
        """Back into the inbox, or onto the ticket on which thanks were said."""
        self.check_access("read")
        thanks = self.filtered("no_reply_reason")
        thanks.sudo()._need_reply()
        self.env["social.care.log"]._note(thanks, "restored")
        return super(SocialCareMention, self - thanks).action_restore()

    def _need_reply(self):
        """Somebody waits for a reply to these messages after all."""
        for mention in self:
            ticket = mention.thread_id.ticket_id._find_original()
            mention.write(
                {"no_reply_reason": False, "state": "inbox", "handled_at": False}
            )
            if ticket and mention._take_part(ticket):
                mention._notify_joined()
        self.thread_id._refresh()
        self.thread_id._notify_changed(self, inbox=True)

    def _panel_values(self):
        return {
            **super()._panel_values(),
            "no_reply_reason": self.no_reply_reason or "",
        }
