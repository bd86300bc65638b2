# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError

from odoo.addons.queue_job.tests.common import trap_jobs

from .routing_common import RoutingCase


class TestOffers(RoutingCase):
    """Accepted, declined, not answered, withdrawn."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")

    def setUp(self):
        super().setUp()
        self.ticket = self.make_ticket()
        self.drain()
        self.work = self.ticket.social_care_work_ids

    def late(self):
        self.work.offer_until = fields.Datetime.now() - timedelta(seconds=1)

    def decisions(self):
        return self.env["social.care.decision"].search(
            [("ticket_id", "=", self.ticket.id)], order="id"
        )

    def test_what_is_let_go_is_offered_to_somebody_else(self):
        bert = self.make_agent("bert")
        self.as_user("social.care.work", self.anna).decline(self.work.ids)
        self.drain()
        self.assertEqual(self.holder(self.ticket), bert)
        self.assertEqual(self.decisions().mapped("outcome"), ["declined", "open"])

    def test_what_is_let_go_does_not_come_straight_back(self):
        self.as_user("social.care.work", self.anna).decline(self.work.ids)
        self.assertFalse(self.drain())

    def test_when_it_may_come_back_is_known(self):
        self.as_user("social.care.work", self.anna).decline(self.work.ids)
        again = fields.Datetime.to_string(self.work.next_step_at)
        self.assertEqual(self.work.refused, {str(self.anna.id): again})

    def test_nobody_else_means_that_it_comes_back_after_a_while(self):
        self.as_user("social.care.work", self.anna).decline(self.work.ids)
        past = fields.Datetime.to_string(fields.Datetime.now() - timedelta(minutes=1))
        self.work.refused = {str(self.anna.id): past}
        self.work.next_step_at = past
        self.drain()
        self.assertEqual(self.holder(self.ticket), self.anna)
        self.assertFalse(self.work.refused)

    def test_the_queue_looks_again_when_the_first_offer_ends(self):
        with trap_jobs() as trap:
            self.env["social.care.routing.drain"]._enqueue_next()
        (job,) = trap.enqueued_jobs
        self.assertEqual(job.eta, self.work.offer_until + timedelta(seconds=1))

    def test_who_does_not_answer_is_not_responding(self):
        self.late()
        self.drain()
        self.assertEqual(self.anna.state, "not_responding")
        self.assertEqual(self.work.state, "waiting")
        self.assertEqual(self.decisions().outcome, "timed_out")

    def test_who_is_not_responding_is_offered_nothing(self):
        self.late()
        self.drain()
        self.make_ticket()
        self.assertFalse(self.drain())

    def test_work_is_taken_before_its_ticket_is_touched(self):
        """So who accepts twice at once fails where the database can say so."""
        states = []
        whole = type(self.ticket).write

        def write(tickets, vals):
            self.env.cr.execute(
                "SELECT state FROM social_care_work WHERE id = %s", [self.work.id]
            )
            states.append(self.env.cr.fetchone()[0])
            return whole(tickets, vals)

        with patch.object(type(self.ticket), "write", write):
            self.accept(self.ticket)
        self.assertEqual(states[0], "working")

    def test_a_late_answer_is_told_so(self):
        self.late()
        self.drain()
        with self.assertRaisesRegex(UserError, "expired or was withdrawn"):
            self.as_user("social.care.work", self.anna).accept(self.work.ids)

    def test_nobody_takes_what_is_offered_to_another(self):
        bert = self.make_agent("bert")
        with self.assertRaisesRegex(UserError, "expired or was withdrawn"):
            self.as_user("social.care.work", bert).accept(self.work.ids)
        self.as_user("social.care.work", bert).decline(self.work.ids)
        self.assertEqual(self.holder(self.ticket), self.anna)

    def test_a_decision_keeps_who_was_looked_at(self):
        decision = self.decisions()
        look = decision.run_id._read_candidates(self.work.lane_id.id, 0)
        self.assertEqual(look["in"], {self.anna.id: 0})
        self.assertEqual(decision.explanation["choice"], 1)

    def test_old_decisions_go_when_their_company_says_so(self):
        kept = self.decisions()
        old = kept.copy({"at": fields.Datetime.now() - timedelta(days=91)})
        self.env["social.care.decision"]._gc_old()
        self.assertTrue(kept.exists())
        self.assertFalse(old.exists())
        self.assertTrue(kept.run_id.exists(), "it is still needed")
        kept.unlink()
        self.env["social.care.decision"]._gc_old()
        self.assertFalse(
            self.env["social.care.routing.run"].search([("offered", "=", 1)])
        )
