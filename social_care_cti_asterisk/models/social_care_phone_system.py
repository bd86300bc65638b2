# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..tools import ami

MANAGER = "social_care.group_social_care_manager"
# Each secret with the field by which it is entered; nobody reads it again.
SECRETS = {"ami_new_secret": "ami_secret", "ari_new_password": "ari_password"}


class SocialCarePhoneSystem(models.Model):
    _inherit = "social.care.phone.system"

    binding = fields.Selection(
        selection_add=[("asterisk", "Asterisk")], ondelete={"asterisk": "cascade"}
    )
    ami_host = fields.Char(string="Host", groups=MANAGER)
    ami_port = fields.Integer(string="Port", default=ami.PORT, groups=MANAGER)
    ami_tls = fields.Boolean(string="TLS", groups=MANAGER)
    ami_user = fields.Char(string="AMI user", groups=MANAGER)
    ami_secret = fields.Char(copy=False, groups=fields.NO_ACCESS)
    ami_new_secret = fields.Char(
        string="AMI secret",
        compute="_compute_new_secrets",
        inverse="_inverse_new_secrets",
        compute_sudo=True,
        groups=MANAGER,
        help="Leave empty to keep the one that is stored.",
    )
    ari_url = fields.Char(
        string="ARI address",
        groups=MANAGER,
        help="For click to call, for example http://pbx.example.com:8088/ari",
    )
    ari_user = fields.Char(string="ARI user", groups=MANAGER)
    ari_password = fields.Char(copy=False, groups=fields.NO_ACCESS)
    ari_new_password = fields.Char(
        string="ARI password",
        compute="_compute_new_secrets",
        inverse="_inverse_new_secrets",
        compute_sudo=True,
        groups=MANAGER,
        help="Leave empty to keep the one that is stored.",
    )
    ari_context = fields.Char(
        string="Context for calls",
        default="from-internal",
        groups=MANAGER,
        help="Context of the dialplan in which agents call out.",
    )

    def _compute_new_secrets(self):
        """What was entered is not shown again."""
        for name in SECRETS:
            self[name] = False

    def _inverse_new_secrets(self):
        for system in self:
            for name, stored in SECRETS.items():
                if system[name]:
                    system.sudo()[stored] = system[name]
