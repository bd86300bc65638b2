# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""People who claim to be somebody else, and who look where they should not."""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .link_common import AGENT, JOHN, LinkCase


class TestPortal(LinkCase):
    """An impostor writes as Maria and says that she is Anna; Dora is Anna's
    colleague."""

    def setUp(self):
        super().setUp()
        self.maria = self.person(text="My password is swordfish", private=True)
        self.ticket = self.tickets_of(self.maria)

    def assert_hidden(self, login):
        self.assertFalse(self.shown_to(login, self.ticket))
        with self.assertRaises(AccessError):
            self.ticket.with_user(login).read(["name"])
        with self.assertRaises(AccessError):
            self.ticket.with_user(login).message_ids.read(["body"])

    def test_what_is_only_claimed_is_shown_to_nobody(self):
        self.propose(self.maria, self.anna)
        self.maria._accept(self.anna)
        self.assert_hidden(self.anna_login)
        self.assert_hidden(self.dora_login)

    def test_what_is_proven_is_shown_to_that_contact_and_to_no_colleague(self):
        self.maria._link(self.anna, "proven")
        self.assertEqual(self.shown_to(self.anna_login, self.ticket), self.ticket)
        self.assert_hidden(self.dora_login)

    def test_a_chosen_contact_or_a_follower_reads_nothing(self):
        self.ticket.with_user(self.agent).partner_id = self.anna
        self.ticket.message_subscribe((self.anna | self.dora).ids)
        self.assert_hidden(self.anna_login)
        self.assert_hidden(self.dora_login)

    def test_the_company_itself_reads_nothing_of_its_people(self):
        boss = self.portal("boss")
        boss.partner_id = self.firm
        self.maria._link(self.anna, "proven")
        self.assert_hidden(boss)

    def test_a_ticket_on_which_others_wrote_is_shown_to_nobody(self):
        john = self.person("j", who=JOHN)
        self.maria._link(self.anna, "proven")
        self.mention("j").thread_id.ticket_id = self.ticket
        self.assert_hidden(self.anna_login)
        john._link(self.anna, "proven")
        self.assertEqual(self.shown_to(self.anna_login, self.ticket), self.ticket)

    def test_employees_do_not_open_the_portal_by_hand(self):
        for user in (self.agent, self.supervisor):
            ticket = self.ticket.with_user(user)
            for vals in (
                {"social_care_portal_partner_id": self.dora.id},
                {"social_care_customer_profile_id": False},
                {"social_care_customer_is_chosen": True},
            ):
                with self.assertRaises(AccessError):
                    ticket.write(vals)
        self.assert_hidden(self.dora_login)

    def test_customers_do_not_learn_how_they_are_rated(self):
        contacts = self.env["res.partner"].with_user(self.anna_login)
        shown = {name for name in contacts.fields_get() if "social_care" in name}
        self.assertFalse(shown)

    def test_tickets_without_a_conversation_are_shown_as_before(self):
        mail = self.env["helpdesk.ticket"].create(
            {
                "name": "Mail",
                "description": "Mail",
                "partner_id": self.anna.id,
                "company_id": self.company.id,
            }
        )
        self.assertEqual(self.shown_to(self.anna_login, mail), mail)
        self.assertEqual(self.shown_to(self.dora_login, mail), mail)

    def test_what_was_shown_is_hidden_again_in_whatever_way_the_link_ends(self):
        ends = (
            lambda: self.maria._get_live_link()._end("undone"),
            lambda: self.maria._link(self.dora, "claimed"),
            lambda: self.split(self.anna, name="New", profile_ids=self.maria.ids),
            lambda: self.maria.action_erase(),
        )
        for end in ends:
            self.maria._link(self.anna, "proven")
            self.assertTrue(self.shown_to(self.anna_login, self.ticket))
            end()
            self.assert_hidden(self.anna_login)

    def test_a_login_moves_with_the_merge_of_its_contact(self):
        emil = self.contact("Emil")
        self.maria._link(emil, "proven")
        self.merge(self.anna, emil)
        self.assertEqual(self.anna_login.partner_id, emil)
        self.assertEqual(self.shown_to(self.anna_login, self.ticket), self.ticket)


@tagged("post_install", "-at_install")
class TestPortalPages(LinkCase, HttpCase):
    def test_colleagues_find_neither_list_nor_page(self):
        maria = self.person(text="swordfish")
        ticket = self.tickets_of(maria)
        for user in (self.anna_login, self.dora_login):
            user.password = "portal-password"
        maria._link(self.anna, "proven")
        self.authenticate(self.anna_login.login, "portal-password")
        page = f"/my/ticket/{ticket.id}"
        self.assertIn("swordfish", self.url_open(page).text)
        self.authenticate(self.dora_login.login, "portal-password")
        self.assertNotIn("swordfish", self.url_open(page).text)
        self.assertNotIn("swordfish", self.url_open("/my/tickets").text)

    def test_a_link_from_before_leads_nowhere(self):
        maria = self.person(text="swordfish")
        ticket = self.tickets_of(maria)
        link = maria._link(self.anna, "proven")
        page = f"/my/ticket/{ticket.id}?access_token={ticket._portal_ensure_token()}"
        self.authenticate(None, None)
        self.assertIn("swordfish", self.url_open(page).text)
        link._end("unlinked")
        self.assertNotIn("swordfish", self.url_open(page).text)

    def test_who_was_only_chosen_gets_no_link_that_opens_the_ticket(self):
        ticket = self.tickets_of(self.person(text="swordfish"))
        token = ticket._portal_ensure_token() or "none"
        ticket.with_user(self.agent).partner_id = self.dora
        self.authenticate(None, None)
        for known in (token, ticket._portal_ensure_token()):
            page = f"/my/ticket/{ticket.id}?access_token={known}"
            self.assertNotIn("swordfish", self.url_open(page).text)
        signed = ticket._sign_token(self.dora.id)
        self.assertNotEqual(signed, ticket._sign_token(self.dora.id))

    def test_a_link_from_before_others_wrote_leads_nowhere(self):
        maria = self.person(text="swordfish")
        ticket = self.tickets_of(maria)
        maria._link(self.anna, "proven")
        page = f"/my/ticket/{ticket.id}?access_token={ticket._portal_ensure_token()}"
        self.person("j", who=JOHN)
        self.mention("j").thread_id.ticket_id = ticket
        self.authenticate(None, None)
        self.assertNotIn("swordfish", self.url_open(page).text)


