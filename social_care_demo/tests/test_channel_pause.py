# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from lxml import etree

from odoo.addons.social_care.tools.values import Fetched

from .channel_common import ChannelCase


class TestPause(ChannelCase):
    """A paused account hears and says nothing; what comes is kept, and read after."""

    def setUp(self):
        super().setUp()
        self.other = self.make_account("other", "them")
        self.account.with_user(self.manager).action_pause()

    def store(self, event, account=None):
        account = account or self.account
        self.env["social.care.event"]._store(
            account, account.stream_ids[0], [event], "webhook"
        )
        self.env.flush_all()

    def read_all(self):
        with self.registry.cursor() as cr:
            self.env["social.care.event"].with_env(self.env(cr=cr))._ingest()
        self.env.invalidate_all()

    def jobs(self):
        return self.env["queue.job"].search([("method_name", "=", "_ingest")])

    def test_it_is_said_who_paused_it(self):
        self.assertEqual(self.account.state, "paused")
        self.env.flush_all()
        self.assertFalse(self.account._is_listening())

    def test_the_form_says_what_happens_to_what_comes(self):
        self.store(self.post("a"))
        form = self.account.with_user(self.manager).get_view(view_type="form")
        (banner,) = etree.fromstring(form["arch"]).xpath("//div[@name='paused']")
        words = " ".join("".join(banner.itertext()).split())
        self.assertIn("kept and read when you resume", words)
        self.assertIn("polling goes on from where it stopped", words)
        self.assertEqual(self.account.unread_event_count, 1)

    def test_what_a_webhook_brings_is_kept_unread(self):
        self.store(self.post("a"))
        self.read_all()
        self.assertFalse(self.mention("a"))
        event = self.env["social.care.event"].search(
            [("account_id", "=", self.account.id)]
        )
        self.assertEqual(event.state, "new")
        self.assertTrue(event.payload)

    def test_others_are_read_meanwhile(self):
        self.store(self.post("a"))
        self.store(self.post("b"), self.other)
        self.read_all()
        self.assertFalse(self.mention("a"))
        self.assertTrue(self.mention("b", self.other))

    def test_what_waits_for_a_paused_account_wakes_nobody(self):
        self.store(self.post("a"))
        self.jobs().unlink()
        self.env["social.care.event"]._cron_ingest()
        self.read_all()
        self.assertFalse(self.jobs())

    def test_what_was_kept_is_read_when_it_is_resumed(self):
        self.store(self.post("a"))
        self.jobs().unlink()
        self.account.with_user(self.manager).action_connect()
        self.assertEqual(self.account.state, "connected")
        self.assertTrue(self.jobs())
        self.read_all()
        self.assertTrue(self.mention("a").ticket_id)

    def test_polling_goes_on_from_where_it_stopped(self):
        stream = self.account.stream_ids[0]
        stream.cursor = {"after": 7}
        connector = type(self.env["social.care.connector.demo"])
        with patch.object(connector, "_fetch") as fetch:
            stream._poll()
            self.assertFalse(fetch.called)
            self.account.with_user(self.manager).action_connect()
            fetch.return_value = Fetched([], {"after": 8})
            stream._poll()
        self.assertEqual(fetch.call_args.args[1], {"after": 7})

    def test_an_account_that_never_was_connected_is_not_paused(self):
        self.other.state = "draft"
        self.other.action_pause()
        self.assertEqual(self.other.state, "draft")

    def test_an_error_of_the_network_does_not_resume_it(self):
        self.account._recover()
        self.account.error_kind = "authorization"
        self.account._recover()
        self.assertEqual(self.account.state, "paused")
