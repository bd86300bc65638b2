# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest import SkipTest

from odoo import fields
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

from odoo.addons.social_care_demo.tests.channel_common import (
    AGENT,
    SUPERVISOR,
    ChannelCase,
)


class CardCase(ChannelCase):
    """Maria, who wrote on the demo network, and the contact that she is linked to."""

    @classmethod
    def setUpClass(cls):
        if "social.care.demo.post" not in Registry(get_db_name()):
            raise SkipTest("the demo network is not installed")
        super().setUpClass()
        cls.stream.stage = "integrated"
        cls.make_rule(action="inbox")
        cls.now = fields.Datetime.now()
        cls.company_contact = cls.env["res.partner"].create(
            {"name": "Garden Ltd", "is_company": True}
        )
        cls.contact = cls.env["res.partner"].create(
            {
                "name": "Maria Garden",
                "email": "maria@garden.example",
                "parent_id": cls.company_contact.id,
            }
        )
        sales = "sales_team.group_sale_salesman_all_leads"
        cls.seller = cls.make_user("seller", sales)
        # Reads everything
        cls.boss = cls.make_user("boss", f"{SUPERVISOR},{sales}")

    def meet_maria(self, strength="proven"):
        """Maria writes and is linked. Returns her mention."""
        mention = self.hear(self.post("hello", "Where is my order?"))
        mention.profile_id._link(self.contact, strength)
        return mention

    def make_mentions(self, count, mention, start=1, **vals):
        """More mentions by the author of a mention, three in each second."""
        return self.env["social.care.mention"].create(
            [
                {
                    "scope": mention.scope,
                    "external_id": f"more{start + number}",
                    "account_id": mention.account_id.id,
                    "company_id": mention.company_id.id,
                    "thread_id": mention.thread_id.id,
                    "profile_id": mention.profile_id.id,
                    "kind": "comment",
                    "text": f"Number {number}",
                    "effective_at": mention.effective_at
                    + timedelta(seconds=start + number // 3),
                    "state": "inbox",
                    **vals,
                }
                for number in range(count)
            ]
        )

    def make_lead(self, **vals):
        return self.env["crm.lead"].create(
            {
                "name": "Wants two",
                "partner_id": self.contact.id,
                "company_id": self.company.id,
                "team_id": False,
                "user_id": False,
                **vals,
            }
        )

    def read_page(self, record, user=None, **options):
        timeline = self.env["social.care.timeline"].with_user(user or self.agent)
        return timeline.get_page(record._name, record.id, **options)

    def read_all(self, record, user=None, **options):
        entries, cursor = [], False
        while True:
            page = self.read_page(record, user, cursor=cursor, **options)
            entries += page["entries"]
            cursor = page["next"]
            if not cursor:
                return entries

    def read_card(self, record, user=None):
        cards = self.env["social.care.card"].with_user(user or self.agent)
        return cards.get_card(record._name, record.id)

    def count_queries(self, call):
        """Return the queries of a call, with nothing in memory but what lasts."""
        call()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before

    @classmethod
    def make_stranger(cls):
        """Return an agent of another company."""
        company = cls.env["res.company"].create({"name": "Other"})
        return cls.make_user("stranger", AGENT, company)
