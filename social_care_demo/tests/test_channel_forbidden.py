# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

import psycopg2

from odoo.tools import mute_logger

from odoo.addons.social_care.tools import errors

from .channel_reply_common import ReplyCase

FORBIDDEN = errors.Forbidden("The network denies access: this topic is closed.")
CALLS = "odoo.addons.social_care.models.social_care_account_calls"


class TestForbidden(ReplyCase):
    """A network that says 403 about one message takes no account down."""

    def publish(self, login, error=FORBIDDEN):
        reply = self.queued()
        with self.network("_publish", error), self.network("_check_login", login):
            self.run_job(reply)
        return reply

    def test_only_the_reply_fails_where_the_login_works(self):
        reply = self.publish(login=True)
        self.assertEqual((reply.state, reply.error_kind), ("failed", "rejected"))
        self.assertEqual(reply.error_message, str(FORBIDDEN))
        self.assertEqual(self.account.state, "connected")
        self.assertFalse(self.account.status_message)

    def test_the_account_fails_where_the_login_does_not_work_or_nobody_can_tell(self):
        for login in (errors.AuthorizationLost("No."), errors.Temporary("Off."), None):
            self.account._recover()
            reply = self.publish(login)
            self.assertEqual(reply.error_kind, "authorization")
            self.assertEqual(self.account.state, "failing")
            self.assertEqual(self.account.status_message, str(FORBIDDEN))

    def test_a_fault_of_the_check_hides_no_refusal(self):
        with mute_logger(CALLS):
            reply = self.publish(login=ZeroDivisionError())
        self.assertEqual((reply.state, reply.error_kind), ("failed", "authorization"))
        self.assertEqual(self.account.state, "failing")

    def test_credentials_that_are_refused_need_no_check(self):
        lost = errors.AuthorizationLost("Log in again.")
        reply = self.publish(login=AssertionError("asked"), error=lost)
        self.assertEqual(reply.error_kind, "authorization")
        self.assertEqual(self.account.state, "failing")

    def test_preparing_is_treated_as_publishing(self):
        reply = self.queued()
        with self.network("_prepare", FORBIDDEN), self.network("_check_login", True):
            self.run_job(reply)
        self.assertEqual((reply.state, reply.error_kind), ("failed", "rejected"))
        self.assertEqual(self.account.state, "connected")

    def test_nothing_is_locked_while_the_login_is_checked(self):
        written = []

        def check(connector, account):
            # As the rate limits of a first call do, before there is a second one.
            self.env.flush_all()
            self.env.cr.execute(
                "SELECT moderation FROM social_care_mention WHERE id = %s",
                (self.waiting.id,),
            )
            written.extend(self.env.cr.fetchone())
            return True

        self.env.flush_all()
        connector = type(self.env["social.care.connector.demo"])
        with patch.object(connector, "_check_login", check):
            self.waiting._fail_moderation("hide", False, FORBIDDEN)
        self.assertEqual(written, [None])
        self.assertTrue(self.waiting.moderation["hide"]["error"])

    def test_a_lost_connection_is_no_answer_of_the_network(self):
        """The job is repeated; the account is not to blame."""
        lost = psycopg2.OperationalError("server closed the connection unexpectedly")
        with (
            patch(f"{CALLS}.is_connection_lost", lambda error: error is lost),
            self.network("_check_login", lost),
            self.assertRaises(psycopg2.OperationalError),
        ):
            self.account._fail_unless_login_works(FORBIDDEN)
        self.assertEqual(self.account.state, "connected")

    def test_a_moderation_that_is_forbidden_leaves_the_account_alone_too(self):
        for login, state in ((True, "connected"), (None, "failing")):
            with self.network("_check_login", login):
                self.waiting._fail_moderation("hide", False, FORBIDDEN)
            self.assertEqual(self.account.state, state)
