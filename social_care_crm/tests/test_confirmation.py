# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from .identity_common import ANNA, IdentityCase


@tagged("post_install", "-at_install")
class TestAskingByMail(IdentityCase):
    """The address on file."""

    def setUp(self):
        super().setUp()
        self.said = self.say("I am anna@meier.example, and my parcel broke")
        self.profile = self.said.profile_id

    def test_the_mail_says_nothing_of_the_conversation(self):
        with self.mock_mail() as sent:
            self.act(self.said, "ask_contact", self.anna.id)
        [mail] = sent
        self.assertIn("anna@meier.example", mail["to"])
        for secret in ("parcel", "sunny92", "Sunny"):
            self.assertNotIn(secret, mail["body"] + mail["subject"])

    def test_only_a_hash_is_stored(self):
        token = self.ask(self.said)
        row = self.find(token)
        self.assertNotIn(token, str(row.read()))
        self.assertFalse(
            self.env["mail.mail"]
            .search([("body_html", "like", token)])
            .filtered(lambda mail: not mail.auto_delete)
        )

    def test_confirmed_is_proven_and_can_be_undone(self):
        token = self.ask(self.said)
        with self.mock_mail() as sent:
            self.assertTrue(self.find(token)._answer(True))
        self.assertEqual(self.profile.partner_id, self.anna)
        self.assertEqual(self.profile.link_strength, "proven")
        self.assertEqual(self.profile.link_ids.origin, "contact")
        self.assertTrue(self.find(sent[0]["token"], "undo")._answer(False))
        self.assertFalse(self.profile.partner_id)
        self.assertEqual(self.profile.link_ids.end_reason, "undone")
        self.assertFalse(self.identity(self.said)["proposals"])

    def test_an_archived_contact_can_undo(self):
        token = self.ask(self.said)
        with self.mock_mail() as sent:
            self.find(token)._answer(True)
        self.anna.active = False
        self.assertTrue(self.find(sent[0]["token"], "undo")._answer(False))
        self.assertFalse(self.profile.partner_id)

    def test_an_archived_contact_does_not_confirm(self):
        token = self.ask(self.said)
        self.anna.active = False
        self.assertFalse(self.find(token))

    def test_declined_is_never_asked_again(self):
        self.assertTrue(self.find(self.ask(self.said))._answer(False))
        self.assertFalse(self.profile.partner_id)
        shown = self.identity(self.say("really anna@meier.example, 030 12345678"))
        self.assertIn("rejected before", shown["proposals"][0]["ask_refusal"])

    def test_a_contact_is_asked_once_in_a_term(self):
        self.ask(self.said)
        other = self.say("I am anna@meier.example", ANNA)
        with self.assertRaisesRegex(UserError, "within the last seven days"):
            self.act(other, "ask_contact", self.anna.id)

    def test_a_person_is_asked_three_times_a_day(self):
        for number in range(4):
            contact = self.make_contact(f"Other {number}", email=f"o{number}@x.example")
            said = self.say(f"or o{number}@x.example")
            if number == 3:
                with self.assertRaisesRegex(UserError, "three times today"):
                    self.ask(said, contact)
            else:
                self.ask(said, contact)

    def test_shared_and_role_addresses_are_not_asked(self):
        self.make_contact("Bernd Meier", email="anna@meier.example")
        with self.assertRaisesRegex(UserError, "share"):
            self.ask(self.said)
        office = self.make_contact("Office", email="info@firm.example")
        said = self.say("write to info@firm.example")
        with self.assertRaisesRegex(UserError, "shared mailbox"):
            self.ask(said, office)

    def test_who_does_not_want_to_be_contacted_is_not_asked(self):
        self.anna.social_care_do_not_contact = True
        with self.assertRaisesRegex(UserError, "does not want"):
            self.ask(self.said)

    def test_used_expired_and_wrong_links_are_none(self):
        token = self.ask(self.said)
        row = self.find(token)
        self.assertFalse(self.find(token, "undo"))
        self.assertFalse(self.find(token[:-1] + "x"))
        self.assertFalse(self.find(""))
        self.assertFalse(self.find("x" * 10_000))
        self.assertTrue(row._answer(True))
        self.assertFalse(self.find(token))
        self.assertFalse(row._answer(True))

    def test_a_link_expires_after_a_day(self):
        token = self.ask(self.said)
        row = self.find(token)
        row.expires_at = fields.Datetime.now() - timedelta(seconds=1)
        self.assertFalse(self.find(token))
        self.assertFalse(row._answer(True))

    def test_a_link_ends_when_the_contact_gets_another_address(self):
        token = self.ask(self.said)
        self.anna.email = "other@meier.example"
        self.assertFalse(self.find(token))

    def test_a_contact_that_left_for_another_company_is_neither_named_nor_linked(self):
        token = self.ask(self.said)
        other = self.env["res.company"].create({"name": "Other"})
        self.anna.company_id = other
        [pending] = self.identity(self.said)["pending"]
        self.assertNotIn("Anna", pending["name"])
        self.assertFalse(self.find(token))

    def test_a_proven_person_is_not_taken_over(self):
        other = self.make_contact("Berta Kunz", email="berta@x.example")
        said = self.say("or berta@x.example")
        tokens = self.ask(self.said), self.ask(said, other)
        self.assertTrue(self.find(tokens[0])._answer(True))
        self.assertTrue(self.find(tokens[1])._answer(True))
        self.assertEqual(self.profile.partner_id, self.anna)
        [proposal] = self.identity(said)["proposals"]
        self.assertEqual(proposal["partner_id"], other.id)
        self.assertEqual(proposal["strength"], "proven")

    def test_erased_people_cannot_be_confirmed(self):
        token = self.ask(self.said)
        self.profile.action_erase()
        self.assertFalse(self.find(token))

    def test_what_was_asked_is_exported_and_erased(self):
        token = self.ask(self.said)
        [row] = self.profile._export()["confirmations"]
        self.assertEqual(row["what"], "Mail to the address on file")
        self.assertNotIn(token, str(row))
        self.env["social.care.handle"].create(
            {"partner_id": self.anna.id, "network": "demo", "name": "@anna"}
        )
        contact = self.anna.with_user(self.supervisor)
        [handle] = contact._social_care_export()["handles"]
        self.assertEqual(handle["handle"], "@anna")
        contact.action_erase_social_care_data()
        self.assertFalse(self.anna.social_care_handle_ids)
        self.assertFalse(self.profile._find_confirmations())

    def test_old_ones_are_forgotten(self):
        row = self.find(self.ask(self.said))
        self.env.cr.execute(
            "UPDATE social_care_confirmation SET create_date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=70), row.id],
        )
        self.env["social.care.confirmation"]._gc_old()
        self.assertFalse(row.exists())


