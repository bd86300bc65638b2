# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class SocialCareCardBusiness(models.AbstractModel):
    """Business figures on the customer card.

    They follow the reader's rights. Agents have none in sales and accounting, so an
    administrator may allow them a summary: counts, sums, the last order and its state.
    """

    _name = "social.care.card.business"
    _inherit = "social.care.subject"
    _description = "Business Figures of a Customer"

    def _get_business_models(self):
        """Return the models that business figures are read from. Addons add theirs with
        ``super()``.
        """
        return ["crm.lead"]

    def _get_figures(self, customer, companies):
        """Return business figures by the rights of this environment.

        Addons add theirs with ``super()``, by ``_make_figure``. In the summary for
        service the environment is that of the superuser: no figure may say more than a
        count, a sum, or the last document and its state.

        :param customer: ``res.partner``, a commercial contact
        :param companies: ``res.company`` whose business counts
        :return: list of dicts
        """
        if not self.env["crm.lead"].has_access("read"):
            return []
        return self._get_opportunity_figures(customer, companies)

    def _get_opportunity_figures(self, customer, companies):
        leads = self.env["crm.lead"]
        [(count, revenue)] = leads._read_group(
            Domain("partner_id.commercial_partner_id", "=", customer.id)
            & Domain("type", "=", "opportunity")
            & Domain("won_status", "=", "pending")
            & leads._social_care_get_company_domain(companies),
            [],
            ["__count", "expected_revenue:sum"],
        )
        amount = self._format_money(revenue, companies[:1].currency_id)
        label = self.env._("Open opportunities")
        return [self._make_figure("opportunities", label, count, amount)]

    def _make_figure(self, code, label, count, *details):
        """Return a figure of the card.

        :param code: unique name
        :param label: name on the screen
        :param count: number of documents; without any there are no details
        :param details: texts, empty ones are left out
        """
        shown = [detail for detail in details if detail] if count else []
        return {"code": code, "label": label, "count": count, "details": shown}

    def _format_money(self, amount, currency):
        return currency.format(amount) if amount else ""

    def _get_business(self, subject):
        """Return figures that the user may see, and whether a summary is offered."""
        customer = subject.partner.commercial_partner_id
        if not customer:
            return False
        figures = self._get_figures(customer, self.env.companies)
        return {"figures": figures, "can_see_summary": self._can_see_summary(subject)}

    def _can_see_summary(self, subject):
        """Whether the summary for service shows this user more: the administrator
        allows it, the customer is proven, and the user lacks rights.
        """
        company = self._get_company(subject)
        return (
            bool(subject.partner)
            and company.social_care_service_summary
            and self.env.user.has_group("social_care.group_social_care_agent")
            and not all(
                self.env[model].has_access("read")
                for model in self._get_business_models()
            )
            and self._is_proven(subject)
        )
