# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, models
from odoo.tools import email_normalize
from odoo.tools.mail import unfold_references

from ..tools.mail import new_words
from ..tools.thanks import is_thanks

AUTOMATIC = "auto_comment"
WRITTEN = ("email", "comment")


class HelpdeskTicket(models.Model):
    """What customers write by mail and in the portal."""

    _inherit = "helpdesk.ticket"

    # -- which ticket a mail belongs to ----------------------------------------

    @api.model
    def _redirect_mail(self, message_dict, route):
        """Where a reply to a ticket goes: to the original of a duplicate, and to a new
        ticket where the old one was closed too long ago to be reopened.

        :param message_dict: as ``mail.thread.message_parse`` gives it
        :param route: (model, ticket id, values, user id, alias) as Odoo chose it
        :return: such a route
        """
        model, ticket_id, values, uid, alias = route
        ticket = self.browse(ticket_id).exists()
        if not ticket:
            return route
        place = ticket._find_original()
        place = place if place._has_same_customer(ticket) else ticket
        if not place._can_take_back() and not place._is_thanks_mail(message_dict):
            return model, False, place._continuation_vals(values), uid, alias
        return model, place.id, values, uid, alias

    def _continuation_vals(self, values):
        """Values of the ticket that continues this one."""
        team = self.team_id.filtered("active")
        place = {"company_id": self.company_id.id, "team_id": team.id}
        return place | (values or {})

    def _is_thanks_mail(self, message_dict):
        return self._is_only_thanks(
            message_dict["body"],
            message_dict["email_from"],
            bool(message_dict.get("attachments")),
        )

    @api.model
    def message_new(self, msg, custom_values=None):
        """A team that is archived gets no tickets; a notice of absence that answers
        nothing we know opens none that waits."""
        values = dict(custom_values or {})
        team = self.env["helpdesk.ticket.team"].browse(values.get("team_id"))
        if team and not team.active:
            values["team_id"] = False
            values.setdefault("company_id", team.company_id.id or self.env.company.id)
        tickets = self
        if msg.get("message_type") == AUTOMATIC:
            tickets = self.with_context(tracking_disable=True)
            closed = team._get_applicable_stages().filtered("closed")[:1]
            values |= {"stage_id": closed.id} if closed else {}
        ticket = super(HelpdeskTicket, tickets).message_new(msg, custom_values=values)
        ticket.with_env(self.env)._log_continuation(msg)
        return ticket.with_env(self.env)

    def _log_continuation(self, msg):
        """Name the ticket of the message that this mail answers."""
        references = unfold_references(msg["references"] or msg["in_reply_to"])
        answered = (
            self.env["mail.message"]
            .sudo()
            .search(
                [("message_id", "in", references), ("model", "=", self._name)],
                order="id desc",
                limit=1,
            )
        )
        earlier = self.sudo().browse(answered.res_id).exists()
        if earlier:
            self._message_log(
                body=self.env._("This continues %s.", earlier.display_name)
            )

    def message_update(self, msg, update_vals=None):
        """An automatic mail does not count, but its owner hears of it."""
        result = super().message_update(msg, update_vals=update_vals)
        owner = self.user_id.partner_id
        if msg.get("message_type") == AUTOMATIC and owner.id != msg.get("author_id"):
            self._notify_social(self.env._("An automatic reply came in"), owner)
        return result

    # -- what a message is -----------------------------------------------------

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        # Customers read neither their author's record nor the ticket's team.
        ticket, heard = self.sudo(), message.sudo()
        if ticket._is_customer_message(heard):
            place = ticket._find_original()
            if place != ticket:
                place._quote_from(ticket, heard)
            place._take_customer_message(heard)
        return result

    def _is_customer_message(self, message):
        """Whether somebody waits for our reply to this message."""
        return (
            self._is_written(message)
            and not self._is_ours(message)
            and not self._is_only_thanks(
                message.body,
                message.author_id.name or message.email_from,
                bool(message.attachment_ids),
            )
        )

    def _is_written(self, message):
        """Whether a person wrote it to the other side."""
        return (
            message.message_type in WRITTEN
            and not message.is_internal
            and not message.subtype_id.internal
            and message.author_id != self.env.ref("base.partner_root")
        )

    def _is_ours(self, message):
        """Colleagues are customers, too."""
        author = message.sudo().author_id
        is_internal = any(not user.share for user in author.user_ids)
        return is_internal and author != self.partner_id

    def _is_customer(self, author_id, email_from):
        """Whether a sender is the customer of this ticket."""
        if author_id and author_id == self.partner_id.id:
            return True
        sender = email_normalize(email_from)
        return bool(sender) and sender == email_normalize(self.partner_email)

    def _is_only_thanks(self, body, author, has_files):
        """Whether a message needs no reply because it only says thanks.

        :param body: its HTML
        :param author: name or address of who wrote it
        :param has_files: whether it has attachments: they may say more
        """
        if has_files or not self.team_id._ignores_thanks():
            return False
        names = (author, self.user_id.name, self.company_id.name)
        if not is_thanks(new_words(body), names):
            return False
        return self.closed or not self._has_asked()

    def _has_asked(self):
        """Whether our last message asks something: "👍" is an answer to that."""
        ours = self.message_ids.filtered(
            lambda message: self._is_written(message) and self._is_ours(message)
        )
        return bool(ours) and "?" in new_words(ours.sorted("id")[-1].body)

    # -- what it does ----------------------------------------------------------

    def _take_customer_message(self, message):
        """The customer wrote on this ticket, or on a duplicate of it; both in sudo.

        :param message: ``mail.message``, already on its ticket
        """
        self._leave_archived_team(self._find_living_team())
        if self.closed:
            self._reopen()
            self._notify_social(self.env._("The customer reopened this ticket"))
        else:
            self._release_gone_owner()

    def _quote_from(self, duplicate, message):
        """Note what a customer wrote on a duplicate: who follows this ticket may be
        somebody else, so that it is not sent to them."""
        author = message.author_id.name or message.email_from or ""
        words = self.env._(
            "%(author)s wrote on the duplicate %(ticket)s:",
            author=author,
            ticket=duplicate.display_name,
        )
        self._message_log(
            body=Markup("<p>%s</p><blockquote>%s</blockquote>")
            % (words, new_words(message.body))
        )
