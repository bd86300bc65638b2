# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import time
from dataclasses import dataclass, field

from odoo.addons.social_care.tools.values import Answer

from .outgoing import OutgoingRequests

PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Notice:
    """One thing that happened on the network.

    ``external_id`` is the post's id there, ``kind`` one of post, edit, deletion,
    receipt, unknown; ``payload`` is what the network's webhook would carry (a connector
    that only polls leaves it empty).
    """

    external_id: str
    kind: str
    payload: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Challenge:
    """How the network tests the webhook address, and the ``tools.values.Answer`` that
    it wants. With ``raw`` it is a POST of these bytes, with ``headers``
    beside the signature; otherwise a GET with ``params``.
    """

    answer: Answer
    params: dict = field(default_factory=dict)
    raw: bytes | None = None
    headers: dict = field(default_factory=dict)


class NetworkFixture:
    """What a connector's tests tell the contract about their network."""

    #: The signature covers the body, so that a changed one is refused. Without it the
    #: network sends a constant secret, as Telegram and VK do.
    signs_body = True
    #: The signature covers a time, so that an old notice is refused. Without it, only
    #: the IDs of notices protect from repetitions.
    signs_time = True
    #: A request of the webhook can carry several notices. Without it, the contract
    #: pushes each in a request of its own.
    sends_batches = True
    #: Customers can change what they posted.
    has_edits = True
    #: There are direct messages.
    has_private = True
    #: Customers can post what we may read but not answer.
    has_closed_posts = False
    #: The network reviews replies, or revokes them later.
    has_reviews = False
    #: The network can give each edit an ID of its own.
    has_renamed_edits = False
    #: A customer can block us, and the network tells when we answer.
    has_blocks = True
    #: Some of the network's words that the author of such a reply reads.
    blocked_words = ""
    #: ``403`` is about a single message, such as a closed topic, and the connector's
    #: ``_check_login`` says afterwards that the login works: the account stays
    #: connected. Without it, ``403`` means that our access lacks a permission.
    forbids_single_messages = False

    def make_account(self):
        """Return a connected account that listens with a stream in stage ``routed``.

        ``self.team`` is there for its ``team_id``. Called once per test. Reply windows
        that depend on settings of the account are set, so that they are tested. A
        stand-in on loopback has to be allowed by name, in the system parameter
        ``social_care.allowed_private_hosts`` (``127.0.0.1:port``).
        """
        raise NotImplementedError

    def customer_posts(self, text, parent=None, private=False):
        """Somebody says ``text`` to us, in answer to the Notice ``parent``."""
        raise NotImplementedError

    def customer_posts_closed(self, text):
        """Somebody says ``text`` to us that we may read but not answer."""
        raise NotImplementedError

    def customer_edits(self, notice, text):
        """The same person changes what they said. Return a Notice of kind edit."""
        raise NotImplementedError

    def rename_edits(self):
        """From now on the network gives each edit an ID of its own."""
        raise NotImplementedError

    def customer_deletes(self, notice):
        """The same person takes it back. Return a Notice of kind deletion."""
        raise NotImplementedError

    def strange_notice(self):
        """Return a Notice of a kind that the connector does not know (webhook)."""
        raise NotImplementedError

    def broken_notice(self):
        """Return a Notice of a known kind that makes no sense (webhook)."""
        raise NotImplementedError

    def item_of(self, notice):
        """The item of a webhook or a poll that tells of ``notice``, as it comes."""
        return notice.payload

    def renumber(self, item, number):
        """``item``, spoiled as it is, as one about another post, if it still tells
        about which. Override it where the ID is not the text ``id`` of the item: the
        contract fails if a good item stays as it is."""
        if isinstance(item.get("id"), str):
            item["id"] += f"-{number}"
        return item

    def sign(self, raw, at=None):
        """Headers with which the network signs ``raw``, as of unix time ``at``.

        ``raw`` can be any bytes, not only what ``encode`` returned: the contract also
        signs bodies that are cut, spoiled or no JSON.
        """
        raise NotImplementedError

    def headers_for(self, items):
        """Headers beside the signature that tell of these items, such as the name of an
        event. Items are as ``item_of`` returns them, or spoiled: anything may be inside
        them."""
        return {}

    def encode(self, notices):
        """The body in which the network's webhook carries these notices."""
        return self.encode_items([self.item_of(notice) for notice in notices])

    def encode_items(self, items):
        """The body in which the network's webhook carries these items, which are as
        ``item_of`` returns them, or spoiled: anything may be inside them."""
        return json.dumps(items).encode()

    def encode_for(self, notices):
        """The body that carries notices for several accounts of one app: {key of an
        account: [Notice]}. Where the capabilities have ``shares_app``."""
        raise NotImplementedError

    def challenges(self):
        """The ``Challenge`` s with which the network tests the webhook address."""
        return []

    def end_subscription(self):
        """The network stops pushing without a word. Where ``_check_subscription`` can
        tell."""
        raise NotImplementedError

    def script_failure(self, kind):
        """Let the next publishing fail: 400, 401, 403, 429, 500, blocked, lost_answer.

        Each is answered with the body that the network really sends, whatever its
        status: ``401`` means that our access ended, ``403`` that it lacks a permission
        or, with ``forbids_single_messages``, that this message is forbidden,
        ``blocked`` that the customer blocked us. ``lost_answer`` means that the network
        takes the post and its answer never arrives. All that comes after the next
        publishing works again.

        Also ``pending`` where the network reviews replies: it accepts the next one and
        does not publish it yet. Where replies are published in two steps, ``upload``
        lets the answer to the first step get lost, ``expired`` lets the network forget
        what it prepared.
        """
        raise NotImplementedError

    def review(self, external_id, verdict, reason):
        """The network decides about a reply of ours: ``published`` or ``revoked``.

        Return a Notice of kind receipt; None if the network does not tell it.
        """
        raise NotImplementedError

    def answer_in_two_steps(self):
        """Return a queued reply that the network publishes in two steps."""
        return self.answer()

    def customer_posts_for_moderation(self, code):
        """Somebody says something to us about which the action ``code`` is allowed."""
        return self.customer_posts("Your shop is a disgrace")

    def script_moderation_failure(self, code, kind):
        """Let the next moderation of ``code`` fail as ``script_failure`` says."""
        self.script_failure(kind)

    def find_moderation(self, mention, code, is_done):
        """Codes of what the network itself says is done about a mention and its author.

        ``is_done`` says what is expected of ``code``, for a network that takes a while.
        """
        raise NotImplementedError

    def published_texts(self):
        """Texts that stand on the network in our account's name."""
        raise NotImplementedError


