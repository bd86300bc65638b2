# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_crm.tests.link_common import JOHN, LinkCase


class TestPrivacyLookup(LinkCase):
    """Who asks for Anna's data gets what she said, and nothing of those who said that
    they were she."""

    def setUp(self):
        super().setUp()
        self.maria = self.person(text="swordfish")
        self.john = self.person("j", who=JOHN)
        self.maria._link(self.anna, "proven")
        self.john._link(self.anna, "claimed")
        self.wizard = self.env["privacy.lookup.wizard"].create(
            {"name": "Anna", "email": "anna@firm.example"}
        )

    def look_up(self):
        self.wizard.action_lookup()
        return self.wizard.line_ids

    def found(self, model):
        lines = self.look_up().filtered(lambda line: line.res_model == model)
        return self.env[model].browse(lines.mapped("res_id"))

    def test_people_messages_and_conversations_are_found(self):
        heard = self.mention("a")
        self.assertEqual(self.found("social.care.profile"), self.maria)
        self.assertEqual(self.found("social.care.mention"), heard)
        self.assertEqual(self.found("social.care.thread"), heard.thread_id)
        self.assertIn(heard.ticket_id, self.found("helpdesk.ticket"))

    def test_a_ticket_that_knows_only_the_address_is_found(self):
        mail = self.env["helpdesk.ticket"].create(
            {
                "name": "Mail",
                "description": "Mail",
                "partner_email": "Anna <anna@firm.example>",
            }
        )
        self.assertIn(mail, self.found("helpdesk.ticket"))

    def test_the_ticket_of_a_similar_address_is_not_found(self):
        addresses = (
            "joanna@firm.example",
            "anna@firm.example.org",
            "anna@firmXexample",
        )
        others = self.env["helpdesk.ticket"].create(
            [
                {"name": "Mail", "description": "Mail", "partner_email": address}
                for address in addresses
            ]
        )
        self.assertFalse(others & self.found("helpdesk.ticket"))

    def test_to_delete_a_person_erases_them(self):
        line = self.look_up().filtered(
            lambda line: line.res_model == "social.care.profile"
        )
        line.action_unlink()
        self.assertTrue(line.is_unlinked)
        self.assertIn("Erased", line.execution_details)
        self.assertTrue(self.maria.erased)
        self.assertFalse(self.mention("a"))
        self.assertFalse(self.found("social.care.profile"))
        self.assertFalse(self.john.erased)

    def test_to_delete_a_message_erases_it(self):
        heard = self.mention("a")
        line = self.look_up().filtered(
            lambda line: line.res_model == "social.care.mention"
        )
        line.action_unlink()
        self.assertFalse(heard.text)
        self.assertNotIn("swordfish", heard.ticket_id.name)
        self.assertFalse(self.maria.erased)

    def test_to_delete_everything_works_in_one_go(self):
        self.anna_login.unlink()
        self.look_up()
        self.wizard.line_ids.action_unlink_all()
        self.assertTrue(self.maria.erased)
        self.assertFalse(self.anna.exists())
        self.assertFalse(self.john.partner_id)
