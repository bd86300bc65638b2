# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain


class SocialCareCaller(models.AbstractModel):
    """Who calls: from numbers to contacts. Addons that know better inherit this."""

    _name = "social.care.caller"
    _description = "Social Care Caller"

    @api.model
    def _find_contacts(self, numbers, company):
        """Find whose numbers these are.

        :param numbers: iterable of numbers in E.164
        :param company: ``res.company``; contacts of others are not found
        :return: {number: ``res.partner``}; several contacts can share one
        """
        reach = Domain("company_id", "in", [company.id, False])
        found = self.env["res.partner"].search(
            Domain("phone_sanitized", "in", list(numbers)) & reach, order="id"
        )
        return found.grouped("phone_sanitized")

    @api.model
    def _choose(self, contacts):
        """Whom a call is linked to: a number that several share links nobody.

        :param contacts: ``res.partner``, all that have the number
        :return: ``res.partner``, one or none
        """
        companies = contacts.commercial_partner_id
        if len(contacts) > 1 and len(companies) == 1 and companies in contacts:
            return companies
        return contacts if len(contacts) == 1 else contacts.browse()
