# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, models
from odoo.tools import email_normalize
from odoo.tools.mail import unfold_references

from ..tools.mail import extract_new_words
from ..tools.thanks import is_thanks

AUTOMATIC = "auto_comment"
WRITTEN = ("email", "comment")


class SocialCareTicketMail(models.AbstractModel):
    """Handle what customers write on tickets, by mail and in the portal."""

    _name = "social.care.ticket.mail"
    _description = "Messages of Customers on Tickets"

    # -- which ticket a mail belongs to ----------------------------------------

    @api.model
    def _social_care_redirect_mail(self, message_dict, route):
        """Route a reply to a ticket: to the original of a duplicate, or to a new ticket
        where the old one was closed too long ago to be reopened.

        :param message_dict: as ``mail.thread.message_parse`` returns it
        :param route: (model, ticket ID, values, user ID, alias) as Odoo chose it
        :return: such a route
        """
        model, ticket_id, values, uid, alias = route
        ticket = self.browse(ticket_id).exists()
        if not ticket:
            return route
        place = ticket._social_care_find_original()
        place = place if place._social_care_has_same_customer(ticket) else ticket
        if (
            not place._social_care_can_take_back()
            and not place._social_care_is_thanks_mail(message_dict)
        ):
            return (
                model,
                False,
                place._social_care_get_continuation_vals(values),
                uid,
                alias,
            )
        return model, place.id, values, uid, alias

    def _social_care_get_continuation_vals(self, values):
        """Return the values of the ticket that continues this one."""
        team = self.team_id.filtered("active")
        place = {"company_id": self.company_id.id, "team_id": team.id}
        return place | (values or {})

    def _social_care_is_thanks_mail(self, message_dict):
        return self._social_care_is_only_thanks(
            message_dict["body"],
            message_dict["email_from"],
            bool(message_dict.get("attachments")),
        )

    def _social_care_log_continuation(self, msg):
        """Note on a new ticket which one the mail answers."""
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

    def _social_care_is_customer_message(self, message):
        """Whether somebody waits for our reply to this message."""
        return (
            self._social_care_is_written(message)
            and not self._social_care_is_ours(message)
            and not self._social_care_is_only_thanks(
                message.body,
                message.author_id.name or message.email_from,
                bool(message.attachment_ids),
            )
        )

    def _social_care_is_written(self, message):
        """Whether a person wrote it to the other side."""
        return (
            message.message_type in WRITTEN
            and not message.is_internal
            and not message.subtype_id.internal
            and message.author_id != self.env.ref("base.partner_root")
        )

    def _social_care_is_ours(self, message):
        """Whether we wrote it. Colleagues can be customers, too."""
        author = message.sudo().author_id
        is_internal = any(not user.share for user in author.user_ids)
        return is_internal and author != self.partner_id

    def _social_care_is_customer(self, author_id, email_from):
        """Whether a sender is the customer of this ticket."""
        if author_id and author_id == self.partner_id.id:
            return True
        sender = email_normalize(email_from)
        return bool(sender) and sender == email_normalize(self.partner_email)

    def _social_care_is_only_thanks(self, body, author, has_files):
        """Whether a message needs no reply because it only says thanks.

        :param body: its HTML
        :param author: name or address of its author
        :param has_files: whether it has attachments, which may say more
        """
        if has_files or not self.team_id._social_care_is_ignoring_thanks():
            return False
        names = (author, self.user_id.name, self.company_id.name)
        if not is_thanks(extract_new_words(body), names):
            return False
        return self.closed or not self._social_care_has_asked()

    def _social_care_has_asked(self):
        """Whether our last message asks something: “👍” is an answer to that."""
        ours = self.message_ids.filtered(
            lambda message: (
                self._social_care_is_written(message)
                and self._social_care_is_ours(message)
            )
        )
        return bool(ours) and "?" in extract_new_words(ours.sorted("id")[-1].body)

    # -- what it does ----------------------------------------------------------

    def _social_care_take_customer_message(self, message):
        """Process a message of the customer on this ticket, or on a duplicate of it.

        Other addons extend it.

        :param message: ``mail.message`` in sudo, already on its ticket
        """
        self._social_care_leave_archived_team(self._social_care_find_active_team())
        if self.closed:
            self._social_care_reopen()
            self._social_care_notify(self.env._("The customer reopened this ticket"))
        else:
            self._social_care_release_gone_owner()
            self._social_care_follow_question()
        self._social_care_wake()
        self.env["social.care.waiting"]._notify_heard(self)

    def _social_care_take_over(self, tickets):
        """Continue the conversations of other tickets here: who waits there waits here
        now. If somebody does, the ticket is open.

        Other addons extend it.

        :param tickets: ``helpdesk.ticket`` that were merged into this one
        """
        threads = tickets.social_care_thread_ids
        heard = self.env["social.care.mention"].search(
            [("ticket_id", "in", tickets.ids)]
        )
        place = {"ticket_id": self.id, "team_id": self.team_id.id}
        heard.write(place)
        threads.write(place)
        threads._refresh()
        if self.closed and any(threads.mapped("waiting_since")):
            self._social_care_reopen()
        if threads:
            threads._notify_changed(heard)

    def _social_care_quote_from(self, duplicate, message):
        """Note what a customer wrote on a duplicate. The followers of this ticket may
        be others, so it is not sent to them.

        :param duplicate: ``helpdesk.ticket``
        :param message: ``mail.message``
        """
        author = message.author_id.name or message.email_from or ""
        words = self.env._(
            "%(author)s wrote on the duplicate %(ticket)s:",
            author=author,
            ticket=duplicate.display_name,
        )
        self._message_log(
            body=Markup("<p>%s</p><blockquote>%s</blockquote>")
            % (words, extract_new_words(message.body))
        )

    def _social_care_find_original(self):
        """Return the ticket at the end of a chain of duplicates, else this one.

        A chain that leads nowhere (in a circle, to an archived ticket or to one of
        another company) is not followed.
        """
        seen, last = self, self
        while last.duplicate_id - seen:
            last = last.duplicate_id
            seen |= last
        is_alive = last.active and last.company_id == self.company_id
        return last if is_alive and not last.duplicate_id else self

    def _social_care_has_same_customer(self, other):
        """Whether mails of another ticket's customer may be shown to the followers of
        this one.
        """
        own, theirs = (
            self._social_care_get_customer_keys(),
            other._social_care_get_customer_keys(),
        )
        return self == other or not own or not own.isdisjoint(theirs)

    def _social_care_get_customer_keys(self):
        address = email_normalize(self.partner_email or self.partner_id.email)
        return {self.commercial_partner_id.id, address} - {False, None, ""}
