# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets
from urllib.parse import quote, urlsplit, urlunsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .social_care_phone_system_notices import list_networks

MANAGER = "social_care.group_social_care_manager"


class SocialCarePhoneSystem(models.Model):
    _name = "social.care.phone.system"
    _inherit = ["social.care.phone.system", "social.care.phone.system.notices"]

    binding = fields.Selection(
        selection_add=[("push", "Call notices (webhook)")],
        ondelete={"push": "cascade"},
    )
    push_dialect = fields.Selection(
        [("generic", "Generic (Zammad)"), ("sipgate", "sipgate.io")],
        string="Dialect",
        default="generic",
        required=True,
        help="How the phone system writes notices and reads replies.",
    )
    # Not a default: where this addon is added, systems would all get the same.
    push_token = fields.Char(
        compute="_compute_push_token",
        store=True,
        readonly=False,
        copy=False,
        groups=MANAGER,
    )
    push_url = fields.Char(
        string="Address",
        compute="_compute_push_url",
        groups=MANAGER,
        help="Enter this address in the phone system. Whoever knows it can post calls.",
    )
    push_user = fields.Char(string="Notices user", groups=MANAGER)
    push_password = fields.Char(copy=False, groups=fields.NO_ACCESS)
    push_new_password = fields.Char(
        string="Notices password",
        compute="_compute_push_new_password",
        inverse="_inverse_push_new_password",
        compute_sudo=True,
        groups=MANAGER,
        help="Leave empty to keep the one that is stored.",
    )
    push_networks = fields.Char(
        string="Allowed networks",
        groups=MANAGER,
        help="Addresses or networks, separated by commas, for example 192.0.2.0/24. "
        "Empty: everybody who knows the address.",
    )
    push_caller_id = fields.Char(
        string="Caller ID",
        groups=MANAGER,
        help="Number that customers see when agents call, with country code. Empty: as "
        "the phone system decides.",
    )
    blocked_ids = fields.One2many(
        "social.care.blocked.caller", "system_id", string="Blocked callers"
    )

    has_blocked_callers = fields.Boolean(compute="_compute_has_blocked_callers")

    _push_token_once = models.UniqueIndex(
        "(push_token) WHERE push_token IS NOT NULL", "This address is taken."
    )

    @api.depends("blocked_ids")
    def _compute_has_blocked_callers(self):
        for system in self:
            system.has_blocked_callers = bool(system.blocked_ids)

    @api.depends("binding")
    def _compute_push_token(self):
        for system in self:
            if system.binding == "push" and not system.push_token:
                system.push_token = secrets.token_urlsafe(24)

    @api.depends("push_token")
    def _compute_push_url(self):
        for system in self:
            token = system.push_token or ""
            system.push_url = f"{system.get_base_url()}/social_care/phone/{token}"

    def _get_own_address(self):
        """The address with user and password: sipgate.io calls it as it is told."""
        if not self._has_login():
            return self.push_url
        url = urlsplit(self.push_url)
        login = ":".join(
            quote(part or "", safe="") for part in (self.push_user, self.push_password)
        )
        return urlunsplit(url._replace(netloc=f"{login}@{url.netloc}"))

    def _compute_push_new_password(self):
        """What was entered is not shown again."""
        self.push_new_password = False

    def _inverse_push_new_password(self):
        for system in self.filtered("push_new_password"):
            system.sudo().push_password = system.push_new_password

    @api.constrains("push_networks")
    def _check_push_networks(self):
        for system in self:
            try:
                list_networks(system.push_networks)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "A network is written like 192.0.2.0/24 or 2001:db8::/32: %s",
                        error,
                    )
                ) from error

    @api.constrains("push_caller_id")
    def _check_push_caller_id(self):
        for system in self.filtered("push_caller_id"):
            if not system._normalize(system.push_caller_id):
                raise ValidationError(
                    self.env._(
                        "“%s” is no phone number. Write it with the country code, for "
                        "example +48.",
                        system.push_caller_id[:40],
                    )
                )

    def action_renew_push_token(self):
        """Replace the address, for example after it became known to others."""
        self.check_access("write")
        for system in self:
            system.sudo().push_token = secrets.token_urlsafe(24)