class ContractCase(OutgoingRequests, NetworkFixture):
    """Ground of all parts of the contract: an account, a team, ways to be told."""

    # Odoo's own runner takes inherited tests only from classes that say so
    allow_inherited_tests_method = True

    def setUp(self):
        super().setUp()
        self.set_up_account()

    def set_up_account(self):
        self.prepare()

    def prepare(self):
        self.team = self.env["helpdesk.ticket.team"].create({"name": "Contract"})
        self.account = self.make_account()

    @property
    def connector(self):
        return self.account._get_connector()

    @property
    def app(self):
        return self.account.sudo().app_id

    @property
    def capabilities(self):
        return self.connector._get_capabilities(self.account)

    def require(self, holds, what):
        if not holds:
            self.skipTest(f"{self.account.network} has no {what}")

    def require_webhook(self):
        self.require("webhook" in self.capabilities.transports, "webhook")

    # ------------------------------------------------------------------
    # Being told
    # ------------------------------------------------------------------
    def hear(self, *notices):
        """Everything up to the ticket, for each notice in this very order."""
        for notice in notices:
            self.bring(notice)
            self.ingest()

    def bring(self, notice):
        """Bring a notice the way the network does: push it, or let it be found."""
        if "webhook" in self.capabilities.transports:
            self.assertLess(self.push([notice]).status_code, 300)
        elif notice.kind == "deletion":
            self.account._reconcile()
        else:
            self.store(*self.find(notice))

    def push(self, notices):
        """Push notices; return the first answer that refuses, else the last one."""
        requests = [self.make_request(part) for part in self.batch(notices)]
        return self.push_all(requests)

    def push_items(self, items):
        """As ``push``, for items that may be spoiled."""
        requests = [
            (self.encode_items(part), self.headers_for(part))
            for part in self.batch(items)
        ]
        return self.push_all(
            [(raw, {**headers, **self.sign(raw)}) for raw, headers in requests]
        )

    def batch(self, things):
        return [things] if self.sends_batches else [[thing] for thing in things]

    def push_all(self, requests):
        answers = [self.push_raw(raw, headers) for raw, headers in requests]
        refused = [answer for answer in answers if answer.status_code >= 300]
        return (refused or answers[-1:])[0]

    def make_request(self, notices, **kwargs):
        """Body and headers with which the network sends notices."""
        raw = self.encode(notices)
        headers = self.headers_for([self.item_of(notice) for notice in notices])
        return raw, {**headers, **self.sign(raw, **kwargs)}

    def push_raw(self, raw, headers):
        headers = {"Content-Type": "application/json", **headers}
        return self.url_open(self.webhook_path, data=raw, headers=headers)

    @property
    def webhook_path(self):
        return f"/social_care/webhook/{self.app.webhook_token}"

    def find(self, notice):
        """The events of a notice as polling finds them, waiting for the network."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for stream in self.account.stream_ids:
                events = self.connector._fetch(stream, {}).events
                found = [e for e in events if e.external_id == notice.external_id]
                if found:
                    return stream, found
            time.sleep(0.5)
        self.fail(f"the network never showed {notice}")

    def store(self, stream, events):
        store = self.env["social.care.event"]._store
        return store(self.account, stream, events, "poll")

    def ingest(self):
        self.env.flush_all()
        self.env["social.care.event"]._ingest_batch()

    # ------------------------------------------------------------------
    # What came of it
    # ------------------------------------------------------------------
    def mention(self, notice):
        return self.env["social.care.mention"].search(
            [
                ("account_id", "=", self.account.id),
                ("external_id", "=", notice.external_id),
            ]
        )

    def events(self, notice):
        return self.env["social.care.event"].search(
            [
                ("account_id", "=", self.account.id),
                ("external_id", "=", notice.external_id),
            ]
        )

    def all_events(self):
        domain = [("account_id", "=", self.account.id)]
        return self.env["social.care.event"].search(domain)
