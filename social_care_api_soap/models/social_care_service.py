# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models, tools

from ..tools.contract import Contract


class SocialCareService(models.AbstractModel):
    _inherit = "social.care.service"

    @api.model
    @tools.ormcache(cache="stable")
    def _get_soap_contract(self):
        """Return what SOAP accepts and answers; it follows from the code.

        :return: ``tools.contract.Contract``
        """
        return Contract(self._list_operations())
