# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools.wsdl import PATH


class SocialCareApiPage(models.AbstractModel):
    _inherit = "social.care.api.page"

    @api.model
    def _list_addresses(self, base):
        wsdl = {"label": self.env._("WSDL (SOAP)"), "url": f"{base}{PATH}?wsdl"}
        return [*super()._list_addresses(base), wsdl]
