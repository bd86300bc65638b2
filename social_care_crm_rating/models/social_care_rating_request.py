# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets
from base64 import urlsafe_b64encode
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import hmac

from odoo.addons.social_care.models.social_care_reply_checks import ON_NETWORK
from odoo.addons.social_care.tools.secret_links import MASK
from odoo.addons.social_care.tools.token import hash_token

from ..tools.link import PATH

# How long a request waits for a conversation in which somebody is writing.
BUSY_PAUSE, LONGEST_BUSY = timedelta(minutes=30), timedelta(days=2)
# Requests whose job was lost are given up after this time.
LOST = timedelta(days=3)
GC_BATCH = 500
ASKED = ("sent", "rated", "expired")


class SocialCareRatingRequest(models.Model):
    """A request to rate the service, sent to a customer in their private conversation.

    The request is a reply like any other: it has an author, is approved where the
    account requires it, and is checked when it is sent. The secret of its link is made
    from the key of this row and that of the database when the reply is published, so
    that no employee can read it anywhere.
    """

    _name = "social.care.rating.request"
    _inherit = ["social.care.rating.answer"]
    _description = "Rating Request"
    _order = "id desc"
    _rec_name = "ticket_id"

    ticket_id = fields.Many2one(
        "helpdesk.ticket", required=True, readonly=True, ondelete="cascade", index=True
    )
    thread_id = fields.Many2one(
        "social.care.thread",
        string="Conversation",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    profile_id = fields.Many2one(
        "social.care.profile",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    account_id = fields.Many2one(related="thread_id.account_id", store=True, index=True)
    company_id = fields.Many2one(related="thread_id.company_id", store=True, index=True)
    team_id = fields.Many2one(
        "helpdesk.ticket.team", readonly=True, ondelete="set null", index=True
    )
    user_id = fields.Many2one(
        "res.users", string="Agent", readonly=True, ondelete="set null", index=True
    )
    reply_id = fields.Many2one(
        "social.care.reply",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    state = fields.Selection(
        [
            ("scheduled", "Scheduled"),
            ("sending", "Being sent"),
            ("sent", "Sent"),
            ("rated", "Rated"),
            ("expired", "Not answered"),
            ("skipped", "Not asked"),
        ],
        required=True,
        readonly=True,
        default="scheduled",
    )
    skip_reason = fields.Selection(
        [
            ("off", "Ratings are off for the team"),
            ("reopened", "The ticket is not closed"),
            ("waiting", "The customer waits for an answer"),
            ("upset", "Angry or urgent"),
            ("recent", "Asked not long ago"),
            ("do_not_contact", "Does not want to be contacted"),
            ("window", "Reply window closed"),
            ("agent", "No agent who may reply"),
            ("busy", "Somebody was replying"),
            ("refused", "Could not be sent"),
            ("cancelled", "Cancelled"),
            ("erased", "Person erased"),
            ("copy", "Copied database"),
        ],
        readonly=True,
    )
    due_at = fields.Datetime(readonly=True)
    sent_at = fields.Datetime(readonly=True)
    expires_at = fields.Datetime(readonly=True)
    rated_at = fields.Datetime(readonly=True)
    rating_id = fields.Many2one(
        "rating.rating", readonly=True, ondelete="set null", index="btree_not_null"
    )
    stars = fields.Integer(readonly=True, aggregator="avg")
    comment = fields.Text(related="rating_id.feedback")
    answer_rate = fields.Float(
        string="Response rate (%)",
        compute="_compute_answer_rate",
        store=True,
        aggregator="avg",
    )
    key = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    token_hash = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)

    _token_unique = models.UniqueIndex("(token_hash)")
    _one_at_a_time = models.UniqueIndex(
        "(ticket_id) WHERE state IN ('scheduled', 'sending')",
        "The customer of this ticket is about to be asked for a rating.",
    )
    _due_idx = models.Index("(due_at) WHERE state = 'scheduled'")
    _expiry_idx = models.Index("(expires_at) WHERE state = 'sent'")

    @api.depends("state")
    def _compute_answer_rate(self):
        for request in self:
            request.answer_rate = 100 if request.state == "rated" else 0

    # -- scheduling ------------------------------------------------------------

    @api.model
    def _schedule(self, tickets):
        """Schedule a request for tickets that were closed, where the team asks for
        ratings and the customer wrote in private.

        :param tickets: ``helpdesk.ticket``
        """
        wanted = tickets.filtered("team_id.social_care_rating")
        known = self.search(
            [("ticket_id", "in", wanted.ids), ("state", "in", ("scheduled", "sending"))]
        ).ticket_id
        for ticket in wanted - known:
            thread = ticket._social_care_find_private_thread()
            if thread:
                self._schedule_in(ticket, thread)

    def _schedule_in(self, ticket, thread):
        hours = thread.company_id.social_care_rating_delay_hours
        request = self.create(
            {
                "ticket_id": ticket.id,
                "thread_id": thread.id,
                "profile_id": thread.profile_id.id,
                "team_id": ticket.team_id.id,
                "user_id": ticket.user_id.id,
                "due_at": fields.Datetime.now() + timedelta(hours=hours),
            }
        )
        request._enqueue(request.due_at)

    def _enqueue(self, eta):
        self.with_delay(
            eta=eta,
            priority=20,
            identity_key=f"social_care.rating.{self.id}.{eta.isoformat()}",
            description=self.env._("Ask for a rating"),
        )._ask()

    def _skip(self, reason):
        """Give up requests that were not sent yet.

        :param reason: value of ``skip_reason``
        """
        waiting = self.filtered(lambda r: r.state in ("scheduled", "sending"))
        waiting.write(
            {
                "state": "skipped",
                "skip_reason": reason,
                "key": False,
                "token_hash": False,
            }
        )

    def _cancel(self, reason):
        """Give up requests, and replies that were not sent yet.

        :param reason: value of ``skip_reason``
        """
        unsent = self.filtered(
            lambda r: not r.reply_id or r.reply_id.state in ("to_approve", "queued")
        )
        unsent._skip(reason)
        for reply in unsent.reply_id:
            reply._transition("cancelled")

    # -- asking ----------------------------------------------------------------

    def _ask(self):
        """Job: ask for the rating, unless something speaks against it."""
        request = self.exists()
        if request.state != "scheduled":
            return
        reason = request._get_refusal()
        if reason:
            request._skip(reason)
        elif request._is_busy():
            request._wait()
        else:
            request._send()

    def _get_refusal(self):
        """Tell why this customer must not be asked now.

        :return: value of ``skip_reason``, '' if they may be asked
        """
        refusals = {
            "erased": self.profile_id.erased or self.profile_id.is_own,
            "off": not self.ticket_id.team_id.social_care_rating,
            "reopened": not self._is_ticket_closed(),
            "waiting": self.thread_id.waiting_since,
            "upset": self.ticket_id._social_care_is_upset(),
            "do_not_contact": self._get_customers().filtered(
                "social_care_do_not_contact"
            ),
            "recent": self._is_recent(),
            "window": self._is_window_closed(),
            "agent": not self._find_author(),
        }
        return next((reason for reason, holds in refusals.items() if holds), "")

    def _is_ticket_closed(self):
        ticket = self.ticket_id
        is_here = self.thread_id.ticket_id == ticket and self.thread_id.private
        return ticket.active and ticket.closed and not ticket.duplicate_id and is_here

    def _get_customers(self):
        """Return the contacts that this person may be, proven or not."""
        return self.profile_id.partner_id | self.profile_id._get_customer()

    def _get_person(self):
        """Return all profiles of this person: those that are proven to be one contact
        of the company.
        """
        customer = self.profile_id._get_customer()
        if not customer:
            return self.profile_id
        others = self.profile_id.search(
            [
                ("partner_id", "=", customer.id),
                ("company_id", "=", self.company_id.id),
                ("link_strength", "=", "proven"),
            ],
            order="id",
        )
        return others | self.profile_id

    def _is_recent(self):
        days = self.company_id.social_care_rating_pause_days
        since = fields.Datetime.now() - timedelta(days=days)
        return any(
            asked and asked > since
            for asked in self._get_person().mapped("social_care_rating_asked_at")
        )

    def _is_window_closed(self):
        """Whether the network accepts no private message to the customer now."""
        mention = self._find_mention()
        capabilities = self.account_id._get_capabilities()
        return not mention or not mention._is_open(capabilities, "private")

    def _find_mention(self):
        """Return the last message of the customer, which the request is sent to."""
        theirs = self.thread_id.mention_ids.filtered(
            lambda m: (
                m.profile_id == self.profile_id
                and not m.is_own
                and not m.is_context
                and not m.deleted_at
            )
        )
        return theirs.sorted(lambda m: (m.effective_at, m.id))[-1:]

    def _find_author(self):
        """Return in whose name the customer is asked: the owner of the ticket, else who
        answered last. They have to be allowed to reply.
        """
        replies = self.ticket_id.social_care_thread_ids.reply_ids
        answered = replies.filtered(lambda r: r.state in ON_NETWORK).sorted("id")
        people = self.ticket_id.user_id | answered[::-1].user_id
        return people.filtered(self._can_reply)[:1]

    def _can_reply(self, user):
        company, thread = self.company_id, self.thread_id.with_user(user)
        return (
            user.active
            and not user._is_superuser()
            and company in user.company_ids
            and thread.with_context(allowed_company_ids=company.ids).has_access("read")
        )

    def _is_busy(self):
        """Whether somebody is replying in the conversation."""
        composers = self.env["social.care.composer"]
        in_flight = self.thread_id.reply_ids.filtered(
            lambda r: r.state in ("to_approve", "queued", "sending", "unknown")
        )
        return bool(in_flight or composers._get_holder(self.thread_id))

    def _wait(self):
        again = fields.Datetime.now() + BUSY_PAUSE
        if again > self.due_at + LONGEST_BUSY:
            self._skip("busy")
        else:
            self._enqueue(again)

    def _send(self):
        """Write the reply and send it in the name of the author."""
        author = self._find_author()
        # Two requests to one person conflict here; the later job is run again.
        self._get_person().social_care_rating_asked_at = fields.Datetime.now()
        self._make_key()
        try:
            with self.env.cr.savepoint():
                self.write(
                    {
                        "state": "sending",
                        "user_id": author.id,
                        "team_id": self.ticket_id.team_id.id,
                        "reply_id": self._create_reply(author).id,
                    }
                )
                self._send_reply(author)
        except (UserError, AccessError):
            self.invalidate_recordset()
            self._skip("refused")

    def _send_reply(self, author):
        reply = self.reply_id.sudo(False).with_user(author)
        reply.with_context(allowed_company_ids=self.company_id.ids).action_send()

    def _create_reply(self, author):
        return self.env["social.care.reply"].create(
            {
                "thread_id": self.thread_id.id,
                "mention_id": self._find_mention().id,
                "user_id": author.id,
                "body": self._get_text(),
                "visibility": "private",
                "is_proactive": True,
            }
        )

    def _get_text(self):
        """Return the text of the request in the language of the customer. The secret of
        the link is masked.
        """
        request = self.with_context(lang=self._get_language())
        return request.env._(
            "How was our service? Please rate it here: %(link)s\n"
            "The link is only for you. It works once, within %(days)s days.",
            link=self._get_link(),
            days=self.company_id.social_care_rating_valid_days,
        )

    def _get_link(self):
        """Return the link to the page, with its secret masked."""
        return f"{self.get_base_url()}{PATH}{MASK}"

    def _get_language(self):
        """Return the code of an installed language: of the contact, the last message or
        the company.
        """
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        tag = (self._find_mention().language or "").replace("-", "_")
        spoken = [code for code in installed if code.split("_")[0] == tag.split("_")[0]]
        wanted = (
            self.profile_id._get_customer().lang,
            *([tag] if tag in spoken else spoken),
            self.company_id.partner_id.lang,
        )
        return next((code for code in wanted if code in installed), "en_US")

    def _follow_reply(self):
        """Follow the state of the replies that ask."""
        for request in self.filtered(lambda r: r.state in ("sending", "skipped")):
            state = request.reply_id.state
            if state == "cancelled":
                request._skip("refused" if request.reply_id.error_kind else "cancelled")
            elif state in ON_NETWORK and request.token_hash:
                request.write(
                    {
                        "state": "sent",
                        "sent_at": fields.Datetime.now(),
                        "expires_at": request._get_expiry(),
                    }
                )

    # -- the secret ------------------------------------------------------------

    def _make_key(self):
        """Draw the secret of this request. Of the link a hash is stored."""
        self.key = secrets.token_hex(16)
        self.write(
            {
                "token_hash": hash_token(self._get_token()),
                "expires_at": self._get_expiry(),
            }
        )

    def _get_expiry(self):
        days = self.company_id.social_care_rating_valid_days
        return fields.Datetime.now() + timedelta(days=days)

    def _get_token(self):
        """Return the secret of the link: 128 bits, made from the key of the database
        and of this row. It is the same whenever the reply is published again.
        """
        digest = hmac(self.env(su=True), self._name, (self.id, self.key))
        return urlsafe_b64encode(bytes.fromhex(digest)[:16]).decode().rstrip("=")

    # -- personal data ---------------------------------------------------------

    def _export(self):
        """Return what the person may know."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        return [
            {
                "asked_at": request.sent_at,
                "rated_at": request.rated_at,
                "state": labels[request.state],
                "stars": request.stars or None,
                "comment": request.comment or None,
            }
            for request in self
        ]

    def _erase(self):
        """Erase what the person wrote and make their links invalid. The stars stay,
        without a name.
        """
        self._cancel("erased")
        self.filtered(lambda r: r.state == "sent").state = "expired"
        self.write({"key": False, "token_hash": False})
        self.rating_id._social_care_erase()

    @api.autovacuum
    def _gc_old(self):
        """Expire requests, give up lost ones, and erase comments older than the
        retention of their account, in batches.

        :return: (number of requests, whether more are left)
        """
        now = fields.Datetime.now()
        expired = self.search(
            [("state", "=", "sent"), ("expires_at", "<", now)], limit=GC_BATCH
        )
        expired.write({"state": "expired", "key": False, "token_hash": False})
        lost = self.search(
            [("state", "=", "scheduled"), ("due_at", "<", now - LOST)], limit=GC_BATCH
        )
        lost._skip("busy")
        old = self.env["social.care.account"]._get_retention_domain("create_date")
        kept = self.search([*old, ("rating_id.feedback", "!=", False)], limit=GC_BATCH)
        kept.rating_id._social_care_erase()
        unasked = self.search([*old, ("state", "=", "skipped")], limit=GC_BATCH)
        unasked.unlink()
        found = (expired, lost, kept, unasked)
        return sum(map(len, found)), any(len(some) == GC_BATCH for some in found)
