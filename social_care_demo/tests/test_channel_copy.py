# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tools import file_open

from .channel_reply_common import ReplyCase

VALUE = "s3cr3t"


class TestCopy(ReplyCase):
    """A copied database keeps silent until a person says that it may speak."""

    def copy_database(self):
        """What duplicating a database changes in the copy."""
        self.env["ir.config_parameter"].set_param("database.uuid", "a-copy")
        self.env.invalidate_all()

    def calls(self):
        """All that the connector does on the network."""
        connector = type(self.env["social.care.connector.demo"])
        names = ("_publish", "_find_published", "_fetch", "_check_alive", "_delete")
        return [self.startPatcher(patch.object(connector, name)) for name in names]

    def test_nobody_can_reply(self):
        self.copy_database()
        with self.assertRaisesRegex(UserError, "copied"):
            self.queued()

    def test_the_panel_says_why(self):
        self.copy_database()
        threads = self.env["social.care.thread"].with_user(self.agent)
        shown = threads.get_conversation(self.thread.id)
        self.assertFalse(shown["can_reply"])
        self.assertIn("copied", shown["cannot_reply_reason"])

    def test_copied_jobs_make_no_calls(self):
        queued = self.queued()
        other = queued.copy({"state": "published", "external_id": "x"})
        self.copy_database()
        calls = self.calls()
        self.run_job(queued)
        for state in ("unknown", "sending"):
            queued.state = state
            self.run_job(queued)
        self.run_job(other, "_delete_published")
        for stream in self.account.stream_ids:
            stream._poll()
        self.account._reconcile()
        for call in calls:
            call.assert_not_called()

    def test_scheduled_actions_call_no_network(self):
        jobs = [("model_name", "like", "social.care.")]
        self.copy_database()
        self.env["queue.job"].search(jobs).unlink()
        self.env["social.care.stream"]._cron_poll()
        self.env["social.care.account"]._cron_reconcile()
        self.assertFalse(self.env["queue.job"].search(jobs))

    def test_an_administrator_lets_it_speak(self):
        self.copy_database()
        for user in (self.agent, self.supervisor):
            with self.assertRaises(AccessError):
                self.account.with_user(user).action_allow_publishing()
        self.account.with_user(self.manager).action_allow_publishing()
        self.assertEqual(self.sent().state, "published")

    def test_connecting_again_lets_it_speak(self):
        self.copy_database()
        self.account.action_connect()
        self.assertTrue(self.account.can_publish)

    def test_the_diagnosis_says_what_to_do(self):
        self.copy_database()
        with self.network("_diagnose", AssertionError("asked")):
            self.account.action_diagnose()
        self.assertIn("copied", self.account.diagnosis[0]["title"])

    def test_the_original_goes_on(self):
        self.assertEqual(self.sent().state, "published")


class TestNeutralize(ReplyCase):
    """A neutralized copy knows no secret and has nothing left to say."""

    SECRETS = (
        "webhook_token",
        "webhook_secret",
        "username",
        "password",
        "access_token",
        "refresh_token",
        "publish_database_uuid",
    )

    def neutralize(self):
        self.env.flush_all()
        with file_open("social_care/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()

    def test_no_secret_is_left(self):
        app = self.account.app_id
        app.client_secret = app.verify_token = app.webhook_old_secret = VALUE
        self.account.write(dict.fromkeys(self.SECRETS, VALUE))
        self.account.app_id.client_secret = VALUE
        self.account.credential_values = {"key": VALUE}
        typed = [{"name": "handle", "value": VALUE}]
        self.env["social.care.connect"].create(
            {"network": "demo", "credentials": typed}
        )
        self.env["social.care.login"].create(
            {"account_id": self.account.id, "verifier": VALUE, "device_code": VALUE}
        )
        self.neutralize()
        for name in self.SECRETS:
            self.assertFalse(self.account[name], name)
        for name in ("client_secret", "verify_token", "webhook_old_secret"):
            self.assertFalse(app[name], name)
        for table in (
            "social_care_account",
            "social_care_app",
            "social_care_connect",
            "social_care_login",
            "social_care_token",
        ):
            self.env.cr.execute(f"SELECT row_to_json(t)::text FROM {table} t")
            for (row,) in self.env.cr.fetchall():
                self.assertNotIn(VALUE, row)

    def test_it_neither_listens_nor_speaks(self):
        self.neutralize()
        self.assertEqual(self.account.state, "draft")
        self.assertFalse(self.account._is_listening())
        with self.assertRaises(UserError):
            self.queued()

    def test_replies_in_the_queue_are_cancelled(self):
        reply = self.queued()
        for state in ("to_approve", "queued", "sending", "unknown"):
            reply.state = state
            self.neutralize()
            self.assertEqual(reply.state, "cancelled", state)
        self.assertFalse(self.said())

    def test_the_webhook_is_disabled(self):
        token = self.account.webhook_token
        self.neutralize()
        self.assertFalse(self.env["social.care.app"]._find_by_webhook(token))

    def test_mentions_stay(self):
        self.neutralize()
        self.assertEqual(self.waiting.text, "Where is my parcel?")
