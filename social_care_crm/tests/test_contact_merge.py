# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError

from ..models.social_care_customer import CHANGED
from .link_common import JOHN, LinkCase

NOW = "2026-03-01 10:00:00"
DOCUMENTS = "odoo.addons.social_care_crm.models.social_care_contact_merge_documents"


class TestMerge(LinkCase):
    """Odoo's merge of contacts moves rows by SQL: what hangs on them follows."""

    def setUp(self):
        super().setUp()
        self.maria, self.john = self.person(), self.person("j", who=JOHN)
        self.ticket = self.tickets_of(self.maria)
        self.emil = self.contact("Emil", email="emil@free.example")
        self.fred = self.contact("Fred", email="fred@free.example")

    def test_profiles_and_tickets_are_the_target_s(self):
        self.maria._link(self.emil, "proven")
        self.john._link(self.fred, "proven")
        self.merge(self.emil, self.fred)
        self.assertEqual((self.maria | self.john).partner_id, self.fred)
        self.assertEqual(self.ticket.partner_id, self.fred)
        self.assertEqual(self.ticket.partner_name, "Fred")
        self.assertEqual(self.ticket.partner_email, "fred@free.example")
        self.assertEqual(self.ticket.social_care_portal_partner_id, self.fred)
        self.assertEqual(self.ticket.commercial_partner_id, self.fred)

    def test_both_linked_to_one_profile_once_keep_their_history(self):
        self.maria._link(self.emil, "proven")
        self.maria._link(self.fred, "proven")
        self.merge(self.emil, self.fred)
        self.assertEqual(len(self.maria.link_ids), 2)
        self.assertEqual(self.maria.partner_id, self.fred)

    def test_what_was_known_of_both_is_known_once(self):
        accepted = self.propose(self.maria, self.emil)
        self.propose(self.maria, self.fred)
        denied = self.propose(self.maria, self.emil, "phone", state="rejected")
        self.propose(self.maria, self.fred, "phone")
        link = self.maria._accept(self.emil)
        self.merge(self.emil, self.fred)
        self.assertEqual(self.maria.evidence_ids, accepted | denied)
        self.assertEqual(link.evidence_id, accepted)
        self.assertEqual(accepted.partner_id, self.fred)

    def test_a_handle_of_both_is_kept_once(self):
        handles = self.env["social.care.handle"].create(
            [
                {"partner_id": contact.id, "network": "demo", "name": name}
                for contact, name in (
                    (self.emil, "@Maria"),
                    (self.fred, "maria"),
                    (self.emil, "emil"),
                )
            ]
        )
        handles[1].write({"external_id": "p1", "scope": "demo"})
        self.merge(self.emil, self.fred)
        self.assertEqual(self.fred.social_care_handle_ids, handles[1:])

    def test_the_queue_looks_again(self):
        """The queue asks which language a contact speaks."""
        mail = self.env["helpdesk.ticket"].create(
            {
                "name": "Mail",
                "description": "Mail",
                "partner_id": self.emil.id,
                "company_id": self.company.id,
                "team_id": self.team.id,
            }
        )
        works = getattr(mail, "social_care_work_ids", None)
        if not works:
            self.skipTest("without routing there is no queue")
        works.terms = [["stale", 1]]
        self.env.flush_all()
        self.merge(self.emil, self.fred)
        self.assertNotEqual(works.terms, [["stale", 1]])

    def test_a_merge_across_companies_ends_links(self):
        company, *_people = self.foreign_company()
        foreign = self.contact("Cora", company_id=company.id)
        link = self.maria._link(self.emil, "proven")
        self.merge(self.emil, foreign)
        self.assertEqual(link.end_reason, "company")
        self.assertFalse(self.maria.partner_id)
        self.assertFalse(self.ticket.partner_id)
        thread = self.mention("a").thread_id.with_user(self.agent)
        shown = thread.get_conversation(thread.id)
        self.assertFalse(shown["messages"][0]["author"]["partner_id"])

    def test_the_panel_does_not_break_on_a_contact_of_another_company(self):
        company, *_people = self.foreign_company()
        foreign = self.contact("Cora", company_id=company.id)
        self.maria._link(self.emil, "proven")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE social_care_profile SET partner_id = %s WHERE id = %s",
            [foreign.id, self.maria.id],
        )
        self.env.invalidate_all()
        thread = self.mention("a").thread_id.with_user(self.agent)
        shown = thread.get_conversation(thread.id)
        self.assertEqual(shown["messages"][0]["author"]["partner_name"], "")

    def test_who_merges_needs_no_rights_here(self):
        clerk = self.make_user("clerk", "base.group_partner_manager")
        self.maria._link(self.emil, "proven")
        self.emil.email = self.fred.email
        wizards = self.env["base.partner.merge.automatic.wizard"].with_user(clerk)
        wizards._merge((self.emil | self.fred).ids, self.fred.with_user(clerk))
        self.assertEqual(self.maria.partner_id, self.fred)
        self.assertEqual(self.ticket.partner_id, self.fred)


