# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Since when a customer waits in the queue, whatever the clocks of others say."""

from datetime import datetime, timedelta

from odoo import fields

from odoo.addons.social_care_routing.tests.routing_common import RoutingCase

PAULA = {"id": "1", "handle": "paula"}
OURS = {"id": "own-routingtool", "handle": "routingtool"}


class TestTimeInQueue(RoutingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.env["social.care.account"].create(
            {
                "name": "Routing tool",
                "network": "webhook",
                "handle": "routingtool",
                "company_id": cls.company.id,
                "team_id": cls.team.id,
            }
        )
        cls.account.action_connect()
        cls.account.external_id = OURS["id"]
        cls.account.stream_ids.stage = "routed"
        cls.now = fields.Datetime.now()

    def hear(self, external_id, minutes=0, **payload):
        """A post of so many minutes from now. Returns its mention."""
        payload = {
            "id": external_id,
            "text": "The router 4711 is dead",
            "author": PAULA,
            "posted_at": (self.now + timedelta(minutes=minutes)).isoformat(),
            **payload,
        }
        events = self.account._get_connector()._make_events(self.account, [payload])
        store = self.env["social.care.event"]
        store._store(self.account, self.account.stream_ids, events, "webhook")
        store._ingest_batch()
        return self.env["social.care.mention"].search(
            [("account_id", "=", self.account.id), ("external_id", "=", external_id)]
        )

    def ago(self, minutes):
        return self.now - timedelta(minutes=minutes)

    def test_a_ticket_closed_by_mistake_waits_again_in_its_place(self):
        ticket = self.hear("L1", -30).ticket_id
        work = ticket.social_care_work_ids
        self.assertEqual((work.state, work.waiting_since), ("waiting", self.ago(30)))
        ticket.stage_id = self.stage_closed
        self.assertEqual(work.state, "done")
        ticket.stage_id = self.stage_new
        self.assertEqual((work.state, work.waiting_since), ("waiting", self.ago(30)))

    def test_what_was_written_before_the_closing_and_is_heard_after_it_waits(self):
        ticket = self.hear("L1", -30).ticket_id
        ticket.stage_id = self.stage_closed
        late = self.hear("L2", -1, parent_id="L1", text="No, it is still broken!")
        self.assertEqual(late.ticket_id, ticket)
        work = ticket.social_care_work_ids
        self.assertEqual((work.state, work.waiting_since), ("waiting", self.ago(1)))

    def test_what_was_written_before_our_answer_and_is_heard_after_it_waits(self):
        ticket = self.hear("L1", -30).ticket_id
        self.hear("R", -5, parent_id="L1", author=OURS)
        self.assertEqual(ticket.social_care_work_ids.state, "parked")
        self.hear("L2", -6, parent_id="L1", text="No, it is still broken!")
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")

    def test_dates_of_1970_and_2031_wait_since_now(self):
        for external_id, year in (("old", 1970), ("new", 2031), ("last", 9999)):
            posted_at = datetime(year, 1, 1).isoformat()
            work = self.hear(
                external_id, posted_at=posted_at
            ).ticket_id.social_care_work_ids
            self.assertGreaterEqual(work.waiting_since, self.now)
            self.assertLessEqual(work.waiting_since, fields.Datetime.now())

    def test_a_post_that_was_deleted_before_we_answered_has_no_first_response(self):
        mention = self.hear("L1", -30)
        work = mention.ticket_id.social_care_work_ids
        self.hear("L1", kind="deletion")
        self.assertEqual(work.state, "parked")
        self.assertFalse(work.first_response_at)
        self.assertFalse(mention.answered_at)
