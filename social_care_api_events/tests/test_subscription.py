# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.social_care_api_pump import CHANNEL, SLOW_CHANNEL
from ..tools.attempts import Outcome
from .events_common import EventsCase

FAILED = Outcome("failed", 500, "HTTP 500")


class TestSubscription(EventsCase):
    def test_an_address_is_encrypted_or_allowed_by_name(self):
        for url in (
            "http://desktop.example.com",
            "ftp://x.example.com",
            "desktop",
            "https://",
        ):
            with self.assertRaises(ValidationError, msg=url):
                self.subscription.url = url
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("social_care.allowed_private_hosts", "10.0.0.1:8080")
        self.subscription.url = "http://10.0.0.1:8080/hooks"
        with self.assertRaises(ValidationError):
            self.subscription.url = "http://10.0.0.1:8081/hooks"

    def test_the_user_belongs_to_the_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        with self.assertRaises(ValidationError):
            self.subscription.company_id = company

    def test_a_secret_is_shown_once(self):
        new = self.make_subscription("New")
        self.assertTrue(new.has_secret)
        with trap_jobs():
            self.assertFalse(new.action_switch_on())
        with self.assertRaises(AccessError):
            new.with_user(self.manager).read(["secret"])
        with self.assertRaises(AccessError):
            new.with_user(self.manager).search([("secret", "like", "whsec")])

    def test_rotation_shows_the_new_secret_and_keeps_the_old_one_for_a_while(self):
        old = self.subscription.secret
        wizard = self.env["social.care.api.rotation"].with_user(self.manager)
        shown = wizard.create(
            {"subscription_id": self.subscription.id, "hours": 2}
        ).action_replace()
        new = shown["params"]["secret"]
        self.assertTrue(shown["params"]["until"])
        self.assertEqual(self.subscription._list_secrets(), (new, old))
        self.subscription.old_secret_until = fields.Datetime.now() - timedelta(hours=1)
        self.assertEqual(self.subscription._list_secrets(), (new,))
        self.env["social.care.api.subscription"]._gc_old_secrets()
        self.assertFalse(self.subscription.old_secret)

    def test_agents_and_supervisors_see_nothing(self):
        agent = self.make_user("agent")
        for user in (agent, self.supervisor):
            for model in ("subscription", "delivery", "event.type"):
                with self.assertRaises(AccessError):
                    self.env[f"social.care.api.{model}"].with_user(user).search([])
            with self.assertRaises(AccessError):
                self.subscription.with_user(user).action_switch_off()

    def test_five_failures_open_the_circuit_and_a_success_closes_it(self):
        for _number in range(5):
            self.assertEqual(self.subscription.state, "on")
            self.subscription._note_outcome(FAILED)
        self.assertEqual(self.subscription.state, "circuit")
        self.assertFalse(self.subscription._is_sending_now())
        with trap_jobs() as trap:
            self.make_ticket()
            self.env.cr.flush()
            self.subscription._wake()
            trap.assert_jobs_count(0)
            self.subscription._enqueue_next()
            trap.assert_jobs_count(1)
        self.assertGreater(trap.enqueued_jobs[0].eta, fields.Datetime.now())
        self.subscription._note_outcome(Outcome("sent", 200))
        self.assertEqual(self.subscription.state, "on")
        self.assertFalse(self.subscription.failing_since)

    def test_who_no_longer_wants_it_is_switched_off_and_administrators_told(self):
        self.subscription._note_outcome(Outcome("gone", 410, "HTTP 410"))
        self.assertEqual(self.subscription.state, "off")
        self.assertTrue(self.subscription.off_reason)
        self.assertTrue(self.find_notices())

    def test_who_fails_for_days_is_switched_off(self):
        self.subscription._note_outcome(FAILED)
        self.subscription.failing_since -= timedelta(days=4)
        self.subscription._note_outcome(FAILED)
        self.assertEqual(self.subscription.state, "off")
        self.assertTrue(self.find_notices())

    def find_notices(self):
        notified = [("notified_partner_ids", "in", self.manager.partner_id.ids)]
        messages = self.env["mail.message"].search(notified)
        return messages.filtered(lambda m: self.subscription.name in (m.subject or ""))

    def test_slow_ones_have_a_channel_of_their_own(self):
        channels = []
        for is_slow in (True, False):
            self.subscription.is_slow = is_slow
            with trap_jobs() as trap:
                self.subscription._enqueue()
            channels += [job.channel for job in trap.enqueued_jobs]
        self.assertEqual(channels, [SLOW_CHANNEL, CHANNEL])

    def test_a_test_is_told_whatever_types_were_chosen(self):
        self.subscription.type_ids = False
        self.subscription.with_user(self.manager).action_test()
        self.assertEqual(self.list_types(), ["webhook.test"])

    def test_what_was_switched_on_in_the_same_transaction_is_told(self):
        self.subscription.action_switch_off()
        self.env.flush_all()
        with trap_jobs():
            self.subscription.action_switch_on()
        self.subscription.action_test()
        self.assertEqual(self.list_types(), ["webhook.test"])

    def test_a_subscription_of_an_archived_user_is_not_switched_on(self):
        self.subscription.action_switch_off()
        self.manager.active = False
        with self.assertRaises(UserError):
            self.subscription.action_switch_on()

    def test_a_replay_sends_again_what_was_delivered(self):
        self.make_ticket()
        told = self.list_told()
        told.write({"state": "sent", "attempts": 3})
        earlier = {"happened_at": fields.Datetime.now() - timedelta(days=2)}
        old = told.create({**told.copy_data(earlier)[0], "state": "sent"})
        replay = self.env["social.care.api.replay"].with_user(self.manager)
        replay.create({"subscription_id": self.subscription.id}).action_replay()
        self.assertEqual(told.mapped("state"), ["waiting"])
        self.assertEqual(told.attempts, 0)
        self.assertEqual(old.state, "sent")

    def test_what_happened_long_ago_is_deleted(self):
        self.make_ticket()
        told = self.list_told()
        self.deliveries._gc_old()
        self.assertTrue(told.exists())
        told.happened_at = fields.Datetime.now() - timedelta(days=8)
        self.env.flush_all()
        self.assertEqual(self.deliveries._gc_old(), (1, False))
        self.assertFalse(told.exists())
