# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.social_care.tools.http import PORTS

from ..tools.happening import Happening, to_text

# Who wants to be told what is asked anew after a change of these.
TOLD_BY = {"active", "company_id", "database_uuid", "type_ids", "user_id"}


class SocialCareApiSubscription(models.Model):
    """An outside desktop that is told what happens: at an address that it gave, and by
    asking for what happened since it last asked.
    """

    _name = "social.care.api.subscription"
    _inherit = [
        "social.care.api.signing",
        "social.care.api.health",
        "social.care.api.pump",
    ]
    _description = "Webhook Subscription"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        "res.users",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Words are told as far as this user may read them. The subscription is "
        "archived with the user.",
    )
    url = fields.Char(
        string="Address",
        copy=False,
        help="Where notifications are posted, with https. Leave it empty for a desktop "
        "that cannot be reached: it asks for events.",
    )
    type_ids = fields.Many2many(
        "social.care.api.event.type",
        "social_care_api_subscription_type_rel",
        "subscription_id",
        "type_id",
        string="Events",
        default=lambda self: self.env["social.care.api.event.type"].search([]),
    )
    with_words = fields.Boolean(
        string="Include words",
        help="Notifications include names, titles and the text of messages. Without "
        "it, IDs and states only.",
    )
    database_uuid = fields.Char(copy=False, groups=fields.NO_ACCESS)
    is_here = fields.Boolean(
        compute="_compute_is_here",
        compute_sudo=True,
        help="A copied database notifies nobody until an administrator allows it.",
    )
    delivery_ids = fields.One2many("social.care.api.delivery", "subscription_id")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_counts")
    parked_count = fields.Integer(string="Given up", compute="_compute_counts")
    sent_count = fields.Integer(string="Delivered today", compute="_compute_counts")

    @api.depends("database_uuid")
    def _compute_is_here(self):
        """A copied database notifies nobody."""
        uuid = self._get_database_uuid()
        for subscription in self:
            subscription.is_here = subscription.database_uuid == uuid

    def _get_database_uuid(self):
        return self.env["social.care.account"]._get_database_uuid()

    @api.depends("delivery_ids.state")
    def _compute_counts(self):
        deliveries = self.env["social.care.api.delivery"]
        open_ones = deliveries._read_group(
            [
                ("subscription_id", "in", self.ids),
                ("state", "in", ("waiting", "parked")),
            ],
            ["subscription_id", "state"],
            ["__count"],
        )
        counts = {(row[0], row[1]): row[2] for row in open_ones}
        sent = deliveries._read_group(
            [
                ("subscription_id", "in", self.ids),
                ("state", "=", "sent"),
                ("tried_at", ">=", fields.Datetime.now() - timedelta(days=1)),
            ],
            ["subscription_id"],
            ["__count"],
        )
        sent = dict(sent)
        for subscription in self:
            subscription.waiting_count = counts.get((subscription, "waiting"), 0)
            subscription.parked_count = counts.get((subscription, "parked"), 0)
            subscription.sent_count = sent.get(subscription, 0)

    # -- rules -----------------------------------------------------------------

    @api.constrains("company_id")
    def _check_company(self):
        self.company_id._social_care_check_reach()

    @api.constrains("company_id", "user_id")
    def _check_user(self):
        for subscription in self:
            user = subscription.user_id
            if user.share or subscription.company_id not in user.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not belong to %(company)s.",
                        user=user.name,
                        company=subscription.company_id.name,
                    )
                )

    @api.constrains("url")
    def _check_url(self):
        for subscription in self.filtered("url"):
            if not subscription._is_safe():
                raise ValidationError(
                    self.env._(
                        "The address must begin with https://. Without encryption, "
                        "only hosts are notified that are named in the system "
                        "parameter social_care.allowed_private_hosts."
                    )
                )

    def _is_safe(self):
        """Whether the address is encrypted, or allowed by name."""
        try:
            parts = urlsplit(self.url or "")
            host = f"{parts.hostname}:{parts.port or PORTS.get(parts.scheme)}"
        except ValueError:
            return False
        allowed = self.env["social.care.connector"]._get_allowed_hosts()
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and host in allowed)
        )

    # -- changes ---------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        subscriptions = super().create(vals_list)
        subscriptions.sudo().database_uuid = self._get_database_uuid()
        return subscriptions

    def write(self, vals):
        # Who does not answer is told all the same, later.
        is_switched = "off" in {vals.get("state"), *self.mapped("state")}
        is_told_anew = TOLD_BY & vals.keys() or ("state" in vals and is_switched)
        result = super().write(vals)
        if is_told_anew:
            self.env["social.care.api.outbox"]._forget_wanted()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["social.care.api.outbox"]._forget_wanted()
        return result

    # -- buttons ---------------------------------------------------------------

    def action_switch_on(self):
        """Notify from now on, and deliver what waits. A new secret is shown once.

        :raise UserError: if the user of the subscription is archived
        """
        self.ensure_one()
        self.check_access("write")
        if not self.user_id.active:
            words = self.env._(
                "%s is archived. Choose another user.", self.user_id.name
            )
            raise UserError(words)
        own = self.sudo()
        own.write({**own._prepare_healthy(), "off_reason": False})
        secret = bool(own.url and not own.secret) and own._replace_secret()
        own._enqueue_next()
        return self._action_show_secret(secret) if secret else None

    def action_switch_off(self):
        """Notify no more. What happens meanwhile is not kept."""
        self.check_access("write")
        self.sudo().write({"state": "off", "off_reason": False})

    def action_use_here(self):
        """Let a copied database notify the subscriber."""
        self.check_access("write")
        self.sudo().database_uuid = self._get_database_uuid()

    def action_test(self):
        """Send a test notification, in a job.

        :return: notification that says where to look
        """
        self.ensure_one()
        self.check_access("write")
        data = {"subscription_id": self.id, "at": to_text(fields.Datetime.now())}
        test = Happening("webhook.test", self.company_id.id, "test", None, data)
        self.env["social.care.api.outbox"].sudo()._insert([(self.id, test)])
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "A test notification is being sent. The log shows the result."
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_log(self):
        """Open the notifications of this subscription."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care_api_events.social_care_api_delivery_action"
        )
        return {**action, "domain": [("subscription_id", "=", self.id)]}

    def _replay(self, since):
        """Send again what was delivered, given up or kept since a moment, with the same
        IDs and in the same order.

        :param since: naive UTC
        :return: number of notifications
        """
        self.ensure_one()
        told = (
            self.env["social.care.api.delivery"]
            .sudo()
            .search(
                [
                    ("subscription_id", "=", self.id),
                    ("happened_at", ">=", since),
                    ("state", "!=", "waiting"),
                ]
            )
        )
        now = fields.Datetime.now()
        told.write({"state": "waiting", "attempts": 0, "next_try_at": now})
        self.env["social.care.api.outbox"].sudo()._wake({self.id})
        return len(told)

    # -- housekeeping ----------------------------------------------------------

    @api.autovacuum
    def _gc_old_secrets(self):
        """Erase old secrets that are not used any more."""
        ended = [("old_secret_until", "<", fields.Datetime.now())]
        self.sudo().with_context(active_test=False).search(ended).write(
            {"old_secret": False, "old_secret_until": False}
        )

    @api.model
    def _cron_sweep(self):
        """Tell which SLA targets are at risk, and look after jobs that were lost."""
        self.env["social.care.work"]._tell_at_risk()
        for subscription in self.search([("state", "!=", "off")]):
            subscription._enqueue_next()
