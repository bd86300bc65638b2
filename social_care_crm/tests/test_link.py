# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError

from .link_common import AGENT, JOHN, LinkCase


class TestLink(LinkCase):
    """What a link is, and what changes with it."""

    def setUp(self):
        super().setUp()
        self.maria = self.person()
        self.ticket = self.tickets_of(self.maria)

    def test_a_claimed_link_is_shown_and_changes_nothing_else(self):
        self.maria._link(self.anna, "claimed")
        self.assertEqual(self.maria.partner_id, self.anna)
        self.assertFalse(self.maria._get_customer())
        self.assertFalse(self.ticket.partner_id)
        self.assertFalse(self.shown_to(self.anna_login, self.ticket))

    def test_a_proven_link_makes_the_contact_the_customer_of_all_tickets(self):
        closed = self.hear(self.post("b", "Another thing", at=5)).ticket_id
        closed.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        closed.active = False
        self.maria._link(self.anna, "proven")
        for ticket in self.ticket | closed:
            self.assertEqual(ticket.partner_id, self.anna)
            self.assertEqual(ticket.partner_name, "Anna")
            self.assertEqual(ticket.partner_email, "anna@firm.example")

    def test_a_new_ticket_has_the_proven_contact(self):
        self.maria._link(self.anna, "proven")
        ticket = self.hear(self.post("b", "Another thing", at=5)).ticket_id
        self.assertEqual(ticket.partner_id, self.anna)
        self.assertEqual(ticket.partner_email, "anna@firm.example")
        self.assertEqual(ticket.social_care_portal_partner_id, self.anna)

    def test_the_end_of_a_link_undoes_it(self):
        link = self.maria._link(self.anna, "proven")
        self.ticket.message_subscribe(self.anna.ids)
        token = self.ticket._portal_ensure_token()
        link._end("unlinked")
        self.assertFalse(self.maria.partner_id)
        self.assertFalse(self.ticket.partner_id)
        self.assertFalse(self.ticket.partner_email)
        self.assertEqual(self.ticket.partner_name, "Maria")
        self.assertNotIn(self.anna, self.ticket.message_partner_ids)
        self.assertNotEqual(self.ticket._portal_ensure_token(), token)
        self.assertEqual(link.end_reason, "unlinked")

    def test_there_is_one_live_link(self):
        first = self.maria._link(self.anna, "proven")
        second = self.maria._link(self.dora, "claimed")
        self.assertEqual(first.end_reason, "replaced")
        self.assertEqual(self.maria._get_live_link(), second)
        self.assertFalse(self.ticket.partner_id)

    def test_what_is_proven_is_not_claimed_again(self):
        link = self.maria._link(self.anna, "proven")
        self.assertEqual(self.maria._link(self.anna, "claimed"), link)

    def test_a_contact_that_a_user_chose_stays(self):
        self.ticket.with_user(self.agent).partner_id = self.dora
        link = self.maria._link(self.anna, "proven")
        self.assertEqual(self.ticket.partner_id, self.dora)
        self.assertFalse(self.shown_to(self.anna_login, self.ticket))
        self.assertFalse(self.shown_to(self.dora_login, self.ticket))
        self.ticket.with_user(self.agent).partner_id = self.anna
        self.assertEqual(self.shown_to(self.anna_login, self.ticket), self.ticket)
        link._end("unlinked")
        self.assertFalse(self.ticket.partner_id)

    def test_users_cannot_set_the_contact_by_themselves(self):
        for user in (self.agent, self.supervisor, self.manager):
            with self.assertRaises(AccessError):
                self.maria.with_user(user).write({"partner_id": self.anna.id})
            with self.assertRaises(AccessError):
                self.links.with_user(user).create(
                    {
                        "profile_id": self.maria.id,
                        "partner_id": self.anna.id,
                        "strength": "proven",
                        "origin": "user",
                    }
                )

    def test_code_that_sets_the_contact_vouches_for_it(self):
        self.maria.partner_id = self.anna
        self.assertEqual(self.maria._get_live_link().strength, "proven")
        self.maria.partner_id = False
        self.assertFalse(self.maria._get_live_link())

    def test_an_erased_person_or_an_account_of_ours_has_no_contact(self):
        self.maria.action_erase()
        with self.assertRaises(UserError):
            self.maria._link(self.anna, "proven")
        john = self.person("j", who=JOHN)
        john.is_own = True
        with self.assertRaises(UserError):
            john._link(self.anna, "proven")

    def test_a_ticket_that_a_conversation_comes_to_keeps_its_contact(self):
        mail = self.env["helpdesk.ticket"].create(
            {"name": "Mail", "description": "Mail", "partner_id": self.dora.id}
        )
        thread = self.ticket.social_care_thread_ids
        thread.ticket_id = mail
        self.maria._link(self.anna, "proven")
        self.assertEqual(mail.partner_id, self.dora)
        self.assertFalse(self.shown_to(self.dora_login, mail))

    def test_a_ticket_whose_conversation_left_still_quotes_its_author(self):
        self.maria._link(self.anna, "proven")
        self.ticket.social_care_thread_ids.ticket_id = self.ticket.copy()
        self.assertFalse(self.ticket.social_care_thread_ids)
        self.assertFalse(self.shown_to(self.dora_login, self.ticket))
        self.maria._get_live_link()._end("unlinked")
        self.assertFalse(self.ticket.partner_id)
        self.assertFalse(self.shown_to(self.anna_login, self.ticket))


