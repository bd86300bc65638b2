# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import fields, models

from ..tools import errors, http, rate_limit
from ..tools.daily_budget import get_next_day
from ..tools.downloads import FileClient

_logger = logging.getLogger(__name__)


class SocialCareConnectorCalls(models.AbstractModel):
    """Calls of a connector to its network, within the limits of the network."""

    _name = "social.care.connector.calls"
    _description = "Calls of a Connector"

    def _make_picture_client(self):
        """Return an HTTP client for pictures, whose addresses strangers choose.

        The private hosts that an administrator allowed are allowed to the account, not
        to strangers. Time-outs are short, because nobody waits for a picture.

        :return: ``tools.http.Client``
        """
        return http.Client(timeout=(3, 5), whole=10)

    def _make_file_client(self):
        """Return a client for files of posts, whose addresses strangers choose, too.

        :return: ``tools.downloads.FileClient``
        """
        return FileClient()

    def _fetch_media(self, account, url, client):
        """Download a picture, video or voice message of a post, in a job.

        A network that hands out files by an ID or asks for credentials overrides this.
        The content is checked and drawn anew afterwards, whatever it is.

        :param account: ``social.care.account`` that heard the post, one record
        :param url: address that the post told (``tools.values.Media.url``)
        :param client: ``tools.downloads.FileClient``, bounded in time and size; its
            ``fetch`` takes headers for the host of an address alone
        :return: bytes of the file
        :raise Refused: of ``tools.media``, if the file is gone or not accepted
        :raise Rejected: if the address is private
        :raise Temporary: if a later attempt may succeed
        """
        return client.fetch(url)

    def _make_client(self, account):
        """Return an HTTP client that reaches the public internet and the hosts that an
        administrator allowed by name.

        :param account: ``social.care.account``, one record
        :return: ``tools.http.Client``
        :raise Temporary: if the calls of this job have used up its time
        """
        return http.Client(
            allowed_private=self._get_allowed_hosts(), **account._get_time_limits()
        )

    def _get_allowed_hosts(self):
        """Return the private hosts that may be reached.

        :return: frozenset of ``host:port``
        """
        parameter = self.env["ir.config_parameter"].sudo()
        allowed = parameter.get_param("social_care.allowed_private_hosts", "")
        return frozenset(host.strip() for host in allowed.split(",") if host.strip())

    def _call(self, account, endpoint, method, url, **kwargs):
        """Send a request within the rate limit of an endpoint.

        :param account: ``social.care.account``, one record
        :param endpoint: name of the rate limit on the network
        :param method: HTTP method
        :param url: address with its parameters
        :param kwargs: as ``tools.http.Client.request`` takes them
        :return: ``tools.http.Response`` whatever its status; what an error means is
            for ``_raise_for_answer``, which the connector calls next
        :raise RateLimited: if the budget of the endpoint or of the day is spent
        :raise Slow: in a job that others wait for, if the server answers slowly
        :raise Temporary: if the server cannot be reached
        :raise Ambiguous: if a request that writes broke off in the middle
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
        account._check_not_slow(http.get_host(url))
        self._reserve_cost(account, endpoint, method)
        response = self._make_client(account).request(method, url, **kwargs)
        self._note_budgets(account, endpoint, response)
        return response

    # -- what a call costs -----------------------------------------------------

    def _get_daily_budgets(self):
        """Return the budgets of a day that the network does not tell in headers, like
        YouTube's units or X's price of a call. Administrators see and change them on
        the account.

        :return: list of ``tools.daily_budget.DailyBudget``
        """
        return []

    def _get_cost(self, account, endpoint, method):
        """Return what a call costs, counted before it is made.

        :param account: ``social.care.account``, one record
        :param endpoint: as ``_call`` gets it
        :param method: HTTP method
        :return: dict of codes of ``_get_daily_budgets`` to amounts; empty if the call
            is free
        """
        return {}

    def _reserve_cost(self, account, endpoint, method):
        """Count a call in the daily budgets of an account.

        :raise RateLimited: if one of them does not allow it; until the network's next
            midnight
        """
        costs = self._get_cost(account, endpoint, method)
        spent = costs and self.env["social.care.daily.budget"]._reserve(account, costs)
        if spent:
            until = get_next_day(spent.timezone)
            raise errors.RateLimited(self._explain_spent(spent, until), until)

    def _explain_spent(self, budget, until):
        return self.env._(
            "The daily budget of calls to %(network)s is spent (%(unit)s). It is "
            "renewed at %(until)s (UTC).",
            network=self._get_network_name(),
            unit=budget.label,
            until=fields.Datetime.to_string(until),
        )

    # -- what an answer means --------------------------------------------------

    def _raise_for_answer(self, response):
        """Raise what an answer means, if it is no success.

        :param response: ``tools.http.Response``
        :raise ConnectorError: the refusal that the network named, else the one that
            fits the status (see ``tools.http.raise_for_status``)
        """
        # pylint: disable-next=assignment-from-none
        refusal = self._read_refusal(response)
        if refusal:
            raise refusal
        http.raise_for_status(response, self._read_words(response))

    def _read_refusal(self, response):
        """Read the network's own code of an error, which goes before the status.

        Asked for each answer, also for those with 2xx: some networks answer 200 with an
        error inside. Many say 403 about a single message or person: where a code in
        the body tells, return ``Rejected`` or ``RecipientUnavailable``. Only an error
        that concerns our access may become ``AuthorizationLost``, as the account is
        then marked as failing. Where nothing tells them apart, return None: 403 becomes
        ``Forbidden``, and ``_check_login`` decides.

        :param response: ``tools.http.Response``; ``find_object`` is its JSON. Its
            ``writes`` tells whether an error that leaves the outcome open is
            ``Ambiguous`` or ``Temporary``
        :return: ``ConnectorError`` to raise, with the network's words as the message;
            ``RecipientUnavailable`` for what concerns the recipient alone. None where
            the status says what there is to say
        """
        return None

    def _read_words(self, response):
        """Return the network's explanation of an error, for the one that follows from
        the status.

        :param response: ``tools.http.Response``
        :return: str, '' if there is none
        """
        return ""

    # -- what the network allows -----------------------------------------------

    def _read_budgets(self, response):
        """Read the rate limits that an answer tells.

        A network with headers of its own overrides this, for instance with
        ``tools.rate_limit.read_apple`` or ``read_meta``. A header that makes no sense
        has to tell nothing: the answer counts, whatever its headers are.

        :param response: ``tools.http.Response``
        :return: list of ``tools.rate_limit.Budget``; by default what
            ``tools.rate_limit.read_standard`` finds
        """
        return rate_limit.read_standard(response.headers)

    def _note_budgets(self, account, endpoint, response):
        """Store the rate limits that an answer tells. Those with a suffix get a budget
        of their own, which is asked before each call of the same endpoint.

        A fault in reading them loses no answer: what was asked for may be done.
        """
        try:
            budgets = self._read_budgets(response)
        except Exception:
            _logger.exception("Account %s: rate limits not read", account.id)
            budgets = []
        for budget in budgets:
            self.env["social.care.budget"]._note(account, endpoint, budget)
