# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

import psycopg2

from odoo import fields
from odoo.sql_db import connection_info_for

from odoo.addons.queue_job.jobrunner.runner import PG_ADVISORY_LOCK_ID
from odoo.addons.social_care.tools import errors

from .channel_common import ChannelCase

MINUTES = timedelta(minutes=1)


class TestCheck(ChannelCase):
    """Check sees what around an account keeps it from hearing and answering."""

    def setUp(self):
        super().setUp()
        self.account.demo_delivery = "normal"
        self.env["queue.job"].search([]).unlink()
        self.account._get_own_crons().write(
            {"active": True, "nextcall": fields.Datetime.now()}
        )

    def check(self, runner=True):
        accounts = type(self.account)
        with patch.object(accounts, "_has_runner", return_value=runner):
            return self.account.with_user(self.manager).action_diagnose()

    def findings(self, **kw):
        self.check(**kw)
        return [one for one in self.account.diagnosis if one["level"] != "ok"]

    def only_finding(self, **kw):
        (finding,) = self.findings(**kw)
        self.assertTrue(finding["fix"])
        return finding["level"], finding["title"]

    def test_a_working_login_is_all_that_is_found_where_all_is_in_order(self):
        self.assertFalse(self.findings())
        (finding,) = self.account.diagnosis
        self.assertEqual(
            (finding["level"], finding["title"]), ("ok", "The login works.")
        )

    def test_the_worst_finding_is_said_at_once(self):
        said = self.check()["params"]
        self.assertEqual(said["type"], "success")
        self.assertEqual(said["message"], "The login works.")
        said = self.check(runner=False)["params"]
        self.assertEqual(said["type"], "danger")
        self.assertIn("No job runner is running", said["message"])

    def test_a_login_that_the_network_refuses_is_an_error(self):
        connector = type(self.account._get_connector())
        lost = errors.AuthorizationLost("The network does not know you.")
        with patch.object(connector, "_check_login", side_effect=lost):
            self.assertEqual(self.only_finding(), ("error", str(lost)))

    # -- jobs ------------------------------------------------------------------

    def add_job(self, minutes=5, eta=False, **vals):
        self.env["social.care.event"].with_delay()._ingest()
        job = self.env["queue.job"].search([], order="id desc", limit=1)
        now = fields.Datetime.now()
        job.with_context(_job_edit_sentinel=job.EDIT_SENTINEL).write(
            {"date_created": now - minutes * MINUTES, "eta": eta, **vals}
        )

    def test_without_a_job_runner_restarting_odoo_is_advised(self):
        level, title = self.only_finding(runner=False)
        self.assertEqual(level, "error")
        self.assertIn("No job runner is running", title)
        self.assertIn("Restart Odoo", self.account.diagnosis[0]["fix"])

    def test_the_lock_of_a_job_runner_on_this_database_is_seen(self):
        self.assertFalse(self.account._has_runner())
        _name, info = connection_info_for(self.env.cr.dbname)
        runner = psycopg2.connect(**info)
        self.addCleanup(runner.close)
        with runner.cursor() as cr:
            cr.execute("SELECT pg_try_advisory_lock(%s)", (PG_ADVISORY_LOCK_ID,))
        self.assertTrue(self.account._has_runner())

    def test_jobs_that_are_due_and_do_not_begin(self):
        self.add_job()
        self.assertIn("no job is started", self.only_finding()[1])

    def test_jobs_that_are_handed_out_and_do_not_begin(self):
        self.add_job(state="enqueued")
        self.assertEqual(self.only_finding()[0], "error")

    def test_a_backlog_is_a_warning(self):
        self.add_job()
        self.add_job(state="started")
        level, title = self.only_finding()
        self.assertEqual(level, "warning")
        self.assertIn("1 jobs have been due", title)

    def test_a_job_for_later_is_not_late(self):
        self.add_job(eta=fields.Datetime.now() + 5 * MINUTES)
        self.add_job(minutes=0)
        self.assertFalse(self.findings())

    def test_jobs_of_other_addons_are_not_ours(self):
        self.add_job(channel="root.other")
        self.assertFalse(self.findings())

    def test_jobs_that_failed_lately(self):
        self.add_job(state="failed", date_started=fields.Datetime.now())
        self.assertIn("1 jobs failed", self.only_finding()[1])

    # -- scheduled actions -----------------------------------------------------

    def test_scheduled_actions_that_do_not_run(self):
        late = fields.Datetime.now() - 30 * MINUTES
        self.env.ref("social_care.cron_poll").nextcall = late
        self.assertIn("do not run", self.only_finding()[1])

    def test_a_scheduled_action_that_is_switched_off_is_named(self):
        cron = self.env.ref("social_care.cron_poll")
        cron.active = False
        self.assertIn(cron.name, self.only_finding()[1])

    # -- the address of the server ---------------------------------------------

    def test_the_demo_network_needs_no_address(self):
        self.set_address("http://localhost:8069")
        self.assertFalse(self.findings())

    def test_a_network_that_pushes_cannot_reach_localhost(self):
        connector = self.env["social.care.connector"]
        capabilities = self.account._get_capabilities()
        for address, found in (
            ("http://localhost:8069", 1),
            ("https://127.0.0.1", 1),
            ("http://93.184.216.34", 1),
            ("https://93.184.216.34", 0),
        ):
            self.set_address(address)
            with patch.object(
                type(connector), "_get_capabilities", return_value=capabilities
            ):
                findings = connector._diagnose_own_address(self.account)
            self.assertEqual(len(findings), found, address)

    def set_address(self, address):
        self.env["ir.config_parameter"].set_param("web.base.url", address)

    # -- people ----------------------------------------------------------------

    def test_what_is_around_does_not_keep_a_connection_from_recovering(self):
        self.account.write({"error_kind": "temporary", "status_message": "Away"})
        self.findings(runner=False)
        self.assertFalse(self.account.status_message)


