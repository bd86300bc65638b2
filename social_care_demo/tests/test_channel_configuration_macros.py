# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo.fields import Command

from .test_channel_configuration import ConfigurationCase


class TestMacros(ConfigurationCase):
    """Shared macros belong to the configuration of a company, own ones do not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule.user_id = False
        cls.env["res.lang"]._activate_lang("pl_PL")
        cls.macro = cls.make_macro(
            "Delay",
            cls.make_texts(en_US="Sorry, {customer}!", pl_PL="Przepraszamy!"),
            team_ids=[Command.set(cls.team.ids)],
            assign_team_id=cls.team.id,
        )
        cls.make_macro("Mine", cls.make_texts(en_US="Hi"), user_id=cls.agent.id)

    @classmethod
    def make_macro(cls, name, texts, **vals):
        macros = cls.env["social.care.macro"]
        vals = {"user_id": False, "text_ids": texts, **vals}
        return macros.create({"name": name, "company_id": cls.company.id, **vals})

    @classmethod
    def make_texts(cls, **bodies):
        languages = cls.env["res.lang"].with_context(active_test=False)
        return [
            Command.create(
                {"lang_id": languages.search([("code", "=", code)]).id, "body": body}
            )
            for code, body in bodies.items()
        ]

    def moved_macro(self):
        return self.moved("social.care.macro")

    def test_shared_macros_are_in_the_file_with_their_texts(self):
        (row,) = self.rows("macros")
        self.assertEqual((row["name"], row["team_ids"]), ("Delay", ["Care"]))
        self.assertNotIn("user_id", row)
        self.assertEqual(
            row["text_ids"],
            [
                {"lang_id": "en_US", "body": "Sorry, {customer}!"},
                {"lang_id": "pl_PL", "body": "Przepraszamy!"},
            ],
        )

    def test_they_move_to_another_company_and_are_shared_there(self):
        self.move()
        macro = self.moved_macro()
        self.assertEqual(macro.name, "Delay")
        self.assertFalse(macro.user_id)
        self.assertEqual(macro.assign_team_id.company_id, self.other)
        self.assertEqual(macro.team_ids, macro.assign_team_id)
        bodies = self.macro.text_ids.mapped("body")
        self.assertEqual(macro.text_ids.mapped("body"), bodies)
        self.assertFalse(self.move())

    def test_a_text_that_was_deleted_goes_there_too(self):
        self.move()
        self.macro.text_ids[1].unlink()
        (change,) = self.move()
        self.assertEqual((change.name, set(change.values)), ("Delay", {"text_ids"}))
        self.assertEqual(len(self.moved_macro().text_ids), 1)

    def test_a_macro_of_an_agent_is_not_taken_for_a_shared_one(self):
        own = self.make_macro(
            "Delay",
            self.make_texts(en_US="Own"),
            user_id=self.manager.id,
            company_id=self.other.id,
        )
        self.move()
        self.assertEqual(own.text_ids.body, "Own")
        self.assertEqual(len(self.moved_macro()), 2)

    def test_a_file_of_a_version_without_macros_changes_none(self):
        self.move()
        data = json.loads(self.file())
        del data["sections"]["macros"]
        self.assertFalse(self.move(json.dumps(data).encode()))
        self.assertEqual(len(self.moved_macro()), 1)