class TestEvidence(LinkCase):
    """What is accepted links; what is rejected stays so."""

    def setUp(self):
        super().setUp()
        self.maria = self.person()
        self.claim = self.propose(self.maria, self.anna)

    def test_what_is_accepted_links_with_its_strength(self):
        maria = self.maria.with_user(self.agent)
        link = maria._accept(self.anna)
        self.assertEqual(link.strength, "claimed")
        self.assertEqual(link.evidence_id, self.claim)
        self.assertEqual(link.user_id, self.agent)

    def test_one_proof_among_several_proves(self):
        proof = self.propose(self.maria, self.anna, "address", "proven")
        link = self.maria._accept(self.anna, "automatic")
        self.assertEqual(link.strength, "proven")
        self.assertEqual(link.evidence_id, proof)
        self.assertFalse(link.user_id)

    def test_what_was_proposed_goes_with_the_message_and_a_rejection_stays(self):
        mention = self.mention("a")
        self.claim.mention_id = mention
        denied = self.propose(self.maria, self.dora, mention_id=mention.id)
        denied._decide("rejected")
        mention._erase("(retention period over)")
        self.assertFalse(self.claim.exists())
        self.assertEqual(denied.state, "rejected")

    def test_a_supervisor_vouches(self):
        self.maria._accept(self.anna)
        with self.assertRaises(AccessError):
            self.maria.with_user(self.agent).action_mark_verified()
        self.maria.with_user(self.supervisor).action_mark_verified()
        link = self.maria._get_live_link()
        self.assertEqual(link.strength, "proven")
        self.assertEqual(link.evidence_id.kind, "verified")
        self.assertEqual(link.user_id, self.supervisor)
        self.assertEqual(self.tickets_of(self.maria).partner_id, self.anna)
        with self.assertRaises(UserError):
            self.maria.with_user(self.supervisor).action_mark_verified()

    def test_who_may_not_read_a_message_does_not_read_what_came_of_it(self):
        outsider = self.make_user("outsider", AGENT)
        mention = self.mention("a")
        self.claim.mention_id = mention
        rows = self.env["social.care.evidence"].search(
            [("profile_id", "=", self.maria.id)]
        )
        self.assertTrue(rows.with_user(self.agent)._filtered_access("read"))
        self.assertFalse(rows.with_user(outsider)._filtered_access("read"))

    def test_nobody_reads_the_digests(self):
        with self.assertRaises(AccessError):
            self.claim.with_user(self.manager).read(["digest"])


