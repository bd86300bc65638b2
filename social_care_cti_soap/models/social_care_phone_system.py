# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

MANAGER = "social_care.group_social_care_manager"


class SocialCarePhoneSystem(models.Model):
    _name = "social.care.phone.system"
    _inherit = ["social.care.phone.system", "social.care.soap.following"]

    binding = fields.Selection(
        selection_add=[("soap", "SOAP switch (Parlay X)")],
        ondelete={"soap": "cascade"},
    )
    soap_wsdl = fields.Char(
        string="WSDL",
        groups=MANAGER,
        help="Address of the WSDL of Third Party Call, for example "
        "https://switch.example.com/ThirdPartyCall?wsdl",
    )
    soap_port = fields.Char(
        string="WSDL port",
        groups=MANAGER,
        help="Name of the port in the WSDL. Only needed if there are several.",
    )
    soap_authentication = fields.Selection(
        [
            ("none", "None"),
            ("basic", "Basic (HTTP)"),
            ("token", "WS-Security UsernameToken, password as text"),
            ("digest", "WS-Security UsernameToken, password as digest"),
        ],
        string="Authentication",
        default="none",
        groups=MANAGER,
    )
    soap_user = fields.Char(string="User", groups=MANAGER)
    soap_password = fields.Char(copy=False, groups=fields.NO_ACCESS)
    soap_new_password = fields.Char(
        string="Password",
        compute="_compute_soap_new_password",
        inverse="_inverse_soap_new_password",
        compute_sudo=True,
        groups=MANAGER,
        help="Leave empty to keep the one that is stored.",
    )
    soap_error = fields.Char(
        readonly=True,
        copy=False,
        groups=MANAGER,
        help="Why the switch could not be asked about calls the last time.",
    )

    def _compute_soap_new_password(self):
        """What was entered is not shown again."""
        self.soap_new_password = False

    def _inverse_soap_new_password(self):
        for system in self:
            if system.soap_new_password:
                system.sudo().soap_password = system.soap_new_password
