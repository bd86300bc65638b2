# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from odoo.addons.social_care_demo.tests.channel_common import JOHN, SUPERVISOR
from odoo.addons.social_care_demo.tests.channel_reply_common import ReplyCase
from odoo.addons.social_care_link_tracker.tests.test_tools_visitor import FIREFOX

OWN_ORDERS = "sales_team.group_sale_salesman"
ALL_ORDERS = "sales_team.group_sale_salesman_all_leads"
PAGE = "https://shop.example/parcels"


class OrderReportCase(ReplyCase):
    """Maria wrote to us, is proven to be a contact, and got an answer with a link."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = fields.Datetime.now()
        cls.company.social_care_is_tracking_links = True
        cls.campaign = cls.env["utm.campaign"].create({"name": "Help"})
        cls.company.social_care_link_campaign_id = cls.campaign
        cls.firm = cls.env["res.partner"].create({"name": "Firm", "is_company": True})
        cls.contact = cls.make_contact("Maria Garden", parent_id=cls.firm.id)
        cls.product = cls.env["product.product"].create(
            {"name": "Parcel", "list_price": 50, "taxes_id": False}
        )
        cls.medium = cls.env.ref("social_care_link_tracker.utm_medium_reply")
        cls.boss = cls.make_user("boss", f"{SUPERVISOR},{ALL_ORDERS}")

    def setUp(self):
        super().setUp()
        self.waiting.profile_id._link(self.contact, "proven")
        self.link = self.sent(body=f"See {PAGE}").link_tracker_ids

    @classmethod
    def make_contact(cls, name, **vals):
        return cls.env["res.partner"].create({"name": name, **vals})

    def click(self, link=None, days=1):
        """Somebody clicked some days ago."""
        code = (link or self.link).code
        click = self.env["link.tracker.click"].add_click(code)
        click.flush_recordset()
        at = self.now - timedelta(days=days)
        self.env.cr.execute(
            "UPDATE link_tracker_click SET create_date = %s WHERE id = %s",
            [at, click.id],
        )
        click.invalidate_recordset()
        return click

    def order(self, partner=None, days=0, state="sale", company=None, **vals):
        """Somebody ordered some days ago."""
        company = company or self.company
        line = (0, 0, {"product_id": self.product.id, "price_unit": 50})
        order = (
            self.env["sale.order"]
            .with_company(company)
            .create(
                {
                    "partner_id": (partner or self.contact).id,
                    "company_id": company.id,
                    "user_id": False,
                    "order_line": [line],
                    **vals,
                }
            )
        )
        order.write({"state": state, "date_order": self.now - timedelta(days=days)})
        return order

    def order_by_click(self, **vals):
        """An order of the shop: the cookie says which link led there."""
        utm = {
            "medium_id": self.medium.id,
            "source_id": self.link.source_id.id,
            "campaign_id": self.campaign.id,
        }
        return self.order(**{**utm, **vals})

    def report(self, user=None):
        report = self.env["social.care.order.report"].with_user(user or self.boss)
        report.invalidate_model()
        return report.search([])

    def kinds(self, user=None):
        """{order: how it came}"""
        rows = self.report(user).sudo()
        return {row.order_id.with_env(self.env): row.kind for row in rows}


class TestInfluenced(OrderReportCase):
    def test_an_order_soon_after_a_click_is_influenced(self):
        self.click()
        order = self.order()
        row = self.report()
        self.assertEqual((row.order_id, row.kind), (order, "influenced"))
        self.assertEqual(row.reply_id, self.link.social_care_reply_id)
        self.assertEqual((row.account_id, row.user_id), (self.account, self.agent))
        self.assertEqual(row.campaign_id, self.campaign)
        self.assertEqual(row.source_id, self.link.source_id)
        self.assertAlmostEqual(row.days, 1)
        self.assertEqual((row.order_count, row.amount), (1, 50))

    def test_without_a_click_nothing_is(self):
        self.order()
        self.assertFalse(self.report())

    def test_the_company_says_within_how_many_days(self):
        self.click(days=8)
        order = self.order()
        self.assertFalse(self.report())
        self.company.social_care_influence_days = 8
        self.assertEqual(self.kinds(), {order: "influenced"})

    def test_an_order_before_the_click_is_not(self):
        self.click(days=1)
        self.order(days=2)
        self.assertFalse(self.report())

    def test_quotations_and_cancelled_orders_are_not(self):
        self.click()
        for state in ("draft", "sent", "cancel"):
            self.order(state=state)
        self.assertFalse(self.report())

    def test_colleagues_of_the_contact_order_for_the_same_customer(self):
        self.click()
        order = self.order(self.make_contact("Colleague", parent_id=self.firm.id))
        self.order(self.make_contact("Stranger"))
        self.assertEqual(self.kinds(), {order: "influenced"})

    def test_only_a_proven_contact_counts(self):
        self.click()
        order = self.order()
        profile = self.waiting.profile_id
        profile._get_live_link()._end("unlinked")
        self.assertFalse(self.report())
        profile._link(self.contact, "claimed")
        self.assertFalse(self.report())
        profile._link(self.contact, "proven")
        self.assertEqual(self.kinds(), {order: "influenced"})

    def test_it_is_who_was_answered_and_not_who_began_the_conversation(self):
        other = self.hear(self.post("b", "Mine, too", to="a", who=JOHN))
        reply = self.answer(other, body=f"For you: {PAGE}")
        self.click(reply.link_tracker_ids)
        self.order()
        self.assertFalse(self.report())
        john = self.make_contact("John")
        other.profile_id._link(john, "proven")
        order = self.order(john)
        self.assertEqual(self.kinds(), {order: "influenced"})

    def test_an_order_is_counted_once_for_the_last_click_before_it(self):
        last = self.answer(
            self.hear(self.post("b", "And now?", at=60)),
            body=f"Or {PAGE}",
            user=self.supervisor,
        )
        self.click(days=5)
        self.click(last.link_tracker_ids, days=3)
        self.click(days=1)
        self.order(days=2)
        row = self.report()
        self.assertEqual((row.user_id, row.order_count), (self.supervisor, 1))

    def test_orders_of_another_company_are_not(self):
        self.click()
        other = self.env["res.company"].create({"name": "Other"})
        self.order(company=other)
        self.boss.company_ids += other
        rows = self.report().with_context(allowed_company_ids=self.boss.company_ids.ids)
        self.assertFalse(rows.search([]))

    def test_amounts_are_in_the_currency_of_the_company(self):
        self.click()
        order = self.order()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET currency_rate = 2 WHERE id = %s", [order.id]
        )
        self.assertEqual(self.report().amount, 25)


class TestByClick(OrderReportCase):
    def test_the_cookie_of_the_shop_says_it(self):
        order = self.order_by_click(partner=self.make_contact("Visitor"))
        row = self.report()
        self.assertEqual((row.order_id, row.kind), (order, "click"))
        self.assertEqual(row.campaign_id, self.campaign)
        self.assertEqual(row.source_id, self.link.source_id)
        # Nobody knows whose reply it was.
        self.assertFalse(row.reply_id or row.user_id or row.account_id)

    def test_it_is_not_influenced_as_well(self):
        self.click()
        self.order_by_click()
        row = self.report()
        self.assertEqual((row.kind, row.order_count), ("click", 1))
        self.assertEqual(row.user_id, self.agent)

    def test_a_reply_of_another_campaign_gets_no_credit(self):
        self.click()
        other = self.env["utm.campaign"].create({"name": "Other"})
        self.order_by_click(campaign_id=other.id)
        row = self.report()
        self.assertEqual((row.kind, row.campaign_id), ("click", other))
        self.assertFalse(row.reply_id)

    def test_the_campaign_alone_is_no_click(self):
        self.order_by_click(medium_id=False)
        self.assertFalse(self.report())

    def test_quotations_do_not_count(self):
        self.order_by_click(state="draft")
        self.assertFalse(self.report())


@tagged("-at_install", "post_install")
class TestCookie(OrderReportCase, HttpCase):
    def test_a_link_to_our_own_shop_sets_it(self):
        base = self.env["link.tracker"].get_base_url()
        mention = self.hear(self.post("b", "And now?", at=60))
        reply = self.answer(mention, body=f"See {base}/web/login")
        self.env.flush_all()
        path = f"/r/{reply.link_tracker_ids.code}"
        self.url_open(path, headers={"User-Agent": FIREFOX})
        name = self.opener.cookies["odoo_utm_medium"].strip('"')
        medium = self.env["utm.mixin"]._find_or_create_record("utm.medium", name)
        self.assertEqual(medium, self.medium)


class TestRights(OrderReportCase):
    """Nobody sees more than the orders and replies that they may read."""

    def setUp(self):
        super().setUp()
        self.click()
        self.order_ = self.order()
        self.bought = self.order_by_click()

    def test_supervisors_who_may_not_read_orders_see_none(self):
        self.assertTrue(self.report())
        self.assertFalse(self.report(self.supervisor))
        rows = self.report().with_user(self.supervisor)
        self.assertFalse(rows._filtered_access("read"))
        groups = rows._read_group([], aggregates=["amount:sum", "__count"])
        self.assertEqual(groups, [(0, 0)])

    def test_others_do_not_see_the_report(self):
        seller = self.make_user("seller", ALL_ORDERS)
        for user in (seller, self.agent):
            with self.assertRaises(AccessError):
                self.report(user)

    def test_who_sees_their_own_orders_in_sales_sees_only_these_here(self):
        own = self.make_user("own", f"{SUPERVISOR},{OWN_ORDERS}")
        self.assertEqual(len(self.report(own)), 2)
        self.order_.user_id = self.boss
        self.assertEqual(self.kinds(own), {self.bought: "click"})
        rows = self.report()
        self.assertEqual(rows.mapped("amount"), [50, 50])
        theirs = rows.with_user(own)
        self.assertEqual(theirs._filtered_access("read").order_id, self.bought)
        with self.assertRaises(AccessError):
            theirs.check_access("read")

    def test_another_company_sees_none(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", f"{SUPERVISOR},{ALL_ORDERS}", other)
        self.assertFalse(self.report(stranger))

    def test_replies_that_somebody_may_not_read_are_not_named(self):
        rule = self.env["ir.rule"].create(
            {
                "name": "None",
                "model_id": self.env.ref("social_care.model_social_care_reply").id,
                "domain_force": "[(0, '=', 1)]",
            }
        )
        self.assertEqual(self.kinds(), {self.bought: "click"})
        self.assertFalse(self.report().reply_id)
        rule.unlink()
        self.assertEqual(len(self.report()), 2)

    def test_it_is_grouped_by_agent_and_kind(self):
        groups = self.report()._read_group(
            [], ["user_id", "kind"], ["order_count:sum", "amount:sum"]
        )
        found = {(user.id, kind): rest for user, kind, *rest in groups}
        agent = self.agent.id
        self.assertEqual(
            found, {(agent, "click"): [1, 50], (agent, "influenced"): [1, 50]}
        )

    def test_what_rests_on_an_erased_person_is_gone(self):
        self.waiting.profile_id.action_erase()
        self.assertEqual(self.kinds(), {self.bought: "click"})
        self.assertFalse(self.report().reply_id)
