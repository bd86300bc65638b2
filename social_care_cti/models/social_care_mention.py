# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools import numbers


class SocialCareMention(models.Model):
    """A number that a customer writes is one click from a call."""

    _inherit = "social.care.mention"

    def _get_panel_values(self):
        return {**super()._get_panel_values(), "phones": self._list_phones()}

    def _list_phones(self):
        """:return: list of dicts ``number`` (E.164) and ``shown``"""
        if self.is_own or self.deleted_at:
            return []
        country = self.account_id.sudo().company_id.country_id.code
        found = numbers.find(self.text or "", [country] if country else ())
        return [{"number": one, "shown": numbers.show(one)} for one in found]
