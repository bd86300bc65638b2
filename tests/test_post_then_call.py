# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A customer posts angrily, then calls: who answers has both."""

import time

from odoo.tests import tagged

from odoo.addons.social_care_crm.tests.link_common import SUPERVISOR, LinkCase
from odoo.addons.social_care_cti.tools.phone_feed import PhoneFeed
from odoo.addons.social_care_cti_asterisk.tests.recordings import JAN, ONE, read
from odoo.addons.social_care_cti_asterisk.tools.ami_events import translate

ANGRY = "Third time that my parcel is lost. This is a disgrace!"


class PostThenCallCase(LinkCase):
    """Jan's post has a ticket; Anna has a phone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.ticket.team"].search([]).social_care_routing_mode = "manual"
        cls.team.write(
            {"social_care_routing_mode": "offer", "resource_calendar_id": False}
        )
        cls.stream.stage = "integrated"
        cls.make_rule(action="ticket")
        cls.other = cls.make_user("other", "social_care.group_social_care_agent")
        cls.boss = cls.make_user("boss", SUPERVISOR)
        cls.team.user_ids += cls.other
        cls.agents = cls.env["social.care.agent"]._ensure_for_users(
            cls.agent | cls.other
        )
        cls.agents._refresh_shifts()
        cls.agents._set_state("available")
        cls.system = cls.env["social.care.phone.system"].create(
            {
                "name": "Office",
                "binding": "asterisk",
                "company_id": cls.company.id,
                "team_id": cls.team.id,
            }
        )
        cls.env["social.care.phone.line"].create(
            {"system_id": cls.system.id, "user_id": cls.agent.id, "device": ONE}
        )

    def setUp(self):
        super().setUp()
        self.angry = self.hear(self.post("angry", ANGRY))
        self.jan = self.env["res.partner"].create({"name": "Jan Nowak", "phone": JAN})
        self.angry.profile_id._link(self.jan, "proven")
        self.ticket = self.angry.ticket_id
        self.ticket.partner_id = self.jan

    def ring(self, until):
        feed = PhoneFeed(self.system.id, frozenset({ONE}))
        begin = time.time() - 20
        for event, at in read("did_agent_hangs_up"):
            if at < until:
                feed.apply(translate(event, begin + at))
        feed.store(self.env, feed.collect())
        feed.follow_up(self.env)
        return self.env["social.care.call"].search(
            [("system_id", "=", self.system.id)], limit=1
        )

    def get_card(self, user):
        desk = self.env["social.care.call"].with_user(user).get_desk()
        return desk["calls"][0] if desk["calls"] else None


@tagged("post_install", "-at_install")
class TestPostThenCall(PostThenCallCase):
    def test_the_card_shows_the_post_while_it_rings(self):
        self.ring(0.5)
        card = self.get_card(self.agent)
        self.assertEqual(card["contact"]["name"], "Jan Nowak")
        self.assertEqual([one["text"] for one in card["messages"]], [ANGRY])
        self.assertIn(self.ticket.id, [one["id"] for one in card["tickets"]])
        self.assertIsNone(self.get_card(self.other))

    def test_who_answers_gets_the_conversation_and_nobody_else_is_offered_it(self):
        call = self.ring(1.0)
        self.assertEqual(call.ticket_id, self.ticket)
        self.assertEqual(self.ticket.user_id, self.agent)
        work = self.ticket.social_care_work_ids
        self.env["social.care.routing.drain"]._drain_once()
        work.invalidate_recordset()
        self.assertEqual((work.state, work.user_id), ("working", self.agent))

    def test_who_may_not_read_the_post_does_not_see_it_on_the_card(self):
        elsewhere = self.make_team("Elsewhere")
        self.angry.thread_id.team_id = elsewhere
        self.angry.team_id = elsewhere
        self.ring(0.5)
        self.assertEqual(self.get_card(self.agent)["messages"], [])

    def test_the_call_is_in_the_timeline(self):
        call = self.ring(99)
        timeline = self.env["social.care.timeline"].with_user(self.boss)
        page = timeline.get_page("res.partner", self.jan.id, ["phone_call"])
        (entry,) = page["entries"]
        self.assertEqual((entry["res_id"], entry["state"]), (call.id, "Answered"))

    def test_the_contact_s_calls_are_handed_over_and_erased(self):
        call = self.ring(99)
        call.note = "Angry"
        jan = self.jan.with_user(self.boss)
        (exported,) = jan._social_care_export()["calls"]
        self.assertEqual((exported["number"], exported["note"]), (JAN, "Angry"))
        jan.action_erase_social_care_data()
        self.assertFalse(call.number or call.note or call.partner_id)
        self.assertEqual(call.outcome, "answered")

    def test_calls_past_the_retention_lose_who_it_was(self):
        call = self.ring(99)
        self.system.retention_days = 30
        self.env["social.care.call"]._gc_expired()
        self.assertTrue(call.number)
        call.started_at = "2020-01-01 00:00:00"
        self.env["social.care.call"]._gc_expired()
        self.assertFalse(call.number)
        self.assertTrue(call.is_erased)
