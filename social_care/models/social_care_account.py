# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import escape

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import errors
from ..tools.text import get_initials
from ..tools.times import subtract_days
from .social_care_account_calls import LISTENING
from .social_care_account_health import FAILED, RANK, REMARKS


class SocialCareAccount(models.Model):
    """Our account on a network: its credentials, its streams, its health."""

    _name = "social.care.account"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "social.care.account.calls",
        "social.care.account.credentials",
        "social.care.account.health",
        "social.care.account.webhook",
        "social.care.account.approval",
    ]
    _description = "Social Care Account"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    network = fields.Selection(selection=[], required=True)
    handle = fields.Char(help="Your handle on the network, without @.")
    external_id = fields.Char(
        string="Network's ID",
        readonly=True,
        copy=False,
        help="Your account's ID on the network.",
    )
    scope = fields.Char(compute="_compute_scope", store=True, index=True)
    profile_scope = fields.Char(compute="_compute_scope", store=True, index=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    team_id = fields.Many2one(
        "helpdesk.ticket.team",
        check_company=True,
        help="Default team for tickets of this account, if neither a rule nor the "
        "stream names one.",
    )
    channel_id = fields.Many2one(
        "helpdesk.ticket.channel",
        compute="_compute_channel_id",
        store=True,
        readonly=False,
        help="Channel of the tickets that come from this account.",
    )
    state = fields.Selection(
        [
            ("draft", "Not connected"),
            ("connected", "Connected"),
            ("failing", "Failing"),
            ("paused", "Paused"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    error_kind = fields.Char(readonly=True, copy=False)
    status_message = fields.Char(readonly=True, copy=False)
    stream_ids = fields.One2many("social.care.stream", "account_id")
    service_url = fields.Char(
        string="Server address",
        groups="social_care.group_social_care_manager",
        help="Address of the network's API, for networks with more than one server.",
    )
    username = fields.Char(copy=False, groups="social_care.group_social_care_manager")
    password = fields.Char(string="App password", copy=False, groups=fields.NO_ACCESS)
    signature_template = fields.Char(
        string="Signature",
        default="^{initials}",
        help="Appended to every reply. Use {initials} and {name} for the agent, "
        "{account} for this account. Leave empty for no signature.",
    )
    retention_days = fields.Integer(
        string="Retention (days)",
        help="Texts and raw events older than this are erased. Set 0 to keep them.",
    )
    is_polled = fields.Boolean(
        compute="_compute_network_uses",
        compute_sudo=True,
        help="Whether the network can be polled.",
    )
    has_webhook = fields.Boolean(
        compute="_compute_network_uses",
        compute_sudo=True,
        help="Whether the network pushes notices.",
    )
    shares_app = fields.Boolean(
        compute="_compute_network_uses",
        compute_sudo=True,
        help="Whether several accounts can belong to one app of the network.",
    )
    publish_database_uuid = fields.Char(
        copy=False, groups="social_care.group_social_care_manager"
    )
    can_publish = fields.Boolean(compute="_compute_can_publish", compute_sudo=True)

    _external_unique = models.UniqueIndex(
        "(scope, external_id) WHERE active AND external_id IS NOT NULL",
        "This account is connected already.",
    )
    _webhook_key_unique = models.UniqueIndex(
        "(app_id, webhook_key) WHERE active AND webhook_key IS NOT NULL",
        "Another account of this app has this key.",
    )

    @api.depends("network")
    def _compute_network_uses(self):
        """The form shows only what the network of the account uses."""
        for account in self:
            capabilities = account._get_capabilities()
            transports = capabilities.transports
            account.is_polled = "poll" in transports
            account.has_webhook = "webhook" in transports
            account.shares_app = capabilities.shares_app

    @api.depends("network", "company_id", "service_url")
    def _compute_scope(self):
        for account in self.sudo():
            connector, company = account._get_connector(), account.company_id.id
            account.scope = f"{connector._get_scope(account)}#{company}"
            account.profile_scope = f"{connector._get_profile_scope(account)}#{company}"

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._social_care_check_reach()

    @api.depends("network")
    def _compute_channel_id(self):
        for account in self:
            account.channel_id = account._get_connector()._get_channel()

    @api.depends("publish_database_uuid")
    def _compute_can_publish(self):
        uuid = self._get_database_uuid()
        for account in self:
            account.can_publish = account.publish_database_uuid == uuid

    def _get_database_uuid(self):
        return self.env["ir.config_parameter"].sudo().get_param("database.uuid")

    def _get_connector(self):
        """Return the connector of this account's network, in sudo.

        :return: ``social.care.connector.<network>``
        """
        self.ensure_one()
        return self.env[f"social.care.connector.{self.network}"].sudo()

    def _get_capabilities(self):
        """Return what this account can do, as ``tools.capabilities.Capabilities``."""
        return self._get_connector()._get_capabilities(self.sudo())

    @api.model
    def _get_retention_domain(self, name):
        """Return the domain of records that are older than the retention of their
        account, archived accounts included.

        :param name: name of the record's datetime field
        :return: ``odoo.fields.Domain``
        """
        now = fields.Datetime.now()
        keeping = self.with_context(active_test=False).search(
            [("retention_days", ">", 0)]
        )
        return Domain.OR(
            Domain("account_id", "=", account.id)
            & Domain(name, "<", subtract_days(now, account.retention_days))
            for account in keeping
        )

    def _unlink_with_all(self):
        """Delete accounts with everything they brought, when the addon of their network
        is uninstalled.
        """
        for name in ("rule", "approval.rule"):
            self.env[f"social.care.{name}"]._forget_accounts(self)
        domain = [("account_id", "in", self.ids)]
        for name in ("reply", "mention", "thread"):
            self.env[f"social.care.{name}"].search(domain).unlink()
        apps = self.app_id
        self.unlink()
        left = apps.exists()
        (left - left._get_every_account().app_id).unlink()

    # -- connecting ------------------------------------------------------------

    def action_connect(self):
        """Log in with the credentials on the form, or at the network.

        :return: notification of the success or of the reason why not; the page of the
            network where a person has to log in
        """
        self.ensure_one()
        self.check_access("write")
        had_secret = self.has_webhook_secret
        try:
            self._check_credentials()
            if self._needs_login():
                return self.env["social.care.login"]._begin(
                    self, self.env["social.care.connect"]
                )
            self._connect()
        except errors.ConnectorError as error:
            self._fail(error)
            return self._say("danger", str(error))
        done = self._say("success", self.env._("%s is connected.", self.name))
        return self._show_new_secret(had_secret, done)

    def _say(self, kind, words):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "message": words,
                "sticky": kind == "danger",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _connect(self):
        """Log in and start listening.

        :raise Rejected: if the credentials are those of another account
        :raise ConnectorError: as the connector raises it
        """
        self.ensure_one()
        account = self.sudo()
        vals = account._get_connector()._connect(account)
        account._check_same_account(vals)
        account._check_not_connected(vals)
        account._keep_tokens(vals.pop("tokens", None))
        account.write(
            {
                **vals,
                "state": "connected",
                "error_kind": False,
                "status_message": False,
                "publish_database_uuid": self._get_database_uuid(),
            }
        )
        account._join_app()
        account.app_id._start_subscription()
        account._mark_own_profiles()
        self.env["social.care.event"]._cron_ingest()
        if not account.stream_ids:
            account._create_default_streams()

    def _check_same_account(self, vals):
        """Refuse to continue one account with the credentials of another one.

        :param vals: dict of values, as the connector's ``_connect`` returns it
        :raise Rejected: if the network's ID differs
        """
        known, found = self.external_id, vals.get("external_id")
        if known and found and known != found:
            raise errors.Rejected(
                self.env._(
                    "%(handle)s is not the account that was connected here before. "
                    "Create a new account for it.",
                    handle=vals.get("handle") or found,
                )
            )

    def _mark_own_profiles(self):
        """Update which profiles are ours. A new account may have been heard by another
        one before, and whoever has its former ID is somebody else.
        """
        every = self.with_context(active_test=False)
        own = list(every._get_own_external_ids())
        profiles = self.env["social.care.profile"].sudo()
        in_scope = [("scope", "=", self.profile_scope)]
        profiles.search([*in_scope, ("external_id", "in", own)]).is_own = True
        profiles.search(
            [*in_scope, ("is_own", "=", True), ("external_id", "not in", own)]
        ).is_own = False

    def _create_default_streams(self):
        streams = self._get_connector()._get_default_streams(self)
        self.env["social.care.stream"].sudo().create(
            [{"account_id": self.id, **vals} for vals in streams]
        )

    def action_pause(self):
        """Stop listening and publishing until the account is connected again. Nothing
        is lost: notices of a webhook are kept unread, and polling continues from its
        cursor.
        """
        self.check_access("write")
        running = self.sudo().filtered(lambda a: a.state in LISTENING)
        running.write({"state": "paused", "status_message": False})

    def action_allow_publishing(self):
        """Allow this copy of the database to publish for the account."""
        self.check_access("write")
        self.sudo().publish_database_uuid = self._get_database_uuid()

    def _is_listening(self):
        """Whether the network may be contacted from this database. A copied database
        stays silent: even a poll can renew a token and lock out the original.
        """
        self.ensure_one()
        return self.active and self.state in LISTENING and self.can_publish

    # -- what errors mean ------------------------------------------------------

    def _fail(self, error):
        """Record an error of the connection and notify administrators once.

        :param error: ``tools.errors.ConnectorError``
        """
        self.ensure_one()
        account = self.sudo()
        news = account.status_message != str(error)
        vals = {"error_kind": error.kind, "status_message": str(error)}
        if account.state == "connected" and error.kind == "authorization":
            vals["state"] = "failing"
        account.write(vals)
        if news and vals.get("state"):
            account._alert_administrators(str(error))

    def _recover(self):
        """Clear the error after the network answered again."""
        for account in self.sudo().filtered("error_kind"):
            state = "connected" if account.state == "failing" else account.state
            account.activity_unlink(["mail.mail_activity_data_todo"])
            account.write(
                {"error_kind": False, "status_message": False, "state": state}
            )

    def _alert_administrators(self, words):
        group = self.env.ref("social_care.group_social_care_manager")
        for user in group.all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and not user.share
        ):
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Connection lost"),
                note=escape(words),
                user_id=user.id,
            )

    def _render_signature(self, user):
        """Return the signature of a user, with a leading space; '' without one.

        :param user: ``res.users``
        """
        template = self.signature_template or ""
        for key, value in (
            ("{initials}", get_initials(user.name)),
            ("{name}", user.name),
            ("{account}", self.name),
        ):
            template = template.replace(key, value)
        signature = template.strip()
        return f" {signature}" if signature else ""

    def _get_own_external_ids(self):
        """Return the network IDs of all our accounts in this scope of people, archived
        ones included. Only such an ID makes an author one of us, neither a handle nor a
        name.

        :return: set of str
        """
        accounts = self.sudo().with_context(active_test=False)
        own = accounts.search([("profile_scope", "=", self.profile_scope)])
        return set(own.mapped("external_id")) - {False}

    @api.ondelete(at_uninstall=False)
    def _check_no_conversations(self):
        """Refuse to delete an account with conversations: it is archived instead."""
        for name in ("thread", "mention", "reply"):
            records = self.env[f"social.care.{name}"].sudo()
            used = records.search([("account_id", "in", self.ids)], limit=1)
            if used:
                raise UserError(
                    self.env._(
                        "The conversations of %s would be lost. Archive the account "
                        "instead.",
                        used.account_id.name,
                    )
                )

    def action_connect_unknown(self):
        """Open the wizard to connect an account of which the network sends notices."""
        self.check_access("write")
        return self._open_connect_wizard()

    # -- diagnosis -------------------------------------------------------------

    def action_diagnose(self):
        """Check the connection and its surroundings, and store the findings.

        :return: a notification with the worst one
        """
        self.check_access("write")
        for account in self.sudo():
            account.app_id._check_subscription()
            connection = account._diagnose_connection()
            findings = connection + account._diagnose_surroundings()
            findings.sort(key=lambda finding: RANK.index(finding.level))
            account.write(
                {
                    "diagnosis": [finding.as_dict() for finding in findings],
                    "diagnosed_at": fields.Datetime.now(),
                }
            )
            if not any(finding.level == "error" for finding in connection):
                account._recover()
        return self._say_worst_finding()

    def _say_worst_finding(self):
        """Findings stand on a page that may be out of sight."""
        found = [finding for account in self for finding in account.diagnosis]
        if not found:
            return self._say("success", self.env._("The check found no problem."))
        worst = min(found, key=lambda finding: RANK.index(finding["level"]))
        kinds = {"error": "danger", "warning": "warning", "ok": "success"}
        return self._say(kinds[worst["level"]], worst["title"])

    # -- completeness ----------------------------------------------------------

    def action_poll_now(self):
        """Ask the network for news now.

        :return: a notification; the job that asks runs in the background
        """
        self.check_access("write")
        self.stream_ids._enqueue_polls()
        return self._say(
            "info",
            self.env._("Fetching in the background. New mentions appear in the inbox."),
        )

    def action_reconcile(self):
        """Look for what the network took down without telling, or never told.

        :return: a notification; the job that compares runs in the background
        """
        self.check_access("write")
        self._enqueue_reconcile()
        return self._say(
            "info",
            self.env._(
                "Comparing in the background. See “Compared up to” for the progress."
            ),
        )

    # -- screens ---------------------------------------------------------------

    def action_view_events(self):
        """Open the events of these accounts."""
        return self._view("social_care.social_care_event_action")

    def action_view_failed_events(self):
        """Open the events that could not be read, each with its reason."""
        return self._view("social_care.social_care_event_action", FAILED)

    def action_view_remarks(self):
        """Open the events of which something was left out, each with its reason."""
        return self._view("social_care.social_care_event_action", REMARKS)

    def action_view_mentions(self):
        """Open the mentions of these accounts."""
        return self._view("social_care.social_care_mention_action")

    def _view(self, xmlid, domain=()):
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [("account_id", "in", self.ids), *domain]
        action["context"] = {}
        return action
