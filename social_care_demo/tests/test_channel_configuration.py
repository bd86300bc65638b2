# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import json

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .channel_common import ChannelCase

SECRET = "s3cr3t-of-the-account"
SECRETS = (
    "webhook_secret",
    "webhook_token",
    "username",
    "password",
    "access_token",
    "refresh_token",
    "publish_database_uuid",
)


class ConfigurationCase(ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Production"})
        people = cls.agent | cls.manager
        people.company_ids += cls.other
        cls.rule = cls.make_rule(
            name="Refunds",
            words="refund*\nmoney back",
            account_ids=[(6, 0, cls.account.ids)],
            stream_ids=[(6, 0, cls.stream.ids)],
            team_id=cls.team.id,
            user_id=cls.agent.id,
        )

    def configuration(self, company=None, user=None):
        configurations = self.env["social.care.configuration"]
        company = company or self.company
        return configurations.with_user(user or self.manager).with_company(company)

    def export(self, company=None):
        return json.loads(self.configuration(company)._export_file())

    def rows(self, name, company=None):
        return self.export(company)["sections"][name]

    def file(self, **sections):
        """The export of our company, with these sections changed."""
        data = self.export()
        data["sections"].update(sections)
        return json.dumps(data).encode()

    def move(self, raw=None):
        return self.configuration(self.other)._import_file(raw or self.file())

    def problems(self, raw, company=None):
        self.env.flush_all()
        changes, problems = self.configuration(company or self.other)._preview(raw)
        return "\n".join(problems)

    def moved(self, model):
        domain = [("company_id", "=", self.other.id)]
        return self.env[model].with_context(active_test=False).search(domain)


class TestExport(ConfigurationCase):
    """The file says by name all that a person set up, and nothing secret."""

    def test_a_rule_is_told_by_names(self):
        (row,) = self.rows("rules")
        self.assertEqual(row["words"], "refund*\nmoney back")
        self.assertEqual(row["team_id"], "Care")
        self.assertEqual(row["account_ids"], [["demo", "Acme"]])
        self.assertEqual(row["stream_ids"], [[["demo", "Acme"], self.stream.name]])
        self.assertEqual(row["user_id"], self.agent.login)

    def test_the_file_says_what_it_is(self):
        data = self.export()
        self.assertEqual(data["format"], "social_care.configuration")
        self.assertEqual((data["version"], data["company"]), (1, "Acme"))

    def test_no_secret_is_in_it(self):
        self.account.write(dict.fromkeys(SECRETS, SECRET))
        self.account.app_id.webhook_old_secret = SECRET
        self.account.service_url = f"https://{SECRET}@pds.example/x?key={SECRET}"
        self.env.flush_all()
        text = self.configuration()._export_file()
        self.assertNotIn(SECRET, text)
        self.assertIn("https://pds.example/x", text)

    def test_no_field_that_is_secret_may_be_in_it(self):
        """A new secret must be ``copy=False`` or unreadable."""
        configuration = self.configuration()
        accounts = next(
            s for s in configuration._get_sections() if s.name == "accounts"
        )
        secret = {
            name
            for name in configuration._get_field_names(accounts)
            if any(word in name for word in ("secret", "token", "pass", "user", "key"))
        }
        self.assertFalse(secret)

    def test_nothing_of_the_state_of_an_account_is_in_it(self):
        (row,) = self.rows("accounts")
        for name in ("state", "external_id", "cursor", "diagnosis", "scope"):
            self.assertNotIn(name, row)

    def test_an_app_is_told_without_its_secrets(self):
        app = self.account.app_id
        app.write({"client_id": "4711", "new_client_secret": SECRET})
        app.verify_token = app.webhook_secret = SECRET
        (row,) = self.rows("apps")
        self.assertEqual((row["network"], row["name"]), ("demo", "Acme"))
        self.assertEqual((row["client_id"], row["max_body_kb"]), ("4711", 1024))
        self.assertEqual(row.keys() & {"webhook_token", "verify_token"}, set())
        self.assertNotIn(SECRET, json.dumps(row))
        (account,) = self.rows("accounts")
        self.assertEqual(account["app_id"], ["demo", "Acme"])

    def test_another_company_is_not_in_it(self):
        self.make_team("Theirs", company=self.other)
        names = [row["name"] for row in self.rows("teams")]
        self.assertIn("Care", names)
        self.assertNotIn("Theirs", names)

    def test_what_is_archived_is_in_it(self):
        self.rule.active = False
        self.assertFalse(self.rows("rules")[0]["active"])

    def test_other_languages_are_in_it(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.rule.with_context(lang="de_DE").name = "Erstattungen"
        name = self.rows("rules")[0]["name"]
        self.assertEqual(name, {"en_US": "Refunds", "de_DE": "Erstattungen"})

    def test_only_administrators_export(self):
        for user in (self.agent, self.supervisor):
            with self.assertRaises(AccessError):
                self.configuration(user=user)._export_file()


class TestImport(ConfigurationCase):
    """What was exported comes in elsewhere, and a second time changes nothing."""

    def test_a_configuration_moves_to_another_company(self):
        self.move()
        account, rule = (
            self.moved("social.care.account"),
            self.moved("social.care.rule"),
        )
        self.assertEqual((account.name, account.network), ("Acme", "demo"))
        self.assertEqual(account.state, "draft")
        self.assertEqual(rule.account_ids, account)
        self.assertEqual(rule.team_id, self.moved("helpdesk.ticket.team"))

    def setUp(self):
        super().setUp()
        # Who owns a ticket belongs to the team, and people do not travel.
        self.rule.user_id = False

    def test_what_came_in_is_what_went_out(self):
        self.move()
        for name in ("teams", "accounts", "streams", "rules"):
            self.assertEqual(self.rows(name, self.other), self.rows(name), name)

    def test_accounts_of_one_app_stay_together(self):
        """C5: in the other company, under an app of its own with another address."""
        app = self.account.app_id
        second = self.make_account("second", "them")
        second.app_id = app
        app.max_body_kb = 77
        self.move()
        moved = self.moved("social.care.app").filtered("account_ids")
        self.assertEqual(len(moved.account_ids), 2)
        self.assertEqual((moved.name, moved.max_body_kb), ("Acme", 77))
        self.assertNotEqual(moved.webhook_token, app.webhook_token)
        self.assertFalse(moved.webhook_secret)

    def test_a_second_time_nothing_changes(self):
        self.assertTrue(self.move())
        self.assertFalse(self.move())
        self.assertEqual(len(self.moved("social.care.rule")), 1)

    def test_a_change_is_moved_and_nothing_else(self):
        self.move()
        self.rule.words = "refund*"
        (change,) = self.move()
        self.assertEqual(change.values, {"words": ("refund*\nmoney back", "refund*")})
        self.assertEqual(self.moved("social.care.rule").words, "refund*")

    def test_what_the_file_does_not_name_stays(self):
        self.move()
        self.env["social.care.rule"].create(
            {"name": "Of production", "company_id": self.other.id}
        )
        self.assertFalse(self.move())
        self.assertEqual(len(self.moved("social.care.rule")), 2)

    def test_a_connected_account_stays_connected(self):
        self.move()
        account = self.moved("social.care.account")
        account.action_connect()
        account.password = SECRET
        self.account.signature_template = "Yours, {name}"
        self.move()
        self.assertEqual(account.signature_template, "Yours, {name}")
        self.assertEqual((account.state, account.password), ("connected", SECRET))

    def test_accounts_alone_can_be_exported_and_imported_again(self):
        data = self.export()
        data["sections"] = {"accounts": data["sections"]["accounts"]}
        data["sections"]["accounts"][0]["team_id"] = None
        self.move(json.dumps(data).encode())
        self.assertEqual(self.moved("social.care.account").handle, "acme")

    def test_other_languages_come_in(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.rule.with_context(lang="de_DE").name = "Erstattungen"
        self.move()
        moved = self.moved("social.care.rule")
        self.assertEqual(moved.name, "Refunds")
        self.assertEqual(moved.with_context(lang="de_DE").name, "Erstattungen")
        self.assertFalse(self.move())

    def test_our_own_company_is_left_as_it_is(self):
        before = self.export()["sections"]
        self.move()
        self.assertEqual(self.export()["sections"], before)

    def test_only_administrators_import(self):
        raw = self.file()
        for user in (self.agent, self.supervisor):
            with self.assertRaises(AccessError):
                self.configuration(user=user)._import_file(raw)


class TestPreview(ConfigurationCase):
    """What would change is shown first, and what does not fit is said in words."""

    def setUp(self):
        super().setUp()
        self.rule.user_id = False

    def test_nothing_is_written(self):
        raw = self.file()
        self.env.flush_all()
        changes, problems = self.configuration(self.other)._preview(raw)
        self.assertFalse(problems)
        self.assertIn("Refunds", [change.name for change in changes])
        self.assertFalse(self.moved("social.care.rule"))

    def rule_row(self, **values):
        (row,) = self.rows("rules")
        return self.file(rules=[{**row, **values}])

    def test_a_person_who_is_not_there(self):
        problems = self.problems(self.rule_row(user_id="nobody@example.com"))
        self.assertIn("Rules “Refunds”: There is no", problems)
        self.assertIn("nobody@example.com", problems)

    def test_a_name_that_several_have(self):
        self.make_team("Twice", company=self.other)
        self.make_team("Twice", company=self.other)
        self.assertIn("several", self.problems(self.rule_row(team_id="Twice")))

    def test_a_field_that_there_is_not(self):
        self.assertIn("“colour”", self.problems(self.rule_row(colour="red")))
        self.assertIn("“webhook_secret”", self.problems(self.account_row(SECRET)))

    def account_row(self, secret):
        (row,) = self.rows("accounts")
        return self.file(accounts=[{**row, "webhook_secret": secret}])

    def test_a_network_that_is_not_installed(self):
        (row,) = self.rows("accounts")
        raw = self.file(accounts=[{**row, "network": "myspace"}], streams=[], rules=[])
        self.assertIn("has no option “myspace”", self.problems(raw))

    def test_values_of_another_kind(self):
        for values in (
            {"words": ["a"]},
            {"reach_min": "many"},
            {"reach_min": True},
            {"active": "yes"},
            {"team_id": ["Care", "x"]},
            {"team_id": {"a": 1}},
            {"account_ids": "Acme"},
            {"account_ids": [["demo"]]},
            {"account_ids": [None]},
            {"action": 3},
            {"name": 7},
        ):
            self.assertTrue(self.problems(self.rule_row(**values)), values)

    def test_values_that_no_database_takes(self):
        for values in ({"reach_min": 10**12}, {"words": "a\x00b"}):
            with mute_logger("odoo.sql_db"):
                self.assertTrue(self.problems(self.rule_row(**values)), values)

    def test_a_translation_of_another_kind(self):
        self.env["res.lang"]._activate_lang("pl_PL")
        for word in ({"a": 1}, 7, ["a"]):
            name = {"en_US": "Refunds", "pl_PL": word}
            self.assertTrue(self.problems(self.rule_row(name=name)), word)

    def test_what_the_rules_of_a_record_refuse(self):
        raw = self.rule_row(user_id=self.agent.login, team_id="Care")
        self.assertIn("is not a member", self.problems(raw))

    def test_what_the_database_refuses(self):
        (row,) = [r for r in self.rows("streams") if r["kind"] == "mentions"]
        raw = self.file(streams=[{**row, "poll_minutes": 0}], rules=[])
        with mute_logger("odoo.sql_db"):
            self.assertIn("must be above zero", self.problems(raw))

    def test_a_file_of_the_version_before_knows_older_names(self):
        rows = [{"name": "Care", "ignore_thanks": False, "social_reopen_days": 3}]
        self.assertFalse(self.problems(self.file(teams=rows, rules=[], streams=[])))

    def test_the_largest_notice_was_a_setting_of_the_account(self):
        for limit, wanted in ((77, 77), (1024, 1024)):
            row = {"network": "demo", "name": f"Old {limit}", "max_body_kb": limit}
            data = self.export()
            data["sections"] = {"accounts": [row]}
            for _again in range(2):
                self.configuration(self.other)._import_file(json.dumps(data).encode())
            account = self.moved("social.care.account").filtered(
                lambda account, name=row["name"]: account.name == name
            )
            self.assertEqual(account.max_body_kb, wanted)
            self.assertEqual(account.app_id.account_ids, account)

    def test_a_section_of_an_addon_that_is_not_installed(self):
        self.assertIn("Install its addon", self.problems(self.file(calls=[])))

    def test_with_a_problem_nothing_comes_in(self):
        raw = self.rule_row(user_id="nobody@example.com")
        with self.assertRaisesRegex(UserError, "nobody@example.com"):
            with self.env.cr.savepoint():
                self.move(raw)
        self.assertFalse(self.moved("social.care.account"))

    def test_all_problems_are_said_at_once(self):
        raw = self.rule_row(user_id="nobody", team_id="Nowhere")
        data = json.loads(raw)
        data["sections"]["rules"].append({"name": "Second", "kind": "letter"})
        problems = self.problems(json.dumps(data).encode())
        self.assertIn("“Refunds”", problems)
        self.assertIn("“Second”", problems)


class TestDialog(ConfigurationCase):
    def wizard(self, **vals):
        wizards = self.env["social.care.transfer"].with_user(self.manager)
        return wizards.with_company(self.company).create(vals)

    def test_the_file_is_downloaded(self):
        wizard = self.wizard()
        action = wizard.action_export()
        self.assertIn("/web/content/social.care.transfer", action["url"])
        self.assertIn("Refunds", base64.b64decode(wizard.file).decode())

    def test_from_the_file_to_the_import(self):
        self.rule.user_id = False
        raw = self.file()
        self.rule.words = "changed since"
        self.env.flush_all()
        wizard = self.wizard(file=base64.b64encode(raw))
        wizard.action_preview()
        self.assertEqual((wizard.state, wizard.can_import), ("preview", True))
        (change,) = wizard.plan["changes"]
        self.assertEqual((change["section"], change["name"]), ("Rules", "Refunds"))
        self.assertEqual(change["values"][0]["new"], "refund* money back")
        wizard.action_import()
        self.assertEqual(wizard.state, "done")
        self.assertEqual(self.rule.words, "refund*\nmoney back")
        self.assertFalse(wizard.file)

    def test_where_nothing_changes_there_is_nothing_to_import(self):
        wizard = self.wizard(file=base64.b64encode(self.file()))
        wizard.action_preview()
        self.assertFalse(wizard.can_import)

    def test_problems_are_shown_and_nothing_can_be_imported(self):
        wizard = self.wizard(file=base64.b64encode(b"{}"))
        wizard.action_preview()
        self.assertFalse(wizard.can_import)
        self.assertIn("no configuration", wizard.plan["problems"][0])

    def test_without_a_file(self):
        with self.assertRaisesRegex(UserError, "Choose a file"):
            self.wizard().action_preview()

    def test_it_is_for_administrators(self):
        wizards = self.env["social.care.transfer"].with_user(self.supervisor)
        with self.assertRaises(AccessError):
            wizards.create({})