class TestSplit(LinkCase):
    """From the log of a merge a contact is made anew."""

    def setUp(self):
        super().setUp()
        self.maria, self.john = self.person(), self.person("j", who=JOHN)
        self.ticket = self.tickets_of(self.maria)
        self.emil = self.contact("Emil", email="emil@free.example", phone="+49301234")
        self.fred = self.contact("Fred", email="fred@free.example")
        self.mail = self.env["helpdesk.ticket"].create(
            {
                "name": "Mail",
                "description": "Mail",
                "partner_id": self.emil.id,
                "company_id": self.company.id,
            }
        )
        self.proof = self.propose(self.maria, self.emil, "address", "proven")
        self.maria._accept(self.emil)
        self.handle = self.env["social.care.handle"].create(
            {"partner_id": self.emil.id, "network": "demo", "name": "emil"}
        )
        self.john._link(self.fred, "proven")
        self.merge(self.emil, self.fred)
        self.supervisor.group_ids += self.env.ref("base.group_partner_manager")

    def test_everything_is_as_before_the_merge(self):
        emil = self.split(self.fred, self.supervisor)
        self.assertEqual(
            emil.mapped(lambda c: (c.name, c.email, c.phone)),
            [("Emil", "emil@free.example", "+49301234")],
        )
        self.assertEqual(self.maria.partner_id, emil)
        self.assertEqual(self.maria.link_strength, "proven")
        self.assertEqual(self.maria._get_live_link().evidence_id, self.proof)
        self.assertEqual(self.proof.partner_id, emil)
        self.assertEqual(self.ticket.partner_id, emil)
        self.assertEqual(self.mail.partner_id, emil)
        self.assertEqual(self.john.partner_id, self.fred)
        self.assertEqual(self.handle.partner_id, emil)
        self.assertEqual(self.fred.social_care_merge_ids.split_partner_id, emil)

    def test_who_does_not_want_to_be_contacted_is_still_not(self):
        gina = self.contact("Gina", social_care_do_not_contact=True)
        self.merge(gina, self.anna)
        self.assertTrue(self.anna.social_care_do_not_contact)
        new = self.split(self.anna, self.supervisor)
        self.assertTrue(new.social_care_do_not_contact)

    def test_the_new_contact_lives_where_the_merged_one_did(self):
        country = self.env.ref("base.de")
        gina = self.contact(
            "Gina", street="Gasse 1", city="Ulm", zip="89073", country_id=country.id
        )
        self.anna.write({"street": "Allee 2", "city": "Kiel", "zip": "24103"})
        self.merge(gina, self.anna)
        new = self.split(self.anna, self.supervisor)
        self.assertEqual(
            (new.street, new.city, new.zip, new.country_id),
            ("Gasse 1", "Ulm", "89073", country),
        )
        self.assertEqual(self.anna.city, "Kiel")

    def test_the_contact_that_stays_loses_what_the_merge_gave_it(self):
        country = self.env.ref("base.de")
        gina = self.contact(
            "Gina",
            email="gina@x.example",
            city="Ulm",
            phone="+4930901821",
            country_id=country.id,
            social_care_is_vip=True,
        )
        hugo = self.contact("Hugo", phone="+4930901822")
        self.merge(gina, hugo)
        self.assertTrue(hugo.social_care_is_vip)
        hugo.city = "Bonn"
        self.split(hugo, self.supervisor)
        self.assertFalse(hugo.email or hugo.social_care_is_vip or hugo.country_id)
        self.assertEqual((hugo.phone, hugo.city), ("+4930901822", "Bonn"))

    def test_a_merge_of_another_contact_is_not_undone(self):
        merge = self.fred.social_care_merge_ids
        with self.assertRaises(UserError):
            self.split(self.anna, self.supervisor, name="X", merge_id=merge.id)
        self.split(self.fred, self.supervisor)
        with self.assertRaises(UserError):
            self.split(self.fred, self.supervisor, name="X", merge_id=merge.id)

    def test_people_are_split_off_without_a_merge(self):
        new = self.split(
            self.anna,
            self.supervisor,
            name="Somebody",
            profile_ids=[],
        )
        self.assertFalse(new.social_care_profile_ids)
        self.maria._link(self.anna, "claimed")
        new = self.split(
            self.anna, self.supervisor, name="Maria B.", profile_ids=self.maria.ids
        )
        self.assertEqual(self.maria.partner_id, new)
        self.assertEqual(self.maria.link_strength, "claimed")

    def test_only_people_of_the_contact_are_split_off(self):
        with self.assertRaises(UserError):
            self.split(self.anna, self.supervisor, name="X", profile_ids=self.john.ids)

    def test_agents_do_not_split(self):
        with self.assertRaises(AccessError):
            self.split(self.fred, self.agent, name="X")

    def test_a_merge_is_forgotten_after_a_year(self):
        merges = self.env["social.care.contact.merge"]
        merge = self.fred.social_care_merge_ids
        merges._gc_old()
        self.assertTrue(merge.exists())
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE social_care_contact_merge SET create_date = %s",
            [fields.Datetime.now() - timedelta(days=366)],
        )
        self.env.invalidate_all()
        merges._gc_old()
        self.assertFalse(merge.exists())

    def test_a_merge_goes_with_the_contact(self):
        merge = self.fred.social_care_merge_ids
        self.fred.unlink()
        self.assertFalse(merge.exists())