class TestContact(LinkCase):
    """Archive, delete, another company, another name."""

    def setUp(self):
        super().setUp()
        self.maria = self.person()
        self.ticket = self.tickets_of(self.maria)
        self.emil = self.contact("Emil", email="emil@free.example")

    def test_an_archived_contact_stays(self):
        self.maria._link(self.emil, "proven")
        self.emil.active = False
        self.assertEqual(self.maria.partner_id, self.emil)
        self.assertEqual(self.ticket.partner_id, self.emil)

    def test_a_deleted_contact_leaves_its_history(self):
        link = self.maria._link(self.emil, "proven")
        self.propose(self.maria, self.emil)
        self.emil.unlink()
        self.assertEqual(link.end_reason, "deleted")
        self.assertFalse(self.maria.partner_id)
        self.assertFalse(self.ticket.partner_id)
        self.assertFalse(self.ticket.partner_email)
        self.assertEqual(self.ticket.partner_name, "Maria")
        self.assertFalse(self.maria.evidence_ids)

    def test_a_ticket_follows_the_person_again_when_the_chosen_contact_is_gone(self):
        self.ticket.with_user(self.agent).partner_id = self.emil
        self.maria._link(self.anna, "proven")
        self.emil.unlink()
        self.assertEqual(self.ticket.partner_id, self.anna)

    def test_tickets_call_a_contact_as_it_is_called(self):
        self.maria._link(self.emil, "proven")
        self.emil.write({"name": "Anonymous", "email": False})
        self.assertEqual(self.ticket.partner_name, "Anonymous")
        self.assertFalse(self.ticket.partner_email)

    def test_all_tickets_of_a_contact_are_written_at_once(self):
        more = self.hear(self.post("b", "Second", at=5)).ticket_id
        self.assertEqual(self.tickets_of(self.maria), self.ticket | more)
        tickets, written = type(self.ticket), []

        def write(records, vals):
            if "partner_name" in vals:
                written.append(records)
            return original(records, vals)

        original = tickets.write
        with patch.object(tickets, "write", write):
            self.maria._link(self.emil, "proven")
            self.emil.name = "Anonymous"
        self.assertEqual(written, [self.ticket | more] * 2)

    def test_a_contact_that_moves_to_another_company_is_no_contact_any_more(self):
        company, *_people = self.foreign_company()
        link = self.maria._link(self.emil, "proven")
        claim = self.propose(self.maria, self.emil)
        denied = self.propose(self.maria, self.emil, "phone", state="rejected")
        self.emil.company_id = company
        self.assertEqual(link.end_reason, "company")
        self.assertFalse(self.ticket.partner_id)
        self.assertFalse(claim.exists())
        self.assertTrue(denied.exists())
        with self.assertRaises(UserError):
            self.maria._link(self.emil, "proven")

    def test_people_of_a_company_move_with_it(self):
        company, *_people = self.foreign_company()
        firm = self.contact("Another firm", is_company=True)
        clerk = self.contact("Clerk", parent_id=firm.id)
        link = self.maria._link(clerk, "proven")
        firm.company_id = company
        self.assertEqual(link.end_reason, "company")

    def test_a_contact_shows_its_profiles_and_a_company_those_of_its_people(self):
        self.maria._link(self.anna, "claimed")
        self.person("j", who=JOHN)._link(self.dora, "proven")
        for contact, count in ((self.anna, 1), (self.firm, 2), (self.emil, 0)):
            action = contact.with_user(self.agent).action_view_social_care_links()
            found = self.links.with_user(self.agent).search(action["domain"])
            self.assertEqual(len(found), count)