class TestArchivedStream(ChannelCase):
    """An archived stream hears nothing, and Check says so."""

    def setUp(self):
        super().setUp()
        self.mentions_stream = self.stream_of("mentions")
        self.direct_stream = self.stream_of("direct")

    def stream_of(self, kind):
        return self.account.stream_ids.filtered(lambda stream: stream.kind == kind)

    def hear_by_webhook(self, *events):
        return self.hear(*events, stream=self.env["social.care.stream"])

    def event(self, uid):
        return self.env["social.care.event"].search(
            [("account_id", "=", self.account.id), ("external_id", "=", uid)]
        )

    def test_its_posts_stay_events_and_are_no_mentions(self):
        self.direct_stream.active = False
        self.assertFalse(self.hear_by_webhook(self.post("d1", private=True)))
        self.assertEqual(self.event("d1").state, "done")
        self.assertIn("archived", self.event("d1").error)
        self.assertTrue(self.event("d1").payload)

    def test_other_streams_go_on_hearing(self):
        self.direct_stream.active = False
        self.assertTrue(self.hear_by_webhook(self.post("p1")).stream_id.active)

    def test_the_last_stream_that_is_archived_makes_the_account_deaf(self):
        self.account.stream_ids.active = False
        self.assertFalse(self.hear_by_webhook(self.post("p1")))
        self.assertIn("no stream", self.account._diagnose_streams()[0].title)

    def test_another_stream_of_its_kind_hears_instead(self):
        other = self.mentions_stream.copy({"sequence": 99})
        self.mentions_stream.active = False
        mention = self.hear_by_webhook(self.post("p1"))
        self.assertEqual(mention.stream_id, other)

    def test_what_a_poll_brought_before_it_was_archived_is_left_too(self):
        self.mentions_stream.active = False
        self.assertFalse(self.hear(self.post("p1"), stream=self.mentions_stream))

    def test_a_poll_that_was_queued_asks_nobody(self):
        self.mentions_stream.active = False
        connector = type(self.env["social.care.connector.demo"])
        with patch.object(connector, "_fetch") as asked:
            self.mentions_stream._poll()
        asked.assert_not_called()

    def test_what_is_known_is_still_changed_and_deleted(self):
        post = self.post("p1", "Hello")
        self.hear_by_webhook(post)
        self.account.stream_ids.active = False
        mention = self.hear_by_webhook(self.edit(post, "Good bye", at=9))
        self.assertEqual(mention.text, "Good bye")
        mention = self.hear_by_webhook(self.deletion(post))
        self.assertTrue(mention.deleted_at)

    def test_events_are_replayed_after_it_is_back(self):
        self.mentions_stream.active = False
        self.hear_by_webhook(self.post("p1"))
        self.mentions_stream.active = True
        self.event("p1").with_user(self.manager).action_replay()
        self.env.flush_all()
        self.env["social.care.event"]._ingest_batch()
        self.assertTrue(self.mention("p1"))
        self.assertFalse(self.event("p1").error)

    def test_check_names_each(self):
        self.direct_stream.active = False
        (finding,) = self.account._diagnose_streams()
        self.assertIn(self.direct_stream.name, finding.title)
        self.assertIn("Unarchive", finding.fix)
