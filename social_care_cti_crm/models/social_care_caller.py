# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain


class SocialCareCaller(models.AbstractModel):
    """A number that a network attests of a person leads to the contact whom the person
    was proven to be, whatever number is on file.
    """

    _inherit = "social.care.caller"

    @api.model
    def _find_contacts(self, numbers, company):
        found = dict(super()._find_contacts(numbers, company))
        for number, contact in self._list_proven(numbers, company):
            found[number] = found.get(number, contact.browse()) | contact
        return found

    def _list_proven(self, numbers, company):
        """:return: list of (number, ``res.partner``)"""
        reach = Domain("partner_id.company_id", "in", [company.id, False])
        profiles = self.env["social.care.profile"].search(
            Domain("attested_phone", "in", list(numbers)) & reach
        )
        links = self.env["social.care.link"].search(
            [
                ("profile_id", "in", profiles.ids),
                ("strength", "=", "proven"),
                ("ended_at", "=", False),
            ]
        )
        return [(link.profile_id.attested_phone, link.partner_id) for link in links]