class TestPersonalData(LinkCase):
    """Links and evidence are exported and erased with the person."""

    def setUp(self):
        super().setUp()
        self.maria = self.person()
        self.ticket = self.tickets_of(self.maria)

    def test_export_names_the_contact_of_the_live_link_alone(self):
        self.maria._link(self.dora, "proven")._end("unlinked")
        self.propose(self.maria, self.anna)
        self.maria._accept(self.anna)
        data = self.maria._export()
        self.assertEqual({row["contact"] for row in data["links"]}, {"Anna", None})
        self.assertEqual(data["evidence"][0]["what"], "Email said in private")
        self.assertNotIn("Dora", str(data))

    def test_erasure_takes_links_and_evidence_along(self):
        self.propose(self.maria, self.anna)
        self.maria._accept(self.anna)
        self.maria.with_user(self.supervisor).action_mark_verified()
        self.assertEqual(self.ticket.partner_id, self.anna)
        self.maria.with_user(self.supervisor).action_erase()
        self.assertFalse(self.maria.link_ids)
        self.assertFalse(self.maria.evidence_ids)
        self.assertFalse(self.ticket.partner_id)
        self.assertFalse(self.ticket.partner_name)
        self.assertFalse(self.ticket.partner_email)
        self.assertTrue(self.anna.exists())

    def test_only_a_proven_contact_keeps_a_person_after_retention(self):
        john = self.person("j", who=JOHN)
        self.maria._link(self.anna, "claimed")
        john._link(self.dora, "proven")
        self.account.retention_days = 1
        past = self.at(-10 * 86400)
        for model in ("social_care_mention", "social_care_profile"):
            self.env.cr.execute(f"UPDATE {model} SET create_date = %s", [past])
        self.env.cr.execute(
            "UPDATE social_care_mention SET effective_at = %s, received_at = %s",
            [past, past],
        )
        self.env.invalidate_all()
        self.env["social.care.mention"]._gc_expired()
        self.env["social.care.profile"]._gc_expired()
        self.assertTrue(self.maria.erased)
        self.assertFalse(john.erased)

    def test_a_contact_exports_and_erases_its_proven_people(self):
        john = self.person("j", who=JOHN)
        self.maria._link(self.anna, "proven")
        john._link(self.anna, "claimed")
        anna = self.anna.with_user(self.supervisor)
        exported = anna._social_care_export()["profiles"]
        self.assertEqual([person["name"] for person in exported], ["Maria"])
        anna.action_erase_social_care_data()
        self.assertTrue(self.maria.erased)
        self.assertFalse(john.erased)
        self.assertFalse(john.partner_id)
        for act in ("action_export_social_care_data", "action_erase_social_care_data"):
            with self.assertRaises(AccessError):
                getattr(self.anna.with_user(self.agent), act)()


class TestUninstall(LinkCase):
    def test_what_was_not_proven_does_not_count_without_this_addon(self):
        from ..hooks import uninstall_hook

        maria, john = self.person(), self.person("j", who=JOHN)
        maria._link(self.anna, "claimed")
        john._link(self.dora, "proven")
        uninstall_hook(self.env)
        self.assertFalse(maria.partner_id)
        self.assertEqual(john.partner_id, self.dora)

    def test_no_job_is_left_whose_model_is_gone(self):
        from ..hooks import uninstall_hook

        self.env["social.care.customer"]._enqueue_contacts({self.anna.id})
        uninstall_hook(self.env)
        left = [("model_name", "=", "social.care.customer")]
        self.assertFalse(self.env["queue.job"].search(left))

    def test_installation_adopts_contacts_and_their_tickets(self):
        from ..hooks import post_init_hook

        maria = self.person()
        ticket = self.tickets_of(maria)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE social_care_profile SET partner_id = %s WHERE id = %s",
            [self.anna.id, maria.id],
        )
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET social_care_customer_profile_id = NULL"
        )
        self.env.invalidate_all()
        post_init_hook(self.env)
        self.assertEqual(maria._get_live_link().strength, "proven")
        self.assertEqual(ticket.partner_id, self.anna)
        self.assertEqual(self.shown_to(self.anna_login, ticket), ticket)

    def test_installation_asks_no_ticket_for_whom_the_portal_shows_it_to(self):
        """One statement for all, with the same result as the field."""
        from ..hooks import post_init_hook

        maria, john = self.person(), self.person("j", who=JOHN)
        maria._link(self.anna, "proven")
        john._link(self.dora, "claimed")
        tickets = self.tickets_of(maria | john)
        chosen = self.tickets_of(self.person("k", who={**JOHN, "external_id": "k"}))
        chosen.partner_id = self.dora
        tickets |= chosen
        expected = tickets.mapped("social_care_portal_partner_id.id")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET social_care_portal_partner_id = NULL"
        )
        self.env.invalidate_all()
        compute = "_compute_social_care_portal_partner_id"
        with (
            patch.object(type(maria), "_adopt_contacts", lambda people: None),
            patch.object(type(tickets), compute, side_effect=AssertionError),
        ):
            post_init_hook(self.env)
        self.assertEqual(tickets.mapped("social_care_portal_partner_id.id"), expected)
        self.assertEqual(self.shown_to(self.anna_login, tickets).partner_id, self.anna)
