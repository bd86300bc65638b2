# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import json
import logging
import uuid

from odoo import api, models

from ..tools import http
from ..tools.capabilities import Capabilities
from ..tools.nesting import prune
from ..tools.sanitize import sanitize_event
from ..tools.values import Event, Fetched, Finding

_logger = logging.getLogger(__name__)


class SocialCareConnector(models.AbstractModel):
    """Base of the connectors: everything that is known about one network's API.

    A network's addon inherits this model as ``social.care.connector.<network>`` and
    adds the code of the network to the selection ``social.care.account.network``.
    Nothing else has to be edited.

    What only some networks know of replies, such as reviews of what we say and
    publishing in two steps, is in ``social.care.connector.replying``.

    Every method runs in sudo, and so do the records that it gets. Times are naive UTC
    datetimes. Whatever goes wrong is raised as one of the errors of ``tools/errors.py``
    and never hidden: the core decides what each of them means.
    """

    _name = "social.care.connector"
    _inherit = [
        "social.care.app.connector",
        "social.care.connector.calls",
        "social.care.connector.oauth",
        "social.care.connector.replying",
        "social.care.connector.moderation",
    ]
    _description = "Social Care Connector"

    def _make_unwritten(self, name):
        """Return the error of a method that the connector has to write: always
        ``_connect``, ``_make_event`` and ``_parse``, others where its capabilities
        offer what they do.
        """
        return NotImplementedError(f"{self._name} has no {name}")

    # -- what the network is ---------------------------------------------------

    @api.model
    def _list_networks(self):
        """Return (code, label) of the networks whose connectors are installed."""
        networks = self.env["social.care.account"]._fields["network"]
        return networks._description_selection(self.env)

    def _get_network_name(self):
        """Return the name of the network as people know it.

        :return: str; by default the label of the network in the selection of accounts
        """
        labels = dict(self._list_networks())
        return labels[self._name.rsplit(".", 1)[1]]

    def _get_scope(self, account):
        """Return the space in which the network's IDs are unique.

        :param account: ``social.care.account``, one record
        :return: str without ``#``; the code of the network by default. A network on
            which every server numbers for itself adds the host.
        """
        return account.network

    def _get_profile_scope(self, account):
        """Return the space in which the IDs of people are unique.

        Narrower than that of posts where a network numbers people anew for each page,
        business or channel.

        :param account: ``social.care.account``, one record
        :return: str without ``#``; the scope of posts by default
        """
        return self._get_scope(account)

    def _get_capabilities(self, account):
        """Return what the account can do; the screens offer nothing else.

        :param account: ``social.care.account``, one record
        :return: ``tools.capabilities.Capabilities``; by default it can do nothing
        """
        return Capabilities()

    def _get_channel(self):
        """Return the channel of tickets that come from this network.

        :return: ``helpdesk.ticket.channel``, one record or none
        """
        return self.env["helpdesk.ticket.channel"]

    # -- connecting ------------------------------------------------------------

    def _get_credentials(self, account):
        """Return what a person enters to connect, in the order of the screen.

        :param account: ``social.care.account``; not stored yet in the connect wizard
        :return: list of ``tools.values.Credential``
        """
        return []

    def _connect(self, account):
        """Log in.

        :param account: ``social.care.account`` with the credentials that were entered
        :return: dict of values for the account: ``external_id`` (our own ID on the
            network), ``handle``; ``tokens`` (``tools.oauth.Tokens``) if the network
            issued them for other credentials than those of OAuth 2; ``webhook_secret``
            if one has to be made for the network. A secret that is made here is shown
            to the administrator once, if ``_get_credentials`` names ``webhook_secret``
        :raise AuthorizationLost: if the network does not accept the credentials
        :raise ConnectorError: if it cannot be reached or refuses
        """
        raise self._make_unwritten("_connect")

    def _check_login(self, account):
        """Ask the network whether our login still works, with a call that needs nothing
        but the login (“who am I”).

        *Check* says so on the account. It is also asked when a reply or a moderation
        was forbidden (``tools.errors.Forbidden``, 403): if the login works, only that
        request fails; otherwise the account is marked as failing.

        :param account: ``social.care.account``, one record
        :return: True if it works; None where the network cannot be asked
        :raise AuthorizationLost: if the network does not accept the login any more
        :raise ConnectorError: if it cannot be reached or refuses
        """
        return None

    def _get_default_streams(self, account):
        """Return the streams that a new account starts with.

        :param account: ``social.care.account``, one record
        :return: list of dicts of values for ``social.care.stream``, without the account
        """
        return []

    def _diagnose(self, account):
        """Ask the network how the connection is.

        :param account: ``social.care.account``, one record
        :return: list of ``tools.values.Finding``, each with the way to fix it
        :raise ConnectorError: if the network cannot be asked; shown as a finding
        """
        return []

    def _diagnose_setup(self, account):
        """Check what was entered, as soon as the account is connected.

        The network is not asked.

        :param account: ``social.care.account``, one record
        :return: list of ``tools.values.Finding``
        """
        return []

    def _get_listening_reason(self, account):
        """Explain why nobody can reply through this account.

        Asked where its capabilities have no ``visibilities``.

        :param account: ``social.care.account``, one record
        :return: str, one sentence for agents
        """
        return self.env._("This account can only listen.")

    def _diagnose_own_address(self, account):
        """Check whether a network that pushes can reach this server.

        :param account: ``social.care.account``, one record
        :return: list of ``tools.values.Finding``
        """
        base = account.get_base_url()
        is_secure = base.startswith("https://")
        if "webhook" not in self._get_capabilities(account).transports or (
            is_secure and not http.explain_refusal(base, frozenset())
        ):
            return []
        return [
            Finding(
                "warning",
                self.env._(
                    "The webhook address begins with %s, which an external network "
                    "cannot reach securely.",
                    base,
                ),
                self.env._(
                    "Set the system parameter web.base.url to the public https:// "
                    "address of this server, and web.base.url.freeze to True. Not "
                    "needed for a tool inside your own network."
                ),
            )
        ]

    # -- inbound ---------------------------------------------------------------

    def _fetch_items(self, stream, cursor):
        """Poll once, in a bounded time.

        May overlap with the poll before: repetitions are dropped by the database.

        :param stream: ``social.care.stream``, one record
        :param cursor: dict as the last poll returned it, empty at first
        :return: ``tools.values.Page`` with the items as they came
        :raise ConnectorError: what came before is kept, and polling goes on later
        """
        raise self._make_unwritten("_fetch_items")

    def _make_event(self, account, item):
        """Make the event of one item of a webhook or a poll.

        :param account: ``social.care.account``, one record
        :param item: as ``_split_by_account`` or ``_fetch_items`` returned it
        :return: ``tools.values.Event``; of kind ``unknown`` where it has no meaning
        :raise Exception: any; the item is kept as an event of kind ``unreadable``
        """
        raise self._make_unwritten("_make_event")

    def _parse(self, account, payload, kind):
        """Read the meaning of one event.

        Depends on its arguments alone: it neither reads records nor calls the network.
        The result passes ``tools.sanitize`` before anything works with it.

        :param account: ``social.care.account``, one record
        :param payload: ``Event.payload`` as ``_make_event`` made it
        :param kind: ``Event.kind``
        :return: ``tools.values.Post``, ``Deletion``, ``Receipt`` or ``Unknown``
        :raise Unreadable: with words for the administrator of the tool that sent it
        :raise Exception: any other; fails this one event, which keeps its payload and
            can be replayed
        """
        raise self._make_unwritten("_parse")

    def _get_post_kinds(self):
        """Return the codes of the declared kinds of posts, for ``Post.kind``.

        Another addon adds one with ``selection_add`` on ``social.care.mention.kind``.

        :return: list of str
        """
        return self.env["social.care.mention"]._get_kinds()

    def _check_alive(self, account, external_ids):
        """Find posts that the network does not have any more.

        :param account: ``social.care.account``, one record
        :param external_ids: list of IDs of posts that we heard
        :return: set of those that are gone for good; None where the network cannot be
            asked
        :raise ConnectorError: nothing is taken for gone
        """
        return None

    def _find_by_handle(self, account, handle):
        """Ask the network who has a handle now.

        :param account: ``social.care.account``, one record
        :param handle: in lower case, without ``@``
        :return: ``tools.values.Author``; False if nobody has it; None where the
            network cannot be asked
        :raise ConnectorError: if the network cannot tell now; it is asked again later
        """
        return None

    # -- inbound, as the core calls it -----------------------------------------

    def _fetch(self, stream, cursor):
        """Poll once and make the events of what was listed.

        :return: ``tools.values.Fetched``
        :raise ConnectorError: as ``_fetch_items`` does
        """
        page = self._fetch_items(stream, cursor)
        events = self._make_events(stream.account_id, page.items)
        return Fetched(events, page.cursor, page.more)

    def _make_events(self, account, items):
        """Make an event of each item.

        An item that the connector cannot read is kept: it neither hides those beside it
        nor comes back with the next poll.
        """
        return [self._make_event_safely(account, item) for item in items]

    def _make_event_safely(self, account, item):
        try:
            return sanitize_event(self._make_event(account, item))
        except NotImplementedError:
            raise
        except Exception:
            # A stranger may have made it; a connector cannot foresee everything.
            _logger.info("Account %s: unreadable notice", account.id, exc_info=True)
        notice = prune(item)
        text = json.dumps(notice, sort_keys=True, default=str)
        digest = hashlib.sha256(text.encode()).hexdigest()
        return Event(digest, "unreadable", payload={"notice": notice})

    # -- outbound --------------------------------------------------------------

    def _make_record_key(self):
        """Make the idempotency key of a reply, by which it can be found again.

        :return: str, unique
        """
        return uuid.uuid4().hex

    def _publish(self, reply):
        """Publish a reply.

        :param reply: ``social.care.reply``; ``_get_text_to_publish()`` is the text with
            the signature, ``record_key`` the idempotency key,
            ``_get_parent_external_id()`` the ID of the message that is answered,
            ``thread_id.external_id`` the ID of the conversation, ``visibility`` is
            ``public`` or ``private``; ``attachment_ids`` are the files, each with
            ``raw`` (bytes), ``mimetype`` and ``name``, within the limits of the
            capabilities
        :return: ``tools.values.Published`` with the ID that the network gave
        :raise NotPrepared: ``reply.container_id`` is gone; it is prepared anew
        :raise Rejected: the network refused; it is not tried again
        :raise RecipientUnavailable: as ``Rejected``, for what concerns the recipient
            alone
        :raise AuthorizationLost: as ``Rejected``, and the account is marked as failing
        :raise Forbidden: as ``AuthorizationLost``, unless ``_check_login`` says that
            the login works: then as ``Rejected``
        :raise RateLimited: it surely was not published; tried again at ``until``
        :raise Temporary: it surely was not published; tried again with growing pauses
        :raise Ambiguous: it may have been published; ``_find_published`` is asked first
        """
        raise self._make_unwritten("_publish")

    def _find_published(self, reply):
        """Ask the network whether it has a reply.

        Not called where the capabilities lack ``can_find``.

        A network that takes an idempotency key is asked for ``reply.record_key``. On
        one without, look among the answers to ``_get_parent_external_id()`` for a post
        of ours with the very text; compare as the network stores it (trimmed, links
        shortened), and take none that another reply has as its ``external_id``. Return
        False only if the list reaches back to ``reply.sending_at`` and cannot lag;
        otherwise raise ``Temporary``. Where not even that can be told, leave out
        ``can_find``: a person is asked then.

        :param reply: ``social.care.reply``, one record
        :return: ``tools.values.Published``; False where it surely is not there
        :raise ConnectorError: if the network cannot tell now; it is asked again later
        """
        raise self._make_unwritten("_find_published")

    def _delete(self, account, external_id):
        """Delete a post of ours on the network.

        :param account: ``social.care.account``, one record
        :param external_id: ID that the network gave to the post
        :raise Rejected: if the network refuses
        :raise ConnectorError: if it cannot be reached; the author of the reply is told
        """
        raise self._make_unwritten("_delete")
