# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import json
import logging
import uuid

from odoo import fields, models

from ..tools import errors, http
from ..tools.capabilities import Capabilities
from ..tools.nesting import prune
from ..tools.sanitize import sanitize_event
from ..tools.values import Event, Fetched, Finding, Page

_logger = logging.getLogger(__name__)


class SocialCareConnector(models.AbstractModel):
    """All that is known about one network's API.

    A network's addon inherits this model as ``social.care.connector.<network>``,
    adds its code to the selection ``social.care.account.network`` and edits nothing
    else. Methods get ``account`` (or a record that has one) in sudo. Whatever goes
    wrong is raised as one of the errors in ``tools/errors.py``, never hidden: the
    core decides what each means.
    """

    _name = "social.care.connector"
    _description = "Social Care Connector"

    # -- what the network is ---------------------------------------------------

    def _get_network_name(self):
        """Name for people; the selection's label unless it is a brand of its own."""
        selection = self.env["social.care.account"]._fields["network"]
        labels = dict(selection._description_selection(self.env))
        return labels[self._name.rsplit(".", 1)[1]]

    def _get_scope(self, account):
        """One word for the space in which external ids are unique.

        The network's code where there is one such space, code and host where every
        server numbers for itself.
        """
        return account.network

    def _get_capabilities(self, account):
        """What this account can do, as ``Capabilities``; nothing by default."""
        return Capabilities()

    def _get_channel(self):
        """The ``helpdesk.ticket.channel`` of tickets that come from here."""
        return self.env["helpdesk.ticket.channel"]

    # -- connecting ------------------------------------------------------------

    def _get_credential_fields(self):
        """Names of the account's fields that the connect wizard asks for."""
        return []

    def _connect(self, account):
        """Log in and return values for the account (external_id, handle, …)."""
        return {}

    def _get_default_streams(self, account):
        """Values of the streams that a new account starts with."""
        return []

    def _diagnose(self, account):
        """Findings (``values.Finding``) on the connection, each with its fix."""
        return []

    def _diagnose_setup(self, account):
        """Findings on what was entered, told as soon as the account is connected.

        :return: list of ``values.Finding``; the network is not asked for them
        """
        return []

    def _get_listening_reason(self, account):
        """Why this account can only listen, in words; asked where its capabilities
        have no ``visibilities``."""
        return self.env._("This account can only listen.")

    def _diagnose_own_address(self, account):
        """Findings on whether the network can reach this server, where it pushes."""
        base = account.get_base_url()
        is_secure = base.startswith("https://")
        if "webhook" not in self._get_capabilities(account).transports or (
            is_secure and not http.refusal(base, frozenset())
        ):
            return []
        return [
            Finding(
                "warning",
                self.env._(
                    "The webhook address begins with %s, which a network outside "
                    "cannot reach safely.",
                    base,
                ),
                self.env._(
                    "Set the system parameter web.base.url to the public https:// "
                    "address of this server, and web.base.url.freeze to True. A tool "
                    "inside your own network may do without."
                ),
            )
        ]

    # -- inbound ---------------------------------------------------------------

    def _answer_challenge(self, account, params):
        """Answer to a network that tests the address by GET, None to refuse."""
        return None

    def _verify_webhook(self, account, headers, raw):
        """Raise ``Rejected`` unless ``raw`` was surely sent by the network.

        ``headers`` has lower-case names, ``raw`` is the body as it came. Refuses by
        default, and must refuse where the account has no secret.
        """
        raise errors.Rejected("This network has no webhooks.")

    def _split_webhook_items(self, account, payload):
        """List of the single notices in a webhook's JSON, each as it came."""
        return []

    def _fetch_items(self, stream, cursor):
        """One bounded poll after ``cursor`` (a dict, empty at first).

        Returns a ``values.Page`` of items as they came; overlap as the network needs,
        repetitions cost nothing.
        """
        return Page([], cursor)

    def _make_event(self, account, item):
        """The ``values.Event`` of one item of a webhook or a poll.

        What is not understood becomes an event of kind ``unknown``. Any exception
        concerns this one item, which is kept as ``unreadable`` with its reason.
        """
        raise errors.Unreadable("This network sends nothing.")

    def _parse(self, account, payload, kind):
        """Meaning of an event: Post, Deletion, Receipt or Unknown.

        A function of its arguments alone: no database, no network. ``Unreadable``
        tells the tool's administrator what is wrong. Any exception fails this one
        event, which keeps its payload and can be replayed. What is returned passes
        ``tools.sanitize`` before anything works with it.
        """
        return None

    def _get_post_kinds(self):
        """Return the codes of the declared kinds of posts, for ``Post.kind``.

        Another addon adds one with ``selection_add`` on ``social.care.mention.kind``.

        :return: list of str
        """
        return self.env["social.care.mention"]._get_kinds()

    def _check_alive(self, account, external_ids):
        """The set of ``external_ids`` that are gone from the network, None where
        the network cannot be asked."""
        return None

    # -- inbound, as the core calls it -----------------------------------------

    def _split_webhook(self, account, payload):
        """List of ``values.Event`` in a webhook's JSON."""
        return self._make_events(account, self._split_webhook_items(account, payload))

    def _fetch(self, stream, cursor):
        """One bounded poll after ``cursor``, as ``values.Fetched``."""
        page = self._fetch_items(stream, cursor)
        events = self._make_events(stream.account_id, page.items)
        return Fetched(events, page.cursor, page.more)

    def _make_events(self, account, items):
        """An event for each item: one that a connector chokes on is kept, and neither
        hides those beside it nor comes back with the next poll."""
        return [self._make_event_safely(account, item) for item in items]

    def _make_event_safely(self, account, item):
        try:
            return sanitize_event(self._make_event(account, item))
        except Exception:
            # A stranger may have made it; a connector cannot foresee everything.
            _logger.info("Account %s: unreadable notice", account.id, exc_info=True)
        notice = prune(item)
        text = json.dumps(notice, sort_keys=True, default=str)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return Event(digest, "unreadable", payload={"notice": notice})

    # -- outbound --------------------------------------------------------------

    def _make_record_key(self):
        """Our own key for a reply, by which it can be found again."""
        return uuid.uuid4().hex

    def _publish(self, reply):
        """Say ``reply.text`` on the network and return ``values.Published``."""
        raise errors.Rejected("This network cannot be answered.")

    def _find_published(self, reply):
        """``Published`` where the reply stands on the network, False where it surely
        does not. Raises ``Temporary`` where that cannot be told now. Not asked where
        the capabilities lack ``can_find``."""
        raise errors.Temporary("This network cannot be asked.")

    def _delete(self, account, external_id):
        """Take our post down."""
        raise errors.Rejected("This network cannot delete.")

    # -- calling ---------------------------------------------------------------

    def _make_picture_client(self):
        """HTTP client for pictures, whose addresses strangers choose: the private hosts
        that an administrator allowed are allowed to the account, not to them. Nobody
        waits long for a picture."""
        return http.Client(timeout=(3, 5), whole=10)

    def _make_client(self, account):
        """HTTP client that reaches the public internet and what is allowed by name."""
        return http.Client(
            allowed_private=self._get_allowed_hosts(), **account._get_time_limits()
        )

    def _get_allowed_hosts(self):
        """The "host:port" pairs that may be reached although they are private."""
        parameter = self.env["ir.config_parameter"].sudo()
        allowed = parameter.get_param("social_care.allowed_private_hosts", "")
        return frozenset(host.strip() for host in allowed.split(",") if host.strip())

    def _call(self, account, endpoint, method, url, **kwargs):
        """Send a request within the account's budget for ``endpoint``.

        Returns ``http.Response`` whatever its status: only the connector knows where
        the network put its explanation, and calls ``http.raise_for_status``.

        :raises Slow: in a job that others need, where the server answers slowly
        """
        until = self.env["social.care.budget"]._get_spent_until(account, endpoint)
        if until:
            raise errors.RateLimited(
                self.env._(
                    "%(network)s allows no more calls until %(until)s (UTC).",
                    network=self._get_network_name(),
                    until=fields.Datetime.to_string(until),
                ),
                until,
            )
        account._check_not_slow(http.host_of(url))
        response = self._make_client(account).request(method, url, **kwargs)
        self._note_budget(account, endpoint, response)
        return response

    def _note_budget(self, account, endpoint, response):
        """Store the rate limit that the answer's headers tell, if they do."""
        budget = http.rate_limit(response.headers)
        if budget:
            self.env["social.care.budget"]._note(account, endpoint, *budget)