@tagged("post_install", "-at_install")
class TestOneTimeLink(IdentityCase):
    def test_only_in_private(self):
        said = self.say("Hello", private=False)
        self.assertFalse(self.identity(said)["can_send_link"])
        with self.assertRaises(AccessError):
            self.act(said, "make_link")

    def test_open_links_are_shown_as_one_until_the_person_is_proven(self):
        said = self.say("Hello")
        self.act(said, "make_link")
        self.act(said, "make_link")
        shown = self.identity(said)["pending"]
        self.assertEqual([row["kind"] for row in shown], ["one_time_link"])
        said.profile_id._choose(self.make_contact("Eve"), "verified")
        self.assertFalse(self.identity(said)["pending"])

    def test_nobody_reads_confirmations(self):
        self.act(self.say("Hello"), "make_link")
        for user in (self.agent, self.supervisor):
            with self.assertRaises(AccessError):
                self.env["social.care.confirmation"].with_user(user).search([])


@tagged("post_install", "-at_install")
class TestPages(IdentityCase, HttpCase):
    """What contacts see."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = new_test_user(
            cls.env,
            "identity_portal",
            groups="base.group_portal",
            name="Anna Meier",
            email="portal@meier.example",
        )

    def get_one_time_path(self):
        said = self.say("Hello, my parcel broke")
        text = self.act(said, "make_link")
        return said, "/social_care" + text.partition("/social_care")[2]

    def post_answer(self, path, answer="yes"):
        page = self.url_open(path)
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        return self.url_open(path, data={"csrf_token": token, "answer": answer})

    def test_a_portal_user_confirms(self):
        said, path = self.get_one_time_path()
        self.authenticate("identity_portal", "identity_portal")
        page = self.url_open(path)
        for word in ("sunny92", "Sunny", "Acme", "Demo", "portal@meier.example"):
            self.assertIn(word, page.text)
        self.assertNotIn("parcel", page.text)
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertFalse(said.profile_id.partner_id)
        with self.mock_mail() as sent:
            self.assertIn("Thank you", self.post_answer(path).text)
        self.assertEqual(said.profile_id.partner_id, self.portal.partner_id)
        self.assertEqual(said.profile_id.link_strength, "proven")
        self.assertIn("portal@meier.example", sent[0]["to"])
        self.authenticate(None, None)
        self.assertIn("Thank you", self.post_answer(sent[0]["path"], "no").text)
        self.env.invalidate_all()
        self.assertFalse(said.profile_id.partner_id)

    def test_who_is_not_it_is_told_that_it_is_another_account(self):
        said, path = self.get_one_time_path()
        said.profile_id._link(self.anna, "proven")
        self.authenticate("identity_portal", "identity_portal")
        with self.mock_mail() as sent:
            page = self.post_answer(path).text
        self.assertIn("confirmed for another account", page)
        self.assertNotIn("Your profile is confirmed", page)
        self.assertNotIn("Anna", page)
        self.assertFalse(sent)
        self.env.invalidate_all()
        self.assertEqual(said.profile_id.partner_id, self.anna)

    def test_replayed_guessed_and_expired_links_get_one_answer(self):
        _said, path = self.get_one_time_path()
        self.authenticate("identity_portal", "identity_portal")
        self.post_answer(path, "no")
        guessed = self.url_open(path.rsplit("/", 1)[0] + "/" + "A" * 22)
        replayed = self.url_open(path)
        self.assertEqual(replayed.status_code, 404)
        self.assertEqual(guessed.status_code, 404)
        self.assertEqual(
            replayed.text.partition("<main")[2], guessed.text.partition("<main")[2]
        )

    def test_who_is_not_signed_in_has_to_sign_in(self):
        _said, path = self.get_one_time_path()
        page = self.url_open(path, allow_redirects=False)
        self.assertEqual(page.status_code, 303)
        self.assertIn("/web/login", page.headers["Location"])

    def test_employees_cannot_confirm(self):
        _said, path = self.get_one_time_path()
        self.authenticate("channel_agent", "channel_agent")
        self.assertEqual(self.url_open(path).status_code, 404)

    def test_a_contact_of_another_company_gets_no_page(self):
        _said, path = self.get_one_time_path()
        other = self.env["res.company"].create({"name": "Other"})
        self.portal.write({"company_id": other.id, "company_ids": [(6, 0, other.ids)]})
        self.portal.partner_id.company_id = other
        self.authenticate("identity_portal", "identity_portal")
        self.assertEqual(self.url_open(path).status_code, 404)

    def test_a_forwarded_link_that_is_declined_is_used_up(self):
        said, path = self.get_one_time_path()
        self.authenticate("identity_portal", "identity_portal")
        self.assertIn("Nothing was connected", self.post_answer(path, "no").text)
        self.assertEqual(self.url_open(path).status_code, 404)
        self.assertFalse(said.profile_id.partner_id)

    def test_opening_the_mail_s_link_changes_nothing(self):
        said = self.say("I am anna@meier.example")
        with self.mock_mail() as sent:
            self.act(said, "ask_contact", self.anna.id)
        path = sent[0]["path"]
        for _time in range(3):
            self.assertIn("sunny92", self.url_open(path).text)
        self.assertFalse(said.profile_id.partner_id)
        without = self.url_open(path, data={"answer": "yes"})
        self.assertEqual(without.status_code, 400)
        self.assertFalse(said.profile_id.partner_id)
        self.post_answer(path)
        self.env.invalidate_all()
        self.assertEqual(said.profile_id.partner_id, self.anna)

    def test_asking_for_the_head_of_the_page_answers_nothing(self):
        said = self.say("I am anna@meier.example")
        with self.mock_mail() as sent:
            self.act(said, "ask_contact", self.anna.id)
        path = sent[0]["path"]
        for query in ("?answer=yes", ""):
            self.opener.head(self.base_url() + path + query, timeout=30)
            self.env.invalidate_all()
            self.assertFalse(said.profile_id.partner_id)
            self.assertIn("sunny92", self.url_open(path).text)

    def test_tour_of_the_customer(self):
        said, path = self.get_one_time_path()
        self.start_tour(path, "social_care_identity_customer", login="identity_portal")
        self.env.invalidate_all()
        self.assertEqual(said.profile_id.partner_id, self.portal.partner_id)

    def test_tour_of_the_agent(self):
        said = self.say("I am anna@meier.example")
        url = f"/odoo/action-social_care.social_care_thread_action/{said.thread_id.id}"
        self.start_tour(url, "social_care_identity_agent", login="channel_agent")
        self.assertFalse(said.profile_id.partner_id)
        self.assertEqual(
            set(said.profile_id.evidence_ids.mapped("state")), {"rejected"}
        )
