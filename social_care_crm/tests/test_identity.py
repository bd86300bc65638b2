# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.values import Author
from odoo.addons.social_care_demo.tests.channel_common import AGENT

from .identity_common import ANNA, SUNNY, IdentityCase


@tagged("post_install", "-at_install")
class TestIdentification(IdentityCase):
    """What messages tell about their authors."""

    def test_what_is_said_in_private_is_a_claim(self):
        profile = self.say("I am anna@meier.example, call 030 12345678").profile_id
        self.assertEqual(
            self.evidence_of(profile),
            {(self.anna, "email", "claimed"), (self.anna, "phone", "claimed")},
        )
        self.assertFalse(profile.partner_id)

    def test_what_is_said_in_public_is_a_hint(self):
        profile = self.say("I am anna@meier.example", private=False).profile_id
        self.assertEqual(self.evidence_of(profile), {(self.anna, "public", "hint")})

    def test_a_ticket_or_customer_number_is_a_claim(self):
        self.anna.ref = "C-4711"
        ticket = self.env["helpdesk.ticket"].create(
            {"name": "Late", "description": "-", "partner_id": self.anna.id}
        )
        profile = self.say(f"About {ticket.number.lower()} of c/4711").profile_id
        kinds = {kind for _partner, kind, _strength in self.evidence_of(profile)}
        self.assertEqual(kinds, {"document"})
        self.assertEqual(len(profile.evidence_ids), 2)

    def test_the_name_is_a_hint(self):
        profile = self.say("Hello", ANNA).profile_id
        self.assertEqual(self.evidence_of(profile), {(self.anna, "name", "hint")})

    def test_a_name_of_many_is_no_hint(self):
        for _number in range(12):
            self.make_contact("Anna Meier")
        self.assertFalse(self.say("Hello", ANNA).profile_id.evidence_ids)

    def test_contacts_of_other_companies_are_not_found(self):
        self.anna.company_id = self.env["res.company"].create({"name": "Other"})
        said = self.say("I am anna@meier.example, 030 12345678", ANNA)
        self.assertFalse(said.profile_id.evidence_ids)

    def test_a_repetition_adds_nothing(self):
        profile = self.say("I am anna@meier.example").profile_id
        self.say("As I said: anna@meier.example")
        self.assertEqual(len(profile.evidence_ids), 1)

    def test_no_text_is_kept(self):
        profile = self.say("I am anna@meier.example").profile_id
        kept = profile.evidence_ids.read(load=None)
        self.assertNotIn("meier", str(kept))

    def test_other_stages_look_nothing_up(self):
        model = type(self.env["social.care.identity"])
        for stage in ("manual", "monitored", "routed"):
            self.stream.stage = stage
            with patch.object(model, "_identify") as identify:
                said = self.say("I am anna@meier.example", ANNA)
            identify.assert_not_called()
            self.assertFalse(said.profile_id.evidence_ids)
            self.assertFalse(self.identity(said))

    def test_the_queries_do_not_grow_with_the_batch(self):
        def count_queries(count, word):
            people = [
                {
                    "external_id": f"{word}-{n}",
                    "handle": f"{word}x{n}",
                    "name": f"Person{n} {word}",
                }
                for n in range(count)
            ]
            for person in people:
                handle = person["handle"]
                self.make_contact(f"Mail {handle}", email=f"{handle}@q.example")
                self.make_contact(person["name"])
            posts = [
                self.post(
                    f"post-{person['external_id']}",
                    f"mail {person['handle']}@q.example, 030 12345678, ZZ{n:05}",
                    who=person,
                    private=True,
                )
                for n, person in enumerate(people)
            ]
            self.stream.stage = "manual"
            mentions = self.hear_at_once(*posts)
            self.stream.stage = "integrated"
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            mentions._identify_authors()
            self.env.flush_all()
            cost = self.env.cr.sql_log_count - before
            self.assertEqual(
                len(mentions.profile_id.evidence_ids.partner_id), 2 * count + 1
            )
            return cost

        count_queries(5, "first")
        few = count_queries(5, "second")
        self.assertLessEqual(count_queries(60, "third"), few + 4)


