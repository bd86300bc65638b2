# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..tools.text import get_web_link
from ..tools.values import Author, Published
from ..tools.versions import make_key
from ..tools.windows import find_last_end, open_window

PLACEHOLDER = "unconfirmed:"
# States of replies that a network counts, or will have counted when it gets another.
COUNTED = ("queued", "sending", "unknown", "unconfirmed", "accepted", "published")


class SocialCareMentionAnswering(models.AbstractModel):
    """Whether a network accepts replies to a mention: at all, in which visibility,
    until when, and how many; and the mentions that our replies are.
    """

    _name = "social.care.mention.answering"
    _description = "Answering of a Mention"

    cannot_reply_reason = fields.Char(
        string="Reason Without Reply",
        readonly=True,
        help="Why the network accepts no reply to this message, as a code or in words.",
    )
    cannot_reply_words = fields.Char(
        string="Cannot Be Answered", compute="_compute_cannot_reply_words"
    )

    @api.depends("cannot_reply_reason", "account_id")
    def _compute_cannot_reply_words(self):
        for mention in self:
            mention.cannot_reply_words = mention._explain_cannot_reply()

    def _explain_cannot_reply(self):
        """Return why the network accepts no reply to this mention.

        :return: str for agents, '' if it accepts replies
        """
        reason = self.cannot_reply_reason
        if not reason:
            return ""
        connector = self.thread_id._get_connector()
        return connector._describe_cannot_reply(self.account_id.sudo(), reason)

    def _get_answered_id(self):
        """Return the ID of this mention that a reply names: that of its newest version.

        :return: str
        """
        return self.answer_external_id or self.external_id

    def _get_reply_until(self, capabilities):
        """Return when the last way to reply to this mention closes, for the newest
        mention of its author in the conversation.

        :param capabilities: ``tools.capabilities.Capabilities`` of the account
        :return: naive UTC datetime; False where there is no limit, or no way at all
        """
        if self.cannot_reply_reason:
            return False
        return find_last_end(
            open_window(
                capabilities.reply_windows.get((self.kind, visibility)),
                self.effective_at,
                0,
            )
            for visibility in self._get_visibilities(capabilities)
        )

    def _get_visibilities(self, capabilities):
        """Return the visibilities that a reply may have: what was private stays so."""
        return [
            visibility
            for visibility in capabilities.visibilities
            if not (self.private and visibility == "public")
        ]

    def _get_opening(self, capabilities, visibility, reply=None):
        """Return what the reply window of this mention allows.

        The window counts from the last message of the same author and kind in the
        conversation.

        :param capabilities: ``tools.capabilities.Capabilities`` of the account
        :param visibility: ``public`` or ``private``
        :param reply: ``social.care.reply`` that is not counted, because it is the one
            to send
        :return: ``tools.windows.Opening``; None where replies are accepted at any time
        """
        window = capabilities.reply_windows.get((self.kind, visibility))
        if not window:
            return None
        last = self._find_last_of_author()
        said = last._count_replies(visibility, reply or self.env["social.care.reply"])
        return open_window(window, last.effective_at, said)

    def _find_last_of_author(self):
        """Return the last message of the author, for a post of ours of any customer."""
        heard = self.thread_id.mention_ids.filtered(
            lambda m: (
                m.kind == self.kind
                and not (m.is_own or m.is_context or m.deleted_at)
                and (self.is_own or m.profile_id == self.profile_id)
            )
        )
        return (heard or self).sorted(lambda m: (m.effective_at, m.id))[-1:]

    def _count_replies(self, visibility, leaving_out):
        """Count our replies to the author since this mention, also those that were
        written on the network itself.
        """
        # Times of sending have no fractions of a second.
        since = self.received_at.replace(microsecond=0)
        replies = (self.thread_id.reply_ids - leaving_out).filtered(
            lambda r: (
                r.visibility == visibility
                and r.state in COUNTED
                and (not r.sending_at or r.sending_at >= since)
                and (r.mention_id.is_own or r.mention_id.profile_id == self.profile_id)
            )
        )
        elsewhere = self.thread_id._find_own_from_elsewhere().filtered(
            lambda m: (
                m.private == (visibility == "private")
                and m.effective_at >= self.effective_at
            )
        )
        return len(replies) + len(elsewhere)

    def _get_panel_openings(self, capabilities):
        """Return what the composer shows of the reply windows, by visibility."""
        openings = {
            visibility: self._get_opening(capabilities, visibility)
            for visibility in self._get_visibilities(capabilities)
        }
        return {
            visibility: {
                "until": fields.Datetime.to_string(opening.until),
                "left": False if opening.left is None else opening.left,
                "late": self._describe_late_reply(opening),
            }
            for visibility, opening in openings.items()
            if opening
        }

    def _describe_late_reply(self, opening):
        """Return what the network accepts once a window is closed, '' for nothing."""
        account = self.account_id.sudo()
        connector = account._get_connector()
        return connector._describe_late_reply(account, opening.takes_after)

    def _is_open(self, capabilities, visibility):
        """Return whether the network accepts a reply of this visibility now.

        :param capabilities: ``tools.capabilities.Capabilities`` of the account
        :param visibility: ``public`` or ``private``
        """
        if self.cannot_reply_reason:
            return False
        opening = self._get_opening(capabilities, visibility)
        return not opening or opening.is_open(fields.Datetime.now())

    # -- our own words ---------------------------------------------------------

    def _note_published(self, reply, published):
        """Link a reply to the mention of our post on the network.

        A poll may have created that mention already, or finds it later: there is one
        record either way. If the network named a post of somebody else, nothing is
        linked. A reply that a person confirmed has no ID of the network and gets a
        placeholder.

        :param reply: ``social.care.reply``, published
        :param published: ``tools.values.Published``
        :return: the mention of our post, or no record
        """
        account = reply.account_id
        if not published.external_id:
            published = Published(f"{PLACEHOLDER}{reply.record_key}")
        known = self._find_by_external_id(account.scope, [published.external_id])
        mention = known.get(published.external_id) or self.create(
            self._get_published_vals(reply, published)
        )
        ours = mention.filtered("is_own")
        ours.reply_id = reply
        (reply.thread_id | ours.thread_id)._refresh()
        return ours

    def _get_published_vals(self, reply, published):
        account, at = reply.account_id, reply._get_said_at()
        author = Author(account.external_id, account.handle or account.name)
        profiles = self.env["social.care.profile"]._find_or_create(account, [author])
        return {
            **self._get_account_vals(account),
            "external_id": published.external_id,
            "parent_external_id": reply.mention_id.external_id,
            "thread_id": reply.thread_id._find_for_published(reply, published).id,
            "profile_id": profiles[account.external_id].id,
            "kind": "direct" if reply.visibility == "private" else "comment",
            "is_own": True,
            "private": reply.visibility == "private",
            "text": reply.text,
            "url": get_web_link(published.url) or False,
            "version": make_key(False, at),
            "state": "context",
            **self._get_time_vals(at, at),
        }

    def _confirm_replies(self):
        """Confirm replies whose publication is in doubt, if these mentions are our
        posts with the same text.
        """
        own = self.filtered(lambda m: m.is_own and not m.reply_id and not m.deleted_at)
        threads = own.thread_id | own.thread_id.ticket_id.social_care_thread_ids
        replies = self.env["social.care.reply"].search(
            [
                ("thread_id", "in", threads.ids),
                ("external_id", "=", False),
                ("state", "in", ("unconfirmed", "published")),
            ]
        )
        for reply in replies:
            for mention in own & reply._find_heard():
                reply.published_mention_id.unlink()
                reply._confirm(Published(mention.external_id, mention.url or ""))

    def _forget_late_answers(self):
        """Erase posts of ours that answer an erased person and arrive later."""
        answers = self.filtered(lambda m: m.is_own and m.parent_external_id)
        for scope, own in answers.grouped("scope").items():
            if self.env["social.care.profile"]._has_erased(scope):
                own._forget_answers_among(scope)

    def _forget_answers_among(self, scope):
        parents = self._find_by_external_id(scope, self.mapped("parent_external_id"))
        for post in self:
            parent = parents.get(post.parent_external_id, self.browse())
            if parent.profile_id.erased:
                post.parent_external_id = parent.external_id
                post._erase(self.env._("(erased)"))