class TestAnotherCompany(LinkCase):
    """Agents and supervisors of another company see and change nothing."""

    def setUp(self):
        super().setUp()
        self.maria = self.person()
        self.claim = self.propose(self.maria, self.anna)
        self.link = self.maria._accept(self.anna)
        self.other, *self.strangers, _account = self.foreign_company()

    def test_they_read_no_link_and_no_evidence(self):
        for user in self.strangers:
            for record in (self.link, self.claim, self.maria):
                self.assertFalse(
                    record.with_user(user).search([("id", "=", record.id)])
                )
                with self.assertRaises(AccessError):
                    record.with_user(user).read(["display_name"])
            seen = self.anna.with_user(user)
            self.assertFalse(seen.social_care_link_ids)
            self.assertFalse(seen.social_care_profile_ids)

    def test_they_neither_vouch_nor_split_nor_export_nor_erase(self):
        _agent, supervisor = self.strangers
        supervisor.group_ids += self.env.ref("base.group_partner_manager")
        with self.assertRaises(AccessError):
            self.maria.with_user(supervisor).action_mark_verified()
        with self.assertRaises(AccessError):
            self.split(self.anna, supervisor, name="X", profile_ids=self.maria.ids)
        self.maria._choose(self.anna, "verified")
        self.env["social.care.confirmation"]._issue(self.maria, "undo", self.anna)
        anna = self.anna.with_user(supervisor)
        self.assertFalse(anna._social_care_export()["profiles"])
        anna.action_erase_social_care_data()
        self.assertFalse(self.maria.erased)
        self.assertEqual(self.maria.partner_id, self.anna)
        self.assertTrue(self.claim.exists())
        self.assertTrue(self.maria._find_confirmations())

    def test_to_erase_a_shared_contact_leaves_what_we_asked(self):
        _agent, supervisor = self.strangers
        asked = self.env["social.care.confirmation"]
        asked._issue(self.maria, "address", self.anna)
        self.anna.with_user(supervisor).action_erase_social_care_data()
        self.assertTrue(self.maria._find_confirmations())
        self.anna.with_user(self.supervisor).action_erase_social_care_data()
        self.assertFalse(self.maria._find_confirmations())

    def test_to_erase_a_shared_contact_leaves_what_all_companies_share(self):
        _agent, supervisor = self.strangers
        self.merge(self.contact("Ines"), self.anna)
        self.merge(self.contact("Olga", company_id=self.company.id), self.anna)
        self.anna.company_id = False
        handle = self.env["social.care.handle"].create(
            {"partner_id": self.anna.id, "network": "demo", "name": "anna"}
        )
        merges = self.anna.social_care_merge_ids
        self.anna.with_user(supervisor).action_erase_social_care_data()
        self.assertEqual(merges.exists(), merges)
        self.assertTrue(handle.exists())
        self.anna.with_user(self.supervisor).action_erase_social_care_data()
        self.assertFalse(merges.exists() or handle.exists())

    def test_they_do_not_read_what_ours_had_before_it_became_a_shared_contact(self):
        emil = self.contact("Emil", email="e@x.example", company_id=self.company.id)
        shared = self.contact("Shared")
        self.merge(emil, shared)
        self.assertEqual(shared.company_id, self.company)
        shared.company_id = False
        merge = shared.social_care_merge_ids
        _agent, supervisor = self.strangers
        self.env.invalidate_all()
        self.assertFalse(shared.with_user(supervisor).social_care_merge_ids)
        with self.assertRaises(AccessError):
            merge.with_user(supervisor).read(["source_values"])
        self.assertEqual(
            merge.with_user(self.supervisor).source_values["email"], "e@x.example"
        )

    def test_they_do_not_read_a_merge_of_our_contacts(self):
        emil = self.contact("Emil", company_id=self.company.id)
        fred = self.contact("Fred", company_id=self.company.id)
        self.merge(emil, fred)
        merge = fred.social_care_merge_ids
        _agent, supervisor = self.strangers
        with self.assertRaises(AccessError):
            merge.with_user(supervisor).read(["source_name"])
        self.assertEqual(merge.with_user(self.supervisor).source_name, "Emil")


class TestAnotherTeam(LinkCase):
    """Agents of another team do not learn what was said to ours."""

    def test_the_kind_of_evidence_in_a_message_is_not_told(self):
        maria = self.person()
        message = maria.mention_ids[:1]
        claim = self.propose(maria, self.anna, mention_id=message.id)
        link = maria._accept(self.anna)
        other = self.make_user("other", AGENT)
        self.make_team("Elsewhere", other)
        kind = dict(claim._fields["kind"]._description_selection(self.env))["email"]
        for user, is_told in ((self.agent, True), (other, False)):
            seen = link.with_user(user).read()
            self.assertEqual(seen[0]["evidence_kind"], is_told and "email")
            self.assertNotIn(kind, str(seen))
