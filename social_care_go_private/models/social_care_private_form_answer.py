# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.social_care.tools.sanitize import sanitize
from odoo.addons.social_care.tools.token import hash_token
from odoo.addons.social_care.tools.values import Author, Event, Media, Post, Unknown

from .social_care_event import TRANSPORT


class SocialCarePrivateFormAnswer(models.AbstractModel):
    """Methods of the public page: find a form by its link, and take one message, which
    becomes a private message of the customer on the same ticket.
    """

    _name = "social.care.private.form.answer"
    _description = "Answer on a Private Form"

    # -- the page --------------------------------------------------------------

    @api.model
    def _find_by_token(self, token, user):
        """Return the form of a link that can still be used.

        :param token: secret of the link, as anybody may send it
        :param user: ``res.users`` who opens it, also the public user
        :return: one form in sudo, or none, whatever is wrong
        """
        hashed = hash_token(token)
        found = self.sudo().search([("token_hash", "=", hashed)], limit=1)
        is_usable = hashed and found and found._is_usable() and found._is_for(user)
        return found if is_usable else found.browse()

    def _is_usable(self):
        """Whether it takes a message. A copied database takes nothing."""
        return (
            self.state in ("waiting", "sent")
            and self.expires_at > fields.Datetime.now()
            and self.account_id.active
            and self.account_id.can_publish
            and not self.profile_id.erased
        )

    def _is_for(self, user):
        """Whether somebody may write: no employee writes in the name of a customer."""
        return user._is_public() or user._is_portal()

    @api.model
    def _is_taken(self, token, nonce):
        """Whether this very message was taken already: somebody pressed send twice."""
        hashed, answer = hash_token(token), hash_token(nonce)
        taken = [("token_hash", "=", hashed), ("answer_hash", "=", answer)]
        return bool(hashed and answer and self.sudo().search_count(taken, limit=1))

    def _note_opened(self):
        """Record that a browser showed the form. Programs that only fetch the page, as
        networks do for a preview, do not count.
        """
        if not self.opened_at:
            self.opened_at = fields.Datetime.now()
            self.thread_id._notify_changed()

    def _get_language(self):
        return self.mention_id._get_reader_language()

    # -- one message -----------------------------------------------------------

    def _take(self, answer, nonce):
        """Take a message, which succeeds once. It is stored like a notice of a network,
        and read in a moment.

        :param answer: ``tools.answer.Answer`` without problems
        :param nonce: what tells a repetition of this request
        :return: whether the link was still valid
        """
        if not self._use(nonce):
            return False
        self.email = answer.email or False
        thread = self._open_thread()
        files = self._keep_files(answer.files)
        event = Event(
            thread.external_id,
            "post",
            payload={
                "form_id": self.id,
                "text": answer.text,
                "email": answer.email,
                "reference": answer.reference,
                "media": [file._describe() for file in files],
            },
        )
        stream = self.mention_id.stream_id
        self.event_id = self.env["social.care.event"]._store(
            self.account_id, stream, [event], TRANSPORT
        )
        self.thread_id._notify_changed()
        return True

    def _use(self, nonce):
        """Use the link. Raw SQL: atomic, so that of two requests at the same time one
        is refused.
        """
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE social_care_private_form SET state = 'used', "
                "used_at = %(now)s, answer_hash = %(answer)s, key = NULL, "
                "sent_at = COALESCE(sent_at, %(now)s) "
                "WHERE id = %(id)s AND state IN ('waiting', 'sent') "
                "AND expires_at > %(now)s RETURNING id",
                now=fields.Datetime.now(),
                answer=hash_token(nonce) or None,
                id=self.id,
            )
        )
        is_used = bool(self.env.cr.fetchone())
        self.invalidate_recordset()
        return is_used

    def _open_thread(self):
        """Return the private conversation on the ticket of the public one."""
        public = self.thread_id
        return public.create(
            {
                **public._get_account_vals(self.account_id),
                "external_id": f"{TRANSPORT}:{self.id}",
                "profile_id": self.profile_id.id,
                "private": True,
                "ticket_id": public.ticket_id.id,
                "team_id": public.team_id.id,
                "private_form_id": self.id,
            }
        )

    def _keep_files(self, files):
        """Keep files until the media job has them.

        :param files: (name, ``tools.media.File``)
        """
        model = self.env["social.care.private.file"]
        kept = model.create(
            [
                {"form_id": self.id, "name": name, "mimetype": file.mimetype}
                for name, file in files
            ]
        )
        for one, (_name, file) in zip(kept, files, strict=True):
            one._write_content(file.content)
        return kept

    # -- the message -----------------------------------------------------------

    @api.model
    def _parse(self, event):
        """Return what the event of a form means.

        :param event: ``social.care.event`` that ``_take`` stored
        :return: ``tools.values.Post``, or ``Unknown`` if the person was erased
        """
        told = event.payload
        form = self.browse(told["form_id"]).exists()
        if not form or form.profile_id.erased:
            return Unknown(self.env._("The person was erased."))
        kinds = self.env["social.care.mention"]._get_kinds()
        post = Post(
            external_id=event.external_id,
            thread_external_id=event.external_id,
            author=form._make_author(),
            text=form._make_text(told),
            posted_at=event.received_at,
            kind="direct",
            private=True,
            media=tuple(Media(**file) for file in told["media"]),
            cannot_reply_reason="" if told["email"] else "no_email",
        )
        return sanitize(post, kinds)

    def _make_author(self):
        """Return the customer as they are known: the form says nothing of them."""
        profile = self.profile_id
        return Author(
            profile.external_id,
            profile.handle or "",
            profile.name or "",
            url=profile.url or "",
            avatar_url=profile.avatar_url or "",
            followers=profile.followers,
            verified=profile.verified,
        )

    def _make_text(self, told):
        lang = self.company_id.partner_id.lang or self.env.lang
        localized = self.with_context(lang=lang).env
        facts = [
            told["reference"] and localized._("Order number: %s", told["reference"]),
            told["email"] and localized._("Email: %s", told["email"]),
        ]
        return "\n\n".join(filter(None, [told["text"], "\n".join(filter(None, facts))]))
