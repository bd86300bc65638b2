# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest import SkipTest

from odoo import fields
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

from odoo.addons.social_care_demo.tests.channel_common import AGENT, ChannelCase

from ..tools.weight import Scope

SALESMAN = "sales_team.group_sale_salesman_all_leads"


class CustomerCase(ChannelCase):
    """Customers of Acme, and a salesperson who is an agent, too."""

    @classmethod
    def setUpClass(cls):
        if "social.care.demo.post" not in Registry(get_db_name()):
            raise SkipTest("the demo network is not installed")
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.customers = cls.env["social.care.customer"]
        cls.stream.stage = "integrated"
        cls.seller = cls.make_user("seller", f"{AGENT},{SALESMAN}")
        cls.team.user_ids += cls.seller
        cls.firm = cls.contact("Firm", is_company=True)
        cls.anna = cls.contact("Anna", parent_id=cls.firm.id)
        cls.bob = cls.contact("Bob", email="bob@example.com", phone="+4930901820")

    @classmethod
    def contact(cls, name, **values):
        return cls.env["res.partner"].create({"name": name, **values})

    @classmethod
    def opportunity(cls, contact, revenue=10000, **values):
        return cls.env["crm.lead"].create(
            {
                "name": "Opportunity",
                "type": "opportunity",
                "partner_id": contact.id,
                "company_id": cls.company.id,
                "expected_revenue": revenue,
                "user_id": False,
                "team_id": False,
                **values,
            }
        )

    def recompute(self, *contacts):
        ids = self.env["res.partner"].concat(*contacts).ids
        return self.customers._recompute(Scope(ids=ids))

    def customer(self, contact, company=None):
        self.recompute(contact)
        return self.customers.search(
            [
                ("partner_id", "=", contact.id),
                ("company_id", "=", (company or self.company).id),
            ]
        )

    def terms(self, contact, company=None):
        """{code of the term: minutes}"""
        terms = self.customer(contact, company).sudo().terms
        return {code: minutes for code, (_value, minutes) in terms.items()}

    def prove(self, profile, contact):
        profile._link(contact, "proven", origin="automatic")
        return profile

    def days_ago(self, days):
        return fields.Datetime.subtract(fields.Datetime.now(), days=days)
