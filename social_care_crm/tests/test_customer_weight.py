# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import AccessError

from ..models import social_care_customer
from ..tools.weight import Scope
from .customer_common import AGENT, CustomerCase


class TestCustomerWeight(CustomerCase):
    """The formula, its caps, and when it is computed."""

    def test_a_term_counts_in_proportion_to_its_value(self):
        self.opportunity(self.bob, 5000)
        self.assertEqual(self.terms(self.bob), {"opportunity": 10})
        self.assertEqual(self.customer(self.bob).minutes, 10)

    def test_no_term_exceeds_its_cap(self):
        self.opportunity(self.bob, 10**9)
        self.assertEqual(self.terms(self.bob), {"opportunity": 20})

    def test_opportunities_of_people_count_for_their_company(self):
        self.opportunity(self.firm, 2500)
        self.opportunity(self.anna, 2500)
        self.assertEqual(self.terms(self.firm), {"opportunity": 10})
        self.assertFalse(self.customer(self.anna))

    def test_what_is_won_or_lost_is_not_open(self):
        self.opportunity(self.bob).action_set_lost()
        self.opportunity(self.bob).action_set_won()
        self.opportunity(self.bob, type="lead")
        self.assertFalse(self.terms(self.bob))

    def test_a_vip_among_its_people_makes_the_company_one(self):
        self.anna.social_care_is_vip = True
        self.assertEqual(self.terms(self.firm), {"vip": 30})

    def test_a_relation_grows_by_the_year(self):
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = now() - interval '3 years 40 days'"
            " WHERE id = %s",
            [self.bob.id],
        )
        self.assertEqual(self.terms(self.bob), {"age": 3})

    def test_closed_complaints_of_the_last_year_count(self):
        stage = self.env["helpdesk.ticket.stage"].search([("closed", "=", True)])[0]
        category = self.env["helpdesk.ticket.category"].create(
            {"name": "Complaint", "social_care_is_complaint": True}
        )
        values = {
            "name": "Broken",
            "description": "It is broken.",
            "company_id": self.company.id,
            "partner_id": self.bob.id,
        }
        tickets = self.env["helpdesk.ticket"].create(
            [
                values | {"category_id": category.id, "stage_id": stage.id},
                values | {"category_id": category.id},
                values | {"stage_id": stage.id},
                values | {"category_id": category.id, "stage_id": stage.id},
            ]
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET create_date = now() - interval '13 months'"
            " WHERE id = %s",
            [tickets[3].id],
        )
        self.assertEqual(self.terms(self.bob), {"complaints": 5})

    def test_a_company_sets_the_caps(self):
        self.opportunity(self.bob)
        settings = self.env["social.care.weight.setting"]
        settings.create(
            {
                "company_id": self.company.id,
                "code": "opportunity",
                "cap": 0,
                "full": 1,
            }
        )
        self.assertFalse(self.terms(self.bob))
        settings.search([("company_id", "=", self.company.id)]).cap = 40
        self.assertEqual(self.terms(self.bob), {"opportunity": 40})

    def test_what_did_not_change_is_not_written_again(self):
        self.opportunity(self.bob)
        before = self.customer(self.bob)
        self.assertFalse(self.recompute(self.bob))
        self.assertEqual(self.customer(self.bob), before)

    def test_a_range_computes_the_same_as_a_few(self):
        self.opportunity(self.bob)
        self.customers._recompute(Scope(first=self.bob.id, last=self.bob.id))
        row = self.customers.search(
            [("contact_key", "=", self.bob.id), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(row.minutes, 20)

    # -- companies -------------------------------------------------------------

    def test_the_business_of_one_company_counts_there_alone(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.opportunity(self.bob)
        self.assertEqual(self.terms(self.bob, other), {})
        self.assertEqual(self.terms(self.bob), {"opportunity": 20})

    def test_a_contact_of_one_company_is_no_customer_of_another(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.assertTrue(self.customer(self.bob, other))
        self.bob.company_id = self.company
        self.assertFalse(self.customer(self.bob, other))
        self.assertTrue(self.customer(self.bob))

    def test_an_agent_of_another_company_sees_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user(
            "other_agent", "social_care.group_social_care_agent", other
        )
        self.anna.social_care_is_vip = True
        own = self.customer(self.firm)
        with self.assertRaises(AccessError):
            own.with_user(stranger).read(["minutes"])
        theirs = self.anna.with_user(stranger)
        self.assertEqual(theirs.social_care_customer_id.company_id, other)

    # -- contacts that change --------------------------------------------------

    def test_a_contact_that_joins_a_company_is_part_of_that_customer(self):
        self.opportunity(self.bob)
        self.assertTrue(self.customer(self.bob))
        self.bob.parent_id = self.firm
        self.assertFalse(self.customer(self.bob))
        self.assertEqual(self.terms(self.firm), {"opportunity": 20})

    def test_merged_contacts_are_one_customer(self):
        carl = self.contact("Carl")
        self.opportunity(self.bob, 5000)
        self.opportunity(carl, 5000)
        self.recompute(self.bob, carl)
        wizards = self.env["base.partner.merge.automatic.wizard"]
        wizards._merge((self.bob | carl).ids, carl)
        self.env.invalidate_all()
        self.assertLessEqual(
            len(
                self.customers.search(
                    [("partner_id", "=", carl.id), ("company_id", "=", self.company.id)]
                )
            ),
            1,
        )
        self.assertEqual(self.terms(carl), {"opportunity": 20})

    def test_rows_of_contacts_merged_by_others_are_forgotten(self):
        carl = self.contact("Carl")
        self.recompute(self.bob, carl)
        self.env.cr.execute(
            "UPDATE social_care_customer SET partner_id = %s WHERE partner_id = %s",
            [carl.id, self.bob.id],
        )
        self.recompute(self.bob, carl)
        self.assertEqual(len(self.customer(carl)), 1)

    def test_a_deleted_contact_is_no_customer(self):
        carl = self.contact("Carl")
        row = self.customer(carl)
        carl.unlink()
        self.assertFalse(row.exists())

    # -- when ------------------------------------------------------------------

    def changed(self):
        return self.env.cr.postcommit.data.get(social_care_customer.CHANGED, set())

    def forget_changed(self):
        self.changed().clear()

    def test_a_changed_opportunity_computes_its_contact(self):
        lead = self.opportunity(self.bob)
        self.assertIn(self.bob.id, self.changed())
        self.forget_changed()
        lead.description = "Nothing that counts"
        self.assertFalse(self.changed())
        lead.partner_id = self.anna
        self.assertLessEqual({self.bob.id, self.anna.id}, self.changed())

    def test_a_new_contact_is_computed(self):
        contact = self.contact("Fresh", parent_id=self.firm.id)
        self.assertLessEqual({contact.id, self.firm.id}, self.changed())

    def test_a_link_computes_its_contact(self):
        profile = self.hear(self.post("a")).profile_id
        self.forget_changed()
        self.prove(profile, self.bob)
        self.assertIn(self.bob.id, self.changed())

    def test_one_job_for_a_customer_is_enough(self):
        jobs = self.env["queue.job"]
        own = [("method_name", "=", "_recompute_contacts")]
        before = jobs.search_count(own)
        self.customers._enqueue_contacts({self.bob.id})
        self.customers._enqueue_contacts({self.bob.id})
        self.assertEqual(jobs.search_count(own), before + 1)

    def test_many_customers_share_jobs(self):
        jobs = self.env["queue.job"]
        own = [("method_name", "=", "_recompute_contacts")]
        before = jobs.search_count(own)
        self.customers._enqueue_contacts(range(10**6, 10**6 + 1200))
        self.assertEqual(jobs.search_count(own), before + 3)
        self.customers._enqueue_contacts(range(10**7, 10**7 + 50))
        self.assertEqual(jobs.search_count(own), before + 4)

    def test_a_job_of_contacts_computes_whom_they_belong_to(self):
        self.opportunity(self.anna)
        self.customers._recompute_contacts([self.anna.id, 10**9])
        row = self.customers.search(
            [("contact_key", "=", self.firm.id), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(row.minutes, 20)

    def test_at_night_jobs_follow_one_another(self):
        jobs = self.env["queue.job"]
        own = [("method_name", "=", "_recompute_range")]
        jobs.search(own).unlink()
        self.customers._cron_recompute()
        self.assertEqual(jobs.search(own).args, [0])
        last = self.env["res.partner"].with_context(active_test=False)
        last = last.search([], order="id desc", limit=1).id
        self.customers._recompute_range(last - 1)
        self.assertIn([last], jobs.search(own).mapped("args"))
        count = jobs.search_count(own)
        self.customers._recompute_range(last)
        self.assertEqual(jobs.search_count(own), count)

    # -- in words --------------------------------------------------------------

    def explain(self, contact, user):
        contact = contact.with_user(user).with_company(self.company)
        return contact.social_care_weight_text

    def test_the_contact_says_why(self):
        self.opportunity(self.bob, 5000)
        self.bob.social_care_is_vip = True
        self.recompute(self.bob)
        words = self.explain(self.bob, self.seller)
        self.assertIn("VIP: yes, +30 min (at most 30)", words)
        self.assertIn("5,000.00", words)
        self.assertIn("+10 min (at most 20)", words)
        self.assertEqual(self.bob.with_user(self.seller).social_care_weight, 40)

    def test_one_statement_weighs_any_number_of_customers(self):
        contacts = self.bob | self.firm | self.contact("Carl") | self.contact("Dan")
        self.opportunity(self.bob)
        for scope in (Scope(ids=self.bob.ids), Scope(ids=contacts.ids)):
            written = self.collect_statements("social_care_customer", scope)
            weighing, *segments = written
            self.assertIn("INSERT INTO social_care_customer", weighing)
            companies = self.env["res.company"].search_count([])
            self.assertEqual(len(segments), companies)

    def collect_statements(self, table, scope):
        """Return the statements by which weights are computed that name a table."""
        execute, seen = type(self.env.cr).execute, []

        def note(cursor, query, *arguments, **options):
            code = getattr(query, "code", query)
            if table in code:
                seen.append(code)
            return execute(cursor, query, *arguments, **options)

        with patch.object(type(self.env.cr), "execute", note):
            self.customers._recompute(scope)
        return seen

    def test_the_queries_for_reasons_do_not_grow_with_the_contacts(self):
        contacts = self.bob | self.contact("Carl") | self.contact("Dan")
        contacts.social_care_is_vip = True
        self.recompute(contacts)
        # Access rights are read once.
        self.count_text_queries(contacts)
        few = self.count_text_queries(contacts[:1])
        self.assertEqual(self.count_text_queries(contacts), few)

    def count_text_queries(self, contacts):
        contacts = contacts.with_user(self.agent).with_company(self.company)
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertTrue(all(contacts.mapped("social_care_weight_text")))
        return self.env.cr.sql_log_count - before

    def test_who_may_not_read_opportunities_sees_no_amount(self):
        self.opportunity(self.bob, 5000)
        self.recompute(self.bob)
        words = self.explain(self.bob, self.agent)
        self.assertEqual(words, "Business figures: +10 min")

    def test_the_reason_names_the_cap_that_is_set_now(self):
        self.bob.social_care_is_vip = True
        setting = self.env["social.care.weight.setting"].create(
            {"company_id": self.company.id, "code": "vip", "cap": 50, "full": 1}
        )
        self.assertIn("+50 min (at most 50)", self.explain_anew())
        setting.cap = 60
        self.assertIn("+60 min (at most 60)", self.explain_anew())
        setting.unlink()
        self.assertIn("+30 min (at most 30)", self.explain_anew())

    def explain_anew(self):
        self.recompute(self.bob)
        self.env.invalidate_all()
        return self.explain(self.bob, self.seller)

    def test_who_reads_only_their_own_opportunities_sees_no_amount(self):
        self.opportunity(self.bob)
        self.recompute(self.bob)
        groups = f"{AGENT},sales_team.group_sale_salesman"
        user = self.make_user("own_leads", groups)
        self.assertEqual(self.explain(self.bob, user), "Business figures: +20 min")

    def test_nobody_reads_the_terms_themselves(self):
        row = self.customer(self.bob)
        for user in (self.agent, self.manager):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["terms"])

    def test_people_of_a_company_have_its_weight(self):
        self.anna.social_care_is_vip = True
        self.recompute(self.firm)
        anna = self.anna.with_user(self.agent).with_company(self.company)
        self.assertEqual(anna.social_care_weight, 30)

    def test_the_export_of_a_person_has_it(self):
        profile = self.prove(self.hear(self.post("a")).profile_id, self.bob)
        self.opportunity(self.bob)
        self.recompute(self.bob)
        (own,) = profile._export()["customer"]
        self.assertEqual(own["weight_minutes"], 20)
        self.assertIn("Open opportunities", own["weight_terms"])

    # -- whose it is -----------------------------------------------------------

    def make_homeless(self, **values):
        """An opportunity without a company. SQL: its team or contact got one later."""
        lead = self.opportunity(self.bob)
        self.env.flush_all()
        values = {"company_id": None, "team_id": None, "user_id": None, **values}
        self.env.cr.execute(
            "UPDATE crm_lead SET company_id = %s, team_id = %s, user_id = %s"
            " WHERE id = %s",
            [*values.values(), lead.id],
        )
        self.env.invalidate_all()
        return lead

    def assert_counts_in(self, company, lead):
        """It counts in this company, or in none; weight, card and export agree."""
        abroad = self.env["res.company"].search([("name", "=", "Abroad")])
        for one in (abroad, self.company):
            own = lead._social_care_get_company_domain(one)
            self.assertEqual("opportunity" in self.terms(self.bob, one), one == company)
            self.assertEqual(lead in lead.search(own), one == company)

    def test_an_opportunity_without_a_company_counts_once(self):
        abroad = self.env["res.company"].create({"name": "Abroad"})
        team = self.env["crm.team"].create({"name": "There", "company_id": abroad.id})
        for values, company in (
            ({"team_id": team.id, "user_id": self.seller.id}, abroad),
            ({"user_id": self.seller.id}, self.company),
            ({}, None),
        ):
            lead = self.make_homeless(**values)
            self.assert_counts_in(company, lead)
            lead.unlink()

    def test_an_opportunity_of_a_contact_of_one_company_is_that_company_s(self):
        self.env["res.company"].create({"name": "Abroad"})
        lead = self.make_homeless()
        self.bob.company_id = self.company
        self.env.flush_all()
        own = lead._social_care_get_company_domain(self.company)
        self.assertIn(lead, lead.search(own))
        self.assertIn("opportunity", self.terms(self.bob))

    def test_our_own_people_and_bots_are_no_customers(self):
        public = self.env.ref("base.public_user").partner_id
        robot = self.env.ref("base.partner_root")
        ours = self.company.partner_id | self.agent.partner_id | public | robot
        desk = self.contact("Front desk", parent_id=self.company.partner_id.id)
        self.recompute(ours, self.bob)
        known = self.customers.search([("partner_id", "in", (ours | desk).ids)])
        self.assertFalse(known)
        self.assertTrue(self.customer(self.bob))
        segment = self.env["social.care.segment"].create(
            {"name": "These", "domain": str([("id", "in", (ours | self.bob).ids)])}
        )
        self.assertEqual(segment.with_context(active_test=False).matching_count, 1)

    def test_who_becomes_an_employee_is_no_customer_any_more(self):
        self.assertTrue(self.customer(self.bob))
        self.make_user("bobby", "base.group_user").partner_id = self.bob
        self.env.flush_all()
        self.assertFalse(self.customer(self.bob))

    # -- rights ----------------------------------------------------------------

    def test_who_may_what(self):
        for user, rights in (
            (self.agent, ("r", "r", "")),
            (self.supervisor, ("r", "r", "r")),
            (self.manager, ("r", "rwcu", "rwcu")),
        ):
            models = ("customer", "segment", "weight.setting")
            found = tuple(self.rights(f"social.care.{name}", user) for name in models)
            self.assertEqual(found, rights)

    def test_an_administrator_opens_the_terms(self):
        settings = self.env["social.care.weight.setting"].with_user(self.manager)
        settings = settings.with_company(self.company)
        action = settings.action_open()
        rows = settings.search(action["domain"])
        self.assertIn(("vip", 30, 1), [(r.code, r.cap, r.full) for r in rows])
        with self.assertRaises(AccessError):
            settings.with_user(self.supervisor).action_open()
        with self.assertRaises(AccessError):
            rows.with_user(self.supervisor).action_recompute()

    def test_a_customer_of_the_report_opens_its_contact(self):
        action = self.customer(self.bob).with_user(self.agent).action_open_contact()
        self.assertEqual(action["res_model"], "res.partner")
        self.assertEqual(action["res_id"], self.bob.id)