@tagged("post_install", "-at_install")
class TestProven(IdentityCase):
    """What the network itself attests."""

    def hear_attested(self, name="Anna Meier", phone="+493012345678", **kw):
        who = {"external_id": "p-wa", "handle": "wa", "name": name, "phone": phone}
        return self.say("Hello", who, **kw).profile_id

    def test_nothing_links_by_itself_unless_allowed(self):
        profile = self.hear_attested()
        self.assertIn(
            (self.anna, "attested_phone", "proven"), self.evidence_of(profile)
        )
        self.assertFalse(profile.partner_id)

    def test_an_attested_number_with_the_full_name_links(self):
        self.company.social_care_link_automatically = True
        profile = self.hear_attested()
        self.assertEqual(profile.partner_id, self.anna)
        self.assertEqual(profile.link_strength, "proven")
        self.assertEqual(profile.link_ids.origin, "automatic")

    def test_the_same_number_with_another_name_does_not(self):
        self.company.social_care_link_automatically = True
        for name in ("Carl Kunz", "Anna", "A. Meier"):
            self.env["social.care.profile"].search(
                [("external_id", "=", "p-wa")]
            ).evidence_ids.unlink()
            profile = self.hear_attested(name)
            self.assertIn(
                (self.anna, "attested_phone", "claimed"), self.evidence_of(profile)
            )
            self.assertFalse(profile.partner_id)

    def test_a_number_that_a_customer_typed_proves_nothing(self):
        """Else anybody could take on the name and number of somebody else, and read
        their tickets in the portal."""
        self.company.social_care_link_automatically = True
        self.anna.phone = False
        thief = new_test_user(self.env, "thief", groups="base.group_portal").partner_id
        own = thief.with_user(thief.user_ids).sudo()
        own.write({"name": "Anna Meier", "phone": "+493012345678"})
        profile = self.hear_attested()
        self.assertIn((thief, "attested_phone", "claimed"), self.evidence_of(profile))
        self.assertFalse(profile.partner_id)
        own.write({"name": "Anna Meier", "phone": "+493012345679"})
        thief.phone = "+493012345678"
        self.assertFalse(thief.social_care_is_self_entered)
        own.write({"name": "Anna Meier", "phone": "+493012345678"})
        self.assertFalse(thief.social_care_is_self_entered)

    def test_who_signs_up_proves_nothing_by_their_number(self):
        public = self.env.ref("base.public_user")
        contacts = self.env["res.partner"].with_user(public).sudo()
        own = contacts.create({"name": "Anna Meier", "phone": "+493099999"})
        self.assertTrue(own.social_care_is_self_entered)
        own.with_user(self.agent).sudo().name = "Anna Meyer"
        self.assertTrue(own.social_care_is_self_entered)

    def test_a_number_of_two_contacts_links_nobody(self):
        self.company.social_care_link_automatically = True
        self.make_contact("Anna Meier", phone="030 12345678")
        self.assertFalse(self.hear_attested().partner_id)

    def test_a_recycled_number_is_not_proven_any_more(self):
        self.company.social_care_link_automatically = True
        profile = self.hear_attested()
        self.hear_attested("Carl Kunz")
        self.assertEqual(profile.link_strength, "claimed")
        self.assertFalse(profile._get_customer())
        self.assertEqual(profile.link_ids.mapped("end_reason"), [False, "doubted"])

    def test_an_id_on_file_links_under_a_name_that_agrees(self):
        self.company.social_care_link_automatically = True
        self.note_handle("anna.meier", "p-anna")
        profile = self.say("Hello", ANNA).profile_id
        self.assertEqual(profile.partner_id, self.anna)

    def test_a_changed_handle_is_found_by_its_id(self):
        self.company.social_care_link_automatically = True
        self.note_handle("old.handle", "p-anna")
        self.assertEqual(self.say("Hello", ANNA).profile_id.partner_id, self.anna)

    def test_a_recycled_handle_is_no_evidence(self):
        self.company.social_care_link_automatically = True
        self.note_handle("sunny92", "somebody-before")
        self.assertFalse(self.say("Hello").profile_id.evidence_ids)

    def test_a_handle_without_id_is_a_hint(self):
        self.note_handle("@Sunny92", False)
        profile = self.say("Hello").profile_id
        self.assertEqual(self.evidence_of(profile), {(self.anna, "handle", "hint")})

    def test_the_network_is_asked_when_a_handle_is_typed(self):
        person = self.env["social.care.demo.person"].create(
            {"name": "Anna Meier", "handle": "anna.real"}
        )
        row = self.note_handle("https://demo.example/@anna.real", False)
        row._check(self.account)
        self.assertEqual(row.external_id, f"person-{person.id}")
        self.assertEqual(row.found_name, "Anna Meier")
        row.name = "@nobody"
        self.assertFalse(row.external_id)
        row._check(self.account)
        self.assertFalse(row.external_id)
        self.assertTrue(row.checked_at)

    def test_a_network_that_cannot_tell_now_is_asked_again(self):
        row = self.note_handle("@anna.real", "known")
        connector = type(self.env["social.care.connector.demo"])
        for error, expected in (
            (errors.Temporary("busy"), RetryableJobError),
            (errors.RateLimited("wait", fields.Datetime.now()), RetryableJobError),
            (errors.Rejected("no"), None),
        ):
            with patch.object(connector, "_find_by_handle", side_effect=error):
                if expected:
                    with self.assertRaises(expected):
                        row._check(self.account)
                else:
                    row._check(self.account)
        self.assertEqual(row.external_id, "known")

    def test_what_the_network_says_is_checked(self):
        row = self.note_handle("@anna.real", "known")
        row._keep(self.account, Author("x" * 1000, "anna.real"))
        self.assertEqual(row.external_id, "known")
        row._keep(self.account, Author("new", "anna.real", "An\x00na\u202e"))
        self.assertEqual((row.external_id, row.found_name), ("new", "Anna"))

    def note_handle(self, handle, external_id):
        return self.env["social.care.handle"].create(
            {
                "partner_id": self.anna.id,
                "network": "demo",
                "name": handle,
                "external_id": external_id,
                "scope": external_id and "demo",
            }
        )


