# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo.exceptions import AccessError

from odoo.addons.social_care.tools.values import Request

from .channel_common import ChannelCase

SECRETS = (
    "webhook_secret",
    "webhook_token",
    "webhook_url",
    "username",
    "password",
    "access_token",
    "refresh_token",
    "publish_database_uuid",
)
# Those of the app, which the account only shows.
SHOWN = ("webhook_secret", "webhook_token", "webhook_url")
STORED = tuple(name for name in SECRETS if name not in SHOWN)
VALUE = "s3cr3t-of-the-account"


class TestSecrets(ChannelCase):
    """Credentials are readable by administrators alone, in whatever way one asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account.write(dict.fromkeys(("username", "password"), VALUE))
        cls.account.write(dict.fromkeys(("access_token", "refresh_token"), VALUE))
        cls.others = (cls.agent, cls.supervisor)

    def assert_refused(self, ask, names=STORED):
        """``ask(account, name)`` fails for each secret and each person."""
        for user in self.others:
            for name in names:
                with self.assertRaises(AccessError, msg=(user.name, name)):
                    ask(self.account.with_user(user), name)

    def test_nobody_reads_what_is_secret(self):
        """An administrator only replaces it."""
        account = self.account.with_user(self.manager)
        self.assertEqual(account.read(["username"])[0]["username"], VALUE)
        for name in ("password", "access_token", "refresh_token", "credential_values"):
            with self.assertRaises(AccessError, msg=name):
                account.read([name])
            with self.assertRaises(AccessError, msg=name):
                account.search([(name, "!=", False)])
        with self.assertRaises(AccessError):
            account.env["social.care.token"].search([])
        for one in account.credentials:
            self.assertFalse(one["secret"] and one["value"])

    def test_the_list_of_fields_does_not_name_them(self):
        for user in self.others:
            known = self.account.with_user(user).fields_get()
            self.assertFalse(known.keys() & set(SECRETS))

    def test_reading(self):
        self.assert_refused(lambda account, name: account.read([name]), SECRETS)
        self.assert_refused(lambda account, name: account[name], SECRETS)

    def test_reading_everything_leaves_them_out(self):
        for user in self.others:
            (row,) = self.account.with_user(user).read()
            self.assertFalse(row.keys() & set(SECRETS))
            self.assertNotIn(VALUE, str(row))

    def test_exporting(self):
        for user in self.others:
            user.group_ids += self.env.ref("base.group_allow_export")
        self.assert_refused(lambda account, name: account.export_data([name]))

    def test_searching(self):
        self.assert_refused(
            lambda account, name: account.search([(name, "=like", "s%")])
        )

    def test_searching_from_other_records(self):
        for model in ("stream", "mention", "thread", "reply"):
            self.assert_refused(
                lambda account, name, model=model: account.env[
                    f"social.care.{model}"
                ].search([(f"account_id.{name}", "=like", "s%")])
            )

    def test_sorting(self):
        self.assert_refused(lambda account, name: account.search([], order=name))

    def test_grouping(self):
        self.assert_refused(
            lambda account, name: account.formatted_read_group([], [name])
        )
        self.assert_refused(
            lambda account, name: account.formatted_read_group(
                [], [], [f"{name}:array_agg"]
            )
        )

    def test_those_of_the_app_can_neither_be_searched_nor_sorted_nor_grouped(self):
        asks = (
            lambda account, name: account.search([(name, "=like", "s%")]),
            lambda account, name: account.search([(f"app_id.{name}", "!=", False)]),
            lambda account, name: account.search([], order=name),
            lambda account, name: account.search([], order=f"app_id.{name}"),
            lambda account, name: account.formatted_read_group([], [name]),
            lambda account, name: account.formatted_read_group([], [f"app_id.{name}"]),
            lambda account, name: account.env["social.care.app"].search([]),
        )
        for user in self.others:
            for name in SHOWN:
                for number, ask in enumerate(asks):
                    asked = self.account.with_user(user)
                    self.assertTrue(self.is_refused(ask, asked, name), (name, number))

    def is_refused(self, ask, account, name):
        try:
            with self.env.cr.savepoint():
                ask(account, name)
        except (AccessError, ValueError):
            return True
        return False

    def test_reading_through_other_records(self):
        stream = self.stream
        for user in self.others:
            for name in STORED:
                specification = {"account_id": {"fields": {name: {}}}}
                with self.assertRaises(AccessError, msg=name):
                    stream.with_user(user).web_read(specification)

    def test_the_conversation_says_nothing_of_them(self):
        thread = self.hear(self.post("a")).thread_id.with_user(self.agent)
        self.assertNotIn(VALUE, str(thread.get_conversation(thread.id)))

    def test_a_change_leaves_nothing_in_the_chatter(self):
        self.account.with_user(self.manager).sudo().password = "another-secret"
        self.env.flush_all()
        self.env.cr.precommit.run()
        messages = self.account.message_ids
        for text in messages.mapped("body"):
            self.assertNotIn("secret", text)
        self.assertFalse(messages.tracking_value_ids)

    def test_a_copy_of_the_account_has_none(self):
        copy = self.account.copy()
        for name in ("username", "password", "access_token", "refresh_token"):
            self.assertFalse(copy[name], name)
        self.assertNotEqual(copy.webhook_token, self.account.webhook_token)
        self.assertFalse(copy.webhook_secret)
        self.assertEqual(copy.state, "draft")

    def test_a_refused_notice_does_not_log_them(self):
        logger = "odoo.addons.social_care.models.social_care_app_webhook"
        with self.assertLogs(logger, logging.INFO) as logged:
            answer = self.account.app_id._receive_webhook(Request(raw=b"{}"))
        self.assertEqual(answer.status, 401)
        for text in (answer.body, *logged.output):
            self.assertNotIn(self.account.webhook_secret, text)

    def test_events_are_for_administrators_alone(self):
        self.hear(self.post("a"))
        for user in self.others:
            with self.assertRaises(AccessError):
                self.env["social.care.event"].with_user(user).search([])
        events = self.env["social.care.event"].with_user(self.manager)
        self.assertTrue(events.search([("account_id", "=", self.account.id)]))
