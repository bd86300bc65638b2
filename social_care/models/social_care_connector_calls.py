# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..tools import errors, http, rate_limit


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
        :return: ``tools.http.Response`` whatever its status: only the connector knows
            where the network puts its explanation, and calls
            ``tools.http.raise_for_status``
        :raise RateLimited: if the budget of the endpoint is spent
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
        response = self._make_client(account).request(method, url, **kwargs)
        self._note_budgets(account, endpoint, response)
        return response

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
        """
        for budget in self._read_budgets(response):
            self.env["social.care.budget"]._note(account, endpoint, budget)
