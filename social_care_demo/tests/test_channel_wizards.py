# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.values import Credential

from .channel_common import AGENT, MANAGER, OPEN_TO_READERS, ChannelCase

SECRET = "s3cr3t-that-was-typed"
ASKED = [
    Credential("handle", "Handle"),
    Credential("password", "Password", secret=True),
    Credential("access_token", "Token", secret=True),
    Credential("webhook_secret", "Secret", secret=True),
    Credential("team_key", "Key of the team", secret=True),
]


class TestWizards(ChannelCase):
    """A dialog is of whoever opened it, and of what they may read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls.make_user("colleague", MANAGER)
        cls.foreign = cls.env["res.company"].create({"name": "Foreign"})
        cls.foreign_boss = cls.make_user("foreign_boss", MANAGER, cls.foreign)
        cls.foreign_team = cls.make_team("Foreign", cls.foreign_boss, cls.foreign)
        cls.foreign_account = cls.make_account(
            "foreign", "them", cls.foreign, cls.foreign_team
        )
        connector = type(cls.env["social.care.connector.demo"])
        cls.startClassPatcher(
            patch.object(connector, "_get_credentials", return_value=ASKED)
        )

    def connecting(self, user=None, **vals):
        wizards = self.env["social.care.connect"].with_user(user or self.manager)
        vals = {"network": "demo", "company_id": self.company.id, **vals}
        return wizards.create({"credentials": self.typed(), **vals})

    def typed(self, **values):
        """What the screen sends: every credential with what was typed."""
        secrets = {one.name: SECRET for one in ASKED if one.secret}
        values = {"handle": "second", **secrets, **values}
        return [{"name": name, "value": value} for name, value in values.items()]

    def rows(self):
        """One row of each dialog, with who opened it."""
        mention = self.hear(self.post("a"))
        yield self.connecting(), self.manager
        forwards = self.env["social.care.forward"].with_user(self.agent)
        yield (
            forwards.create({"mention_ids": mention.ids, "team_id": self.team.id}),
            self.agent,
        )
        tests = self.env["social.care.rule.test"].with_user(self.agent)
        yield tests.create({"account_id": self.account.id, "text": "x"}), self.agent

    def test_a_row_is_for_whoever_made_it(self):
        others = (self.colleague, self.foreign_boss, self.supervisor)
        for row, owner in self.rows():
            self.assertEqual(row.with_user(owner).search([("id", "in", row.ids)]), row)
            for other in others:
                own = row.with_user(other)
                with self.assertRaises(AccessError):
                    own.read()
                with self.assertRaises(AccessError):
                    own.write({"create_uid": other.id})
                with self.assertRaises(AccessError):
                    own.unlink()

    def test_what_was_typed_is_never_read_again(self):
        wizard = self.connecting()
        self.env.invalidate_all()
        self.assertNotIn(SECRET, str(wizard.read()))
        self.assertNotIn(SECRET, str(wizard.web_read({"credentials": {}})))
        shown = {one["name"]: one for one in wizard.credentials}
        self.assertTrue(shown["password"]["is_set"])
        self.assertEqual(shown["password"]["value"], "")
        self.assertEqual(shown["handle"]["value"], "second")
        with self.assertRaises(AccessError):
            wizard.read(["typed"])
        with self.assertRaises(AccessError):
            wizard.search([("typed", "ilike", SECRET)])

    def test_what_was_typed_reaches_the_account_and_is_dropped(self):
        """A credential without a field of its own, too."""
        wizard = self.connecting()
        wizard.action_connect()
        account = wizard.account_id.sudo()
        for name in ("password", "access_token", "webhook_secret"):
            self.assertEqual(account[name], SECRET, name)
        self.assertEqual(account.credential_values, {"team_key": SECRET})
        self.assertEqual(account._get_credential("team_key"), SECRET)
        self.assertEqual(account.handle, "second")
        self.assertFalse(wizard.sudo().typed)

    def test_what_was_typed_is_dropped_when_it_is_refused_or_given_up(self):
        refused = patch.object(
            type(self.env["social.care.connector.demo"]),
            "_connect",
            side_effect=errors.AuthorizationLost("Wrong password"),
        )
        wizard = self.connecting()
        self.assertTrue(wizard.sudo().typed)
        with refused:
            wizard.action_connect()
        self.assertFalse(wizard.sudo().typed)
        wizard.credentials = self.typed(handle="third")
        self.assertEqual(wizard.sudo().typed["password"], SECRET)
        wizard.action_back()
        self.assertFalse(wizard.sudo().typed)

    def test_a_second_try_keeps_what_the_account_has(self):
        wizard = self.connecting()
        wizard.action_connect()
        wizard.credentials = [
            {"name": "handle", "value": " third "},
            {"name": "password", "value": ""},
        ]
        wizard.action_connect()
        self.assertEqual(wizard.account_id.sudo().password, SECRET)
        self.assertEqual(wizard.account_id.handle, "third")

    def test_nothing_else_can_be_written_that_way(self):
        """The list comes from a client."""
        wizard = self.connecting(
            credentials=[
                {"name": "state", "value": "connected"},
                {"name": "credential_values", "value": "x"},
                {"name": ["handle"], "value": "x"},
                {"name": "handle", "value": {"a": 1}},
                {"value": "x"},
                "handle",
                None,
            ]
        )
        self.assertFalse(wizard.sudo().typed)
        for odd in ({"handle": "x"}, "handle", 7, [[["handle", "x"]]]):
            wizard.credentials = odd
            self.assertFalse(wizard.sudo().typed)

    def test_the_form_of_the_account_shows_no_secret_and_replaces_it(self):
        wizard = self.connecting()
        wizard.action_connect()
        account = wizard.account_id
        self.env.invalidate_all()
        self.assertNotIn(SECRET, str(account.read()))
        shown = {one["name"]: one for one in account.credentials}
        self.assertNotIn("webhook_secret", shown, "it has a dialog of its own")
        self.assertTrue(shown["team_key"]["is_set"])
        account.credentials = [
            {"name": "team_key", "value": "other"},
            {"name": "password", "value": ""},
            {"name": "handle", "value": ""},
        ]
        self.assertEqual(account._get_credential("team_key"), "other")
        self.assertEqual(account._get_credential("password"), SECRET)
        self.assertFalse(account.handle)
        with self.assertRaises(AccessError):
            account.read(["credential_values"])

    def test_a_row_leads_to_nothing_of_another_company(self):
        wizard = self.connecting()
        for vals in (
            {"account_id": self.foreign_account.id},
            {"team_id": self.foreign_team.id},
            {"company_id": self.foreign.id},
        ):
            with self.assertRaises(AccessError, msg=vals):
                wizard.write(vals)
            with self.assertRaises(AccessError, msg=vals):
                self.connecting(**vals)

    def test_a_form_that_is_not_saved_tells_nothing_of_another_company(self):
        spec = {"webhook_url": {}, "account_id": {}}
        vals = {"account_id": self.foreign_account.id, "network": "demo"}
        wizards = self.env["social.care.connect"].with_user(self.manager)
        with self.assertRaises(AccessError):
            wizards.onchange(vals, ["account_id"], spec)
        tests = self.env["social.care.rule.test"].with_user(self.agent)
        vals = {"account_id": self.foreign_account.id, "text": "x"}
        with self.assertRaises(AccessError):
            tests.onchange(vals, ["account_id"], {"account_id": {}, "result": {}})

    def test_nobody_learns_who_is_in_a_team_of_another_company(self):
        forwards = self.env["social.care.forward"].with_user(self.agent)
        vals = {"team_id": self.foreign_team.id}
        with self.assertRaises(AccessError):
            forwards.onchange(vals, ["team_id"], {"team_id": {}, "user_ids": {}})
        with self.assertRaises(AccessError):
            forwards.create(vals | {"mention_ids": self.hear(self.post("a")).ids})

    def test_nobody_forwards_what_they_may_not_read(self):
        mention = self.hear(self.post("a"))
        stranger = self.make_user("stranger", AGENT)
        forwards = self.env["social.care.forward"].with_user(stranger)
        with self.assertRaises(AccessError):
            forwards.create({"mention_ids": mention.ids, "team_id": self.team.id})


class TestTicketFields(ChannelCase):
    """What a conversation says of its ticket is for who may read the conversation."""

    def setUp(self):
        super().setUp()
        self.heard = self.hear(self.post("a", "A private word", private=True))
        self.ticket = self.heard.ticket_id
        self.names = [
            name
            for name in self.ticket._fields
            if "social" in name
            and name not in OPEN_TO_READERS
            and name in self.ticket.sudo().fields_get()
        ]

    def portal_user(self):
        user = new_test_user(
            self.env,
            "channel_portal",
            groups="base.group_portal",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        self.heard.profile_id.partner_id = user.partner_id
        self.ticket.partner_id = user.partner_id
        return user

    def test_a_customer_reads_their_ticket_and_nothing_of_ours(self):
        ticket = self.ticket.with_user(self.portal_user())
        self.assertEqual(ticket.read(["number"])[0]["number"], self.ticket.number)
        self.assertNotIn("social", str({*ticket.fields_get()} - OPEN_TO_READERS))
        self.assert_refused(ticket)

    def test_others_in_the_helpdesk_read_nothing_of_ours(self):
        groups = "helpdesk_mgmt.group_helpdesk_manager,base.group_allow_export"
        user = self.make_user("plain", groups)
        self.assert_refused(self.ticket.with_user(user))

    def assert_refused(self, ticket):
        self.assertIn("social_care_preview", self.names)
        for name in self.names:
            for ask in (
                lambda name: ticket.read([name]),
                lambda name: ticket.search([(name, "!=", False)]),
                lambda name: ticket.filtered_domain([(name, "!=", False)]),
                lambda name: ticket._export_rows([[name]]),
            ):
                with self.assertRaises(AccessError, msg=name):
                    ask(name)
            if ticket._fields[name].store:
                with self.assertRaises(AccessError, msg=name):
                    ticket.search([], order=name)
                with self.assertRaises(AccessError, msg=name):
                    ticket.formatted_read_group([], [name], ["__count"])

    def test_an_owner_outside_the_team_reads_the_ticket_alone(self):
        """Tickets of the personal rule, conversations of the team."""
        stranger = self.make_user("stranger", AGENT)
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET user_id = %s WHERE id = %s",
            (stranger.id, self.ticket.id),
        )
        self.env.invalidate_all()
        seen = self.ticket.with_user(stranger)
        self.assertFalse(seen.social_care_is_social)
        self.assertTrue(seen.social_care_is_elsewhere)
        self.assertFalse(self.ticket.with_user(self.agent).social_care_is_elsewhere)
        self.assertFalse(seen.social_care_preview)
        self.assertFalse(seen.social_care_author_name)
        self.assertTrue(self.ticket.with_user(self.agent).social_care_preview)
