# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..exceptions import StaleReply
from ..tools.folding import fold
from ..tools.measures import count_missing, find_tightest_limit, fits, measure
from ..tools.times import utc_now

# States of replies that are, may be, or are about to be on the network.
SAID = (
    "to_approve",
    "queued",
    "sending",
    "accepted",
    "unknown",
    "unconfirmed",
    "published",
)
# States of replies that the network has for certain. It may still review one that it
# accepted; that one counts as an answer until the network revokes it.
ON_NETWORK = ("accepted", "published")
# Repeating a text within this time counts as a mistake, unless confirmed.
AGAIN = timedelta(minutes=10)


class SocialCareReplyChecks(models.AbstractModel):
    """Check what must hold before a reply goes out: when its author sends it, and again
    right before it is published.
    """

    _name = "social.care.reply.checks"
    _description = "Checks of a Reply"

    # -- what must hold before anything is said --------------------------------

    def _check_sendable(self):
        """Check that this reply may go out now.

        :raise UserError: with the reason why not
        """
        self.ensure_one()
        capabilities = self.thread_id._get_capabilities()
        self._check_content()
        self._check_not_returned()
        self._check_account()
        self._check_capabilities(capabilities)
        self._check_length(capabilities)
        self._check_attachments(capabilities)
        self._check_answerable()
        self._check_window(capabilities)

    def _check_content(self):
        if self.text is False:
            raise UserError(
                self.env._("The text of this reply was erased. Write a new reply.")
            )
        if not self.body.strip() and not self.attachment_ids:
            raise UserError(self.env._("The reply is empty."))

    def _check_account(self):
        account = self.account_id
        if not account.active:
            raise UserError(self.env._("%s is archived.", account.name))
        if account.state == "draft":
            raise UserError(self.env._("%s is not connected.", account.name))
        if account.state == "paused":
            raise UserError(self.env._("%s is paused.", account.name))
        if not account.can_publish:
            raise UserError(
                self.env._(
                    "This is a copied database: publishing is disabled. An "
                    "administrator can allow it on the account %s.",
                    account.name,
                )
            )
        if self.mention_id.deleted_at:
            raise UserError(self.env._("The post was deleted on the network."))
        if self._is_to_erased():
            raise UserError(self.env._("This person was erased."))

    def _is_to_erased(self):
        """Whether the recipient was erased. In a reply to ourselves it is the customer
        of the conversation.
        """
        theirs = self.mention_id.filtered(lambda mention: not mention.is_own)
        return (theirs or self.thread_id).profile_id.erased

    def _check_capabilities(self, capabilities):
        if self.visibility not in capabilities.visibilities:
            raise UserError(
                self.env._(
                    "%(account)s cannot send this kind of reply (%(visibility)s).",
                    account=self.account_id.name,
                    visibility=self.visibility,
                )
            )
        if self.mention_id.private and self.visibility == "public":
            raise UserError(
                self.env._("You cannot reply publicly to a private message.")
            )

    def _check_length(self, capabilities):
        if count_missing(self.text, capabilities):
            raise UserError(
                self.env._(
                    "The reply is too short: %(length)s of at least %(minimum)s "
                    "%(unit)s, including the signature.",
                    length=measure(self.text, capabilities.text_unit),
                    minimum=capabilities.text_minimum,
                    unit=self._get_unit_label(capabilities.text_unit),
                )
            )
        if not fits(self.text, capabilities):
            unit, limit = find_tightest_limit(self.text, capabilities)
            raise UserError(
                self.env._(
                    "The reply is too long: %(length)s of %(limit)s %(unit)s, "
                    "including the signature.",
                    length=measure(self.text, unit),
                    limit=limit,
                    unit=self._get_unit_label(unit),
                )
            )

    def _get_unit_label(self, unit):
        return self.env._("bytes") if unit == "bytes" else self.env._("characters")

    def _check_answerable(self):
        if reason := self.mention_id._explain_cannot_reply():
            raise UserError(reason)

    def _check_window(self, capabilities):
        """Check that the network still accepts a reply of this visibility.

        :raise UserError: otherwise, with what the network accepts instead
        """
        now = fields.Datetime.now()
        opening = self.mention_id._get_opening(capabilities, self.visibility, self)
        if not opening or opening.is_open(now):
            return
        words = self.env._("The reply window of the network is closed.")
        if opening.is_used_up(now):
            words = self.env._(
                "The network accepts no more replies until the customer writes again."
            )
        late = self.mention_id._describe_late_reply(opening)
        raise UserError(f"{words} {late}".strip())

    def _check_alone(self):
        """Check that nobody else is replying in this conversation.

        :raise UserError: if somebody is typing, or another reply is on its way
        """
        holder = self.env["social.care.composer"].sudo()._get_holder(self.thread_id)
        if holder and holder != self.user_id:
            raise UserError(self.env._("%s is replying here.", holder.name))
        others = self.search(
            [
                ("thread_id", "=", self.thread_id.id),
                ("state", "in", ("queued", "sending", "unknown")),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        if others:
            raise UserError(
                self.env._(
                    "A reply of %s in this conversation is being sent. Wait for the "
                    "result.",
                    others.user_id.name,
                )
            )

    def _check_mine(self):
        """Check that the user may act on these replies: their author or a supervisor.

        :raise AccessError: otherwise
        """
        others = self.user_id - self.env.user
        if others and not self.env.user._social_care_is_supervisor():
            raise AccessError(
                self.env._(
                    "Only the author %s or a supervisor can do this.",
                    others[0].name,
                )
            )

    def _is_mine(self):
        own = self.user_id == self.env.user
        return own or self.env.user._social_care_is_supervisor()

    # -- the sender ------------------------------------------------------------

    def _check_sender(self):
        """Check that whoever pressed send may still reply here.

        :raise UserError: otherwise
        """
        sender = self.sent_by_id or self.user_id
        if sender._is_superuser():
            return
        if not sender.active:
            raise UserError(
                self.env._(
                    "The user %s is archived. A supervisor can send this reply.",
                    sender.name,
                )
            )
        if not self._is_answerable_by(sender):
            raise UserError(
                self.env._(
                    "%s can no longer reply in this conversation. A member of its "
                    "team or a supervisor can.",
                    sender.name,
                )
            )

    def _is_answerable_by(self, user):
        """Whether a user may read the conversation, and so reply to it."""
        company = self.company_id
        thread = self.thread_id.with_user(user).with_context(
            allowed_company_ids=company.ids
        )
        return company in user.company_ids and thread.has_access("read")

    # -- the supervisor's word -------------------------------------------------

    def _check_not_returned(self):
        """Check that no supervisor returned this very text. It may go out once it was
        changed, or if a supervisor writes it. To cancel the returned reply, or take it
        back, does not help.

        :raise UserError: otherwise
        """
        returned = self.search(
            [
                ("thread_id", "in", self._get_threads_of_ticket().ids),
                ("state", "in", ("failed", "cancelled")),
                ("error_kind", "=", "returned"),
            ]
        )
        if self._is_of_supervisor():
            returned &= self
        words = self._get_content()
        for reply in returned:
            if reply._get_content() == words:
                raise UserError(
                    self.env._("%s Change the text, then send it.", reply.error_message)
                )

    def _is_of_supervisor(self):
        return self.user_id._social_care_is_supervisor()

    def _get_threads_of_ticket(self):
        return self.thread_id | self.ticket_id.social_care_thread_ids

    def _get_content(self):
        """Return what a reply says, ignoring spaces, capitals and apostrophes: (text,
        checksums of its files).
        """
        files = self.attachment_ids.sudo().mapped("checksum")
        return " ".join(fold(self.body).split()), sorted(files)

    def _note_confirmed(self):
        """Record when a person pressed send, and the newest message they answer."""
        for reply in self:
            reply.write(
                {
                    "confirmed_at": utc_now(),
                    "known_until": reply.thread_id._get_newest_id(),
                }
            )

    def _check_current(self, said_until):
        """Check that the author knows what was said in the conversation meanwhile.

        :param said_until: ``said_until`` of the conversation when the author began to
            write; if it is missing, only a repetition of their own words is refused
        :raise StaleReply: if somebody answered since
        :raise UserError: if somebody is replying at this moment
        """
        if not self._explain_approval():
            self._check_alone()
        said = self.thread_id.reply_ids.filtered(
            lambda r: r.state in SAID and r.confirmed_at and r != self
        )
        if said_until:
            self._check_nothing_said_since(said, datetime.fromisoformat(said_until))
        else:
            self._check_not_said_again(said)

    def _check_nothing_said_since(self, said, seen):
        newer = said.filtered(lambda r: r.confirmed_at > seen).sorted("confirmed_at")
        if newer[-1:].user_id == self.user_id:
            raise StaleReply(self._get_own_reply_words(newer[-1:]))
        if newer:
            raise StaleReply(
                self.env._(
                    "%(name)s replied here at %(time)s: “%(text)s”",
                    name=newer[-1:].user_id.name,
                    time=self._format_local_time(newer[-1:].confirmed_at),
                    text=newer[-1:].body,
                )
            )
        heard = self.thread_id._find_own_from_elsewhere()
        newest = heard.sorted("received_at")[-1:]
        if newest and newest.received_at > seen:
            raise StaleReply(
                self.env._(
                    "A reply was posted on the network: “%s”", newest.text or "…"
                )
            )

    def _check_not_said_again(self, said):
        words, since = self._get_content(), utc_now() - AGAIN
        for reply in said.filtered(lambda r: r.user_id == self.user_id):
            if reply.confirmed_at > since and reply._get_content() == words:
                raise StaleReply(self._get_own_reply_words(reply))

    def _get_own_reply_words(self, reply):
        return self.env._(
            "You already replied here at %(time)s: “%(text)s”",
            time=self._format_local_time(reply.confirmed_at),
            text=reply.body,
        )

    def _format_local_time(self, moment):
        local = fields.Datetime.context_timestamp(
            self.with_user(self.user_id), moment.replace(microsecond=0)
        )
        return local.strftime("%H:%M")

    def _check_deletable(self):
        if not self.external_id:
            raise UserError(
                self.env._(
                    "The network gave no ID for this reply. Delete it on the network."
                )
            )

    def _check_not_overtaken(self):
        """Check that nobody else's reply was published since the person pressed send.

        :raise UserError: otherwise
        """
        overtaking = self.search(
            [
                ("thread_id", "=", self.thread_id.id),
                ("state", "in", ON_NETWORK),
                ("user_id", "!=", self.user_id.id),
                "|",
                ("published_at", ">=", self.confirmed_at),
                ("accepted_at", ">=", self.confirmed_at),
            ]
            # The search ignores fractions of a second.
        ).filtered(lambda reply: reply._get_said_at() > self.confirmed_at)[:1]
        if overtaking:
            raise UserError(
                self.env._(
                    "%s replied in the meantime. Read the conversation, then send "
                    "again if your reply still fits.",
                    overtaking.user_id.name,
                )
            )