class TestSplitDocuments(LinkCase):
    """What the merge took along comes back, as far as it is still there."""

    def setUp(self):
        super().setUp()
        self.emil = self.contact("Emil", email="emil@free.example")
        self.fred = self.contact("Fred", email="fred@free.example")
        self.leads = self.env["crm.lead"].create(
            [
                {"name": name, "partner_id": contact.id, "user_id": False}
                for name, contact in (
                    ("Emil's", self.emil),
                    ("Given away", self.emil),
                    ("Fred's", self.fred),
                )
            ]
        )
        self.meetings = self.env["calendar.event"].create(
            [
                {
                    "name": "Talk",
                    "start": NOW,
                    "stop": NOW,
                    "partner_ids": [(6, 0, people.ids)],
                }
                for people in (self.emil, self.emil | self.fred)
            ]
        )
        self.mail = self.anna.message_post(
            body="Hello", author_id=self.emil.id, message_type="email"
        )

    def test_documents_of_the_contact_come_back(self):
        self.merge(self.emil, self.fred)
        self.assertEqual(self.leads.partner_id, self.fred)
        self.leads[1].partner_id = self.anna
        emil = self.split(self.fred)
        self.assertEqual(self.leads[0].partner_id, emil)
        self.assertEqual(self.leads[1].partner_id, self.anna)
        self.assertEqual(self.leads[2].partner_id, self.fred)
        self.assertEqual(self.meetings[0].partner_ids, emil)
        self.assertEqual(self.meetings[1].partner_ids, emil | self.fred)
        self.assertEqual(self.meetings[0].attendee_ids.partner_id, emil)
        self.assertEqual(self.meetings[1].attendee_ids.partner_id, emil | self.fred)
        self.assertEqual(self.mail.author_id, emil)

    def test_timeline_and_weight_are_right_afterwards(self):
        self.leads[0].write({"type": "opportunity", "expected_revenue": 10000})
        self.leads.company_id = self.company
        self.merge(self.emil, self.fred)
        postcommit = self.env.cr.postcommit.data
        postcommit.pop(CHANGED, None)
        emil = self.split(self.fred)
        self.assertLessEqual({emil.id, self.fred.id}, postcommit[CHANGED])
        self.env["social.care.customer"]._recompute_contacts([emil.id, self.fred.id])
        customer = emil.with_company(self.company).social_care_customer_ids.filtered(
            lambda one: one.company_id == self.company
        )
        self.assertIn("opportunity", customer.sudo().terms)
        page = self.env["social.care.timeline"].get_page("res.partner", emil.id)
        shown = {(entry["model"], entry["res_id"]) for entry in page["entries"]}
        self.assertIn(("crm.lead", self.leads[0].id), shown)
        self.assertIn(("calendar.event", self.meetings[0].id), shown)

    def test_how_many_are_noted_is_bounded(self):
        with patch(f"{DOCUMENTS}.MOST_DOCUMENTS", 1):
            self.merge(self.emil, self.fred)
        noted = self.fred.social_care_merge_ids.sudo().documents
        self.assertEqual(noted["crm.lead.partner_id"], [self.leads[1].ids, []])

    def test_nobody_reads_the_list(self):
        self.merge(self.emil, self.fred)
        with self.assertRaises(AccessError):
            merge = self.fred.social_care_merge_ids.with_user(self.supervisor)
            merge.read(["documents"])
