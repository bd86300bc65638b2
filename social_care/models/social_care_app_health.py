# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ..tools.errors import ConnectorError, Slow
from ..tools.values import Finding

# How long a finding tells that a subscription had died.
RENEWED_LATELY = timedelta(days=7)


class SocialCareAppHealth(models.AbstractModel):
    """Subscribe once an account is connected, then check daily whether the network
    still pushes, and subscribe again if not: many networks end a subscription without
    telling.
    """

    _name = "social.care.app.health"
    _description = "Health of an App"

    subscription_checked_at = fields.Datetime(
        string="Subscription checked", readonly=True, copy=False
    )
    subscription_renewed_at = fields.Datetime(
        string="Subscribed again",
        readonly=True,
        copy=False,
        help="The network had stopped pushing. Earlier notices may be missing.",
    )
    subscription_error = fields.Char(readonly=True, copy=False)

    @api.model
    def _cron_check_subscriptions(self):
        """Enqueue one job for each app that listens."""
        # A few at most: every app of the database.
        apps = self.search([])  # pylint: disable=no-search-all
        apps.filtered(
            lambda app: app._is_pushed_to() and app._is_listening()
        )._enqueue_subscription_check()

    def _start_subscription(self):
        """Subscribe for an account that was just connected, if the network pushes.

        In a job, which runs once the account is committed: the network tests the
        webhook address while it is asked.
        """
        pushing = self.filtered(lambda app: app._is_pushed_to())
        # What is not subscribed yet has not stopped.
        pushing.subscription_checked_at = False
        pushing._enqueue_subscription_check()

    def _is_pushed_to(self):
        return any(
            "webhook" in account._get_capabilities().transports
            for account in self.account_ids
        )

    def _enqueue_subscription_check(self):
        for app in self:
            app.with_delay(
                description=self.env._("Check the subscription of %s", app.name),
                identity_key=f"social_care.subscription.{app.id}",
                channel=app.account_ids[:1]._get_call_channel(),
            )._check_subscription()

    def _is_listening(self):
        """Whether the network may be contacted for an account of this app. A copied
        database would take over the subscription of the original.
        """
        self.ensure_one()
        return any(account._is_listening() for account in self.account_ids)

    def _check_subscription(self):
        """Job: read the subscription back from the network, and subscribe again if it
        is gone.
        """
        self.ensure_one()
        if not self._is_listening():
            return
        if self.account_ids[:1]._is_in_wrong_channel():
            self._enqueue_subscription_check()
            return
        try:
            self.write(self.account_ids._set_deadline(self)._restore_subscription())
        except Slow:
            self._enqueue_subscription_check()
        except ConnectorError as error:
            self.subscription_error = str(error)

    def _restore_subscription(self):
        """Return what to store about the subscription.

        :raise ConnectorError: as the connector raises it
        """
        connector = self._get_connector()
        is_subscribed = connector._check_subscription(self)
        if is_subscribed is None:
            return {}
        now = fields.Datetime.now()
        vals = {"subscription_checked_at": now, "subscription_error": False}
        if not is_subscribed:
            connector._subscribe(self)
            if self.subscription_checked_at:
                vals["subscription_renewed_at"] = now
        return vals

    def _diagnose(self):
        """Return findings on the subscription and the unknown accounts of these apps.

        :return: list of ``tools.values.Finding``
        """
        return [
            finding
            for app in self
            for finding in (*app._diagnose_subscription(), *app._diagnose_unknown())
        ]

    def _diagnose_unknown(self):
        unknown = self.unknown_account_ids
        if not unknown:
            return []
        return [
            Finding(
                "warning",
                self.env._(
                    "The network sends notices to %(app)s for accounts that are not "
                    "connected: %(accounts)s.",
                    app=self.name,
                    accounts=", ".join(unknown.mapped("name")),
                ),
                self.env._(
                    "Press “Connect” beside the account under Configuration / "
                    "Networks / Apps, or archive it to ignore its notices."
                ),
            )
        ]

    def _diagnose_subscription(self):
        if self.subscription_error:
            return [self._report_no_subscription()]
        renewed, now = self.subscription_renewed_at, fields.Datetime.now()
        if renewed and renewed > now - RENEWED_LATELY:
            return [self._report_renewed_subscription()]
        return []

    def _report_no_subscription(self):
        return Finding(
            "error",
            self.env._(
                "Whether %(app)s is still subscribed is not known: %(error)s",
                app=self.name,
                error=self.subscription_error,
            ),
            self.env._(
                "Check the credentials of the app and its webhook address in the "
                "network's developer console, then check the subscription again."
            ),
        )

    def _report_renewed_subscription(self):
        return Finding(
            "warning",
            self.env._(
                "The network had stopped pushing to %(app)s. It was subscribed again "
                "on %(time)s (UTC).",
                app=self.name,
                time=fields.Datetime.to_string(self.subscription_renewed_at),
            ),
            self.env._(
                "Notices from before that time may be missing. If it happens again, "
                "check that this server is reachable at all times."
            ),
        )