@tagged("post_install", "-at_install")
class TestLies(IdentityCase):
    """Somebody says that they are Anna. The company links what is proven by itself."""

    def setUp(self):
        super().setUp()
        self.company.social_care_link_automatically = True

    def assert_unknown(self, mention):
        profile = mention.profile_id
        self.assertFalse(profile.partner_id)
        self.assertFalse(profile.link_ids)
        self.assertFalse(profile._get_customer())
        self.assertFalse(mention.ticket_id.partner_id)

    def test_the_same_lie_in_public_and_in_private(self):
        for private in (False, True, True):
            said = self.say("I am Anna Meier, anna@meier.example", private=private)
            self.assert_unknown(said)

    def test_two_true_facts_and_the_name(self):
        liar = {"external_id": "liar", "handle": "anna.meier", "name": "Anna Meier"}
        said = self.say("anna@meier.example, 030 12345678", liar)
        self.assert_unknown(said)
        self.assertEqual(self.identity(said)["proposals"][0]["strength"], "claimed")

    def test_accepted_lies_change_nothing_that_counts(self):
        said = self.say("I am anna@meier.example")
        self.act(said, "accept_proposal", self.anna.id)
        profile = said.profile_id
        self.assertEqual(profile.partner_id, self.anna)
        self.assertEqual(profile.link_strength, "claimed")
        self.assertFalse(profile._get_customer())
        self.assertFalse(said.ticket_id.partner_id)


