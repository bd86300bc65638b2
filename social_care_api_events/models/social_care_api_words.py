# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import html2plaintext

from odoo.addons.social_care.tools.text import shorten

# Characters of one text: a body of less than 20 kB in any alphabet.
LONGEST_TEXT = 3_000
LONGEST_NAME = 200


class SocialCareApiWords(models.AbstractModel):
    """The words of a notification, read when it is sent, for subscriptions that may
    have them. They are stored nowhere: what was erased meanwhile is not told.
    """

    _name = "social.care.api.words"
    _description = "Words in Notifications"

    @api.model
    def _compose(self, kind, data, user):
        """Return the words of an event, as far as a user may read them.

        Other addons add a method ``_compose_<what>`` for types ``<what>.<happened>``.

        :param kind: code of the type
        :param data: dict of the event
        :param user: ``res.users`` of the subscription
        :return: dict of texts
        """
        compose = getattr(self, f"_compose_{kind.partition('.')[0]}", None)
        words = compose(data, user) if compose else {}
        return {name: text for name, text in words.items() if text}

    @api.model
    def _read(self, model, record_id, user):
        """Return a record in sudo; empty if it is gone or the user may not read it."""
        own = self.env[model].with_user(user)
        own = own.with_context(allowed_company_ids=user.company_ids.ids)
        record = own.browse(record_id or ()).exists()
        return record._filtered_access("read").sudo()

    @api.model
    def _compose_work(self, data, user):
        ticket = self._read("helpdesk.ticket", data["ticket_id"], user)
        who = ticket.social_care_author_name or ticket.partner_name
        return {"title": _cut_name(ticket.name), "customer": _cut_name(who)}

    @api.model
    def _compose_sla(self, data, user):
        return self._compose_work(data, user)

    @api.model
    def _compose_message(self, data, user):
        if data.get("message_id"):
            mention = self._read("social.care.mention", data["message_id"], user)
            profile = mention.profile_id
            who, text = profile.display_name, mention.text
        else:
            mail = self._read("mail.message", data["mail_id"], user)
            who = mail.author_id.name or mail.email_from
            text = html2plaintext(mail.body or "")
        return {"customer": _cut_name(who), "text": shorten(text or "", LONGEST_TEXT)}

    @api.model
    def _compose_reply(self, data, user):
        reply = self._read("social.care.reply", data["reply_id"], user)
        return {"text": shorten(reply.text or "", LONGEST_TEXT)}


def _cut_name(text):
    return shorten(text or "", LONGEST_NAME)