@tagged("post_install", "-at_install")
class TestPanel(IdentityCase):
    """What agents see and do."""

    def test_a_proposal_has_reasons_and_no_address(self):
        said = self.say("anna@meier.example", ANNA)
        [proposal] = self.identity(said)["proposals"]
        self.assertEqual(proposal["partner_id"], self.anna.id)
        self.assertEqual(proposal["reasons"], ["Email said in private", "Same name"])
        self.assertNotIn("meier.example", str(proposal))

    def test_accept_and_undo(self):
        said = self.say("anna@meier.example")
        shown = self.act(said, "accept_proposal", self.anna.id)
        self.assertEqual(shown["link"]["partner_id"], self.anna.id)
        self.assertFalse(shown["link"]["is_proven"])
        self.assertFalse(shown["proposals"])
        shown = self.act(said, "undo_link")
        self.assertFalse(shown["link"])
        self.assertEqual(shown["proposals"][0]["partner_id"], self.anna.id)

    def test_rejected_stays_rejected_after_the_text_is_gone(self):
        said = self.say("anna@meier.example")
        self.assertFalse(self.act(said, "reject_proposal", self.anna.id)["proposals"])
        said._erase("gone")
        again = self.say("anna@meier.example")
        self.assertFalse(self.identity(again)["proposals"])

    def test_other_evidence_proposes_again(self):
        said = self.say("anna@meier.example")
        self.act(said, "reject_proposal", self.anna.id)
        again = self.say("call 030 12345678")
        self.assertTrue(self.identity(again)["proposals"])

    def test_a_stale_proposal_is_refused(self):
        said = self.say("anna@meier.example")
        self.act(said, "reject_proposal", self.anna.id)
        with self.assertRaises(UserError):
            self.act(said, "accept_proposal", self.anna.id)

    def test_an_agent_chooses_and_a_supervisor_vouches(self):
        said = self.say("Hello")
        shown = self.act(said, "choose_contact", self.anna.id)
        self.assertFalse(shown["link"]["is_proven"])
        with self.assertRaises(AccessError):
            self.act(said, "verify_link", self.anna.id)
        shown = self.act(said, "verify_link", self.anna.id, user=self.supervisor)
        self.assertTrue(shown["link"]["is_proven"])
        self.assertEqual(said.profile_id._get_customer(), self.anna)

    def test_a_supervisor_vouches_for_whom_they_see(self):
        said = self.say("Hello")
        self.act(said, "choose_contact", self.anna.id)
        self.act(said, "choose_contact", self.make_contact("Carl Kunz").id)
        with self.assertRaises(UserError):
            self.act(said, "verify_link", self.anna.id, user=self.supervisor)
        self.assertEqual(said.profile_id.link_strength, "claimed")

    def test_a_name_that_changed_weakens_what_was_proven(self):
        who = {"external_id": "wa", "handle": "wa", "phone": "+493012345678"}
        said = self.say("Hello", {**who, "name": "Anna Meier"})
        said.profile_id.sudo().name = "Carl Kunz"
        self.act(said, "accept_proposal", self.anna.id)
        self.assertEqual(said.profile_id.link_strength, "claimed")

    def test_new_contacts_get_what_was_said_and_nobody_else_has(self):
        said = self.say("new@x.example or 030 12345678", ANNA)
        defaults = self.act(said, "get_contact_defaults")
        self.assertEqual(defaults["default_name"], "Anna Meier")
        self.assertEqual(defaults["default_email"], "new@x.example")
        self.assertFalse(defaults["default_phone"])

    def test_one_panel_for_all(self):
        said = self.say("anna@meier.example")
        threads = self.env["social.care.thread"].with_user(self.agent)
        shown = threads.get_conversation(said.thread_id.id)
        self.assertEqual(shown["identity"], self.identity(said))

    def test_the_chip_of_a_message_says_that_it_is_not_proven(self):
        said = self.say("Hello")
        self.act(said, "choose_contact", self.anna.id)
        profile = said.profile_id.with_user(self.agent)
        name = profile._get_panel_values()["partner_name"]
        self.assertEqual(name, "Anna Meier (not proven)")
        self.act(said, "verify_link", self.anna.id, user=self.supervisor)
        name = profile._get_panel_values()["partner_name"]
        self.assertEqual(name, "Anna Meier")


@tagged("post_install", "-at_install")
class TestPanelAccess(IdentityCase):
    """Who may not read a conversation learns nothing of who it is."""

    METHODS = (
        ("get_identity",),
        ("accept_proposal", "anna"),
        ("reject_proposal", "anna"),
        ("choose_contact", "anna"),
        ("verify_link", "anna"),
        ("undo_link",),
        ("ask_contact", "anna"),
        ("make_link",),
        ("get_contact_defaults",),
    )

    def assert_refused(self, user, said):
        for method, *args in self.METHODS:
            with self.subTest(method), self.assertRaises(AccessError):
                self.act(said, method, *[self.anna.id for _arg in args], user=user)

    def test_agents_of_other_teams_and_companies(self):
        said = self.say("anna@meier.example")
        said.thread_id.team_id = self.team
        other = self.make_user("other", AGENT)
        company = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", AGENT, company)
        for user in (other, stranger, self.env.ref("base.public_user")):
            self.assert_refused(user, said)

    def test_a_contact_that_the_agent_may_not_read(self):
        said = self.say("Hello")
        self.act(said, "choose_contact", self.anna.id)
        rule = self.env["ir.rule"].create(
            {
                "name": "Hidden",
                "model_id": self.env.ref("base.model_res_partner").id,
                "domain_force": f"[('id', '!=', {self.anna.id})]",
            }
        )
        self.assertTrue(rule)
        link = self.identity(said)["link"]
        self.assertFalse(link["partner_id"])
        self.assertNotIn("Anna", str(link))

    def test_a_contact_of_another_company_cannot_be_chosen(self):
        said = self.say("Hello")
        company = self.env["res.company"].create({"name": "Other"})
        self.agent.company_ids += company
        foreign = self.make_contact("Foreign Person", company_id=company.id)
        with self.assertRaises(UserError):
            self.panel.with_user(self.agent).with_context(
                allowed_company_ids=[self.company.id, company.id]
            ).choose_contact(said.thread_id.id, foreign.id)

    def test_only_whom_the_person_claimed_to_be_is_asked(self):
        for who in (SUNNY, ANNA):
            said = self.say("Hello", who)
            with self.assertRaises(AccessError):
                self.act(said, "ask_contact", self.anna.id)
