# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a customer does on a network starts, ends and pauses the SLA targets of a
ticket."""

from datetime import timedelta

from odoo import fields

from odoo.addons.social_care_demo.tests.channel_reply_common import ChannelCase

HOUR = 3600


class SocialSlaCase(ChannelCase):
    """A team that works around the clock and answers within four hours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.sla"].search([]).active = False
        cls.company.resource_calendar_id = False
        cls.team.write({"use_sla": True, "resource_calendar_id": False})
        cls.first, cls.next, cls.whole, cls.stage = cls.env["helpdesk.sla"].create(
            [
                {
                    "name": target,
                    "sla_response_target": target,
                    "hours": hours,
                    "team_ids": cls.team.ids,
                    "stage_id": cls.env.ref(
                        "helpdesk_mgmt.helpdesk_ticket_stage_done"
                    ).id,
                }
                for target, hours in (
                    ("first_response", 4),
                    ("next_response", 2),
                    ("resolution", 8),
                    ("stage", 6),
                )
            ]
        )
        cls.start = fields.Datetime.now() - timedelta(hours=3)

    def setUp(self):
        super().setUp()
        self.asked = self.hear(self.post("a", "Where is my parcel?"))
        self.ticket = self.asked.ticket_id

    def target_of(self, sla, ticket=None):
        targets = (ticket or self.ticket).ticket_sla_ids
        return targets.filtered(lambda own: own.sla_id == sla)

    def states(self):
        """(state, times met, times breached) of the response targets"""
        return [
            (
                target.state,
                target.sla_response_met_count,
                target.sla_response_breached_count,
            )
            for target in (self.target_of(self.first), self.target_of(self.next))
        ]

    def own_post(self, uid, to, at):
        """An answer of ours that comes back from the network."""
        author = {"external_id": "us", "handle": "acme", "name": "Acme"}
        return self.post(uid, "It is on its way.", to=to, who=author, at=at)

    def close(self):
        self.ticket.stage_id = self.stage.stage_id

    def lines(self):
        self.env.flush_all()
        report = self.env["helpdesk.sla.report"]
        report.invalidate_model()
        return report.search([("ticket_id", "=", self.ticket.id)])


class TestStart(SocialSlaCase):
    """Time counts from when the customer wrote."""

    def assert_from_the_start(self, ticket):
        for sla in (self.first, self.whole, self.stage):
            target = self.target_of(sla, ticket)
            self.assertEqual(target.state, "in_progress")
            end = self.at(sla.hours * HOUR)
            self.assertAlmostEqual(target.deadline, end, delta=timedelta(seconds=1))

    def test_a_post_that_was_heard_late(self):
        self.assert_from_the_start(self.ticket)

    def test_a_mention_that_was_forwarded_hours_later(self):
        self.stream.stage = "manual"
        mention = self.hear(self.post("b", "Hello?"))
        self.assertFalse(mention.ticket_id)
        wizard = self.env["social.care.forward"].create(
            {"mention_ids": mention.ids, "team_id": self.team.id}
        )
        wizard.action_forward()
        self.assert_from_the_start(mention.ticket_id)
        work = mention.ticket_id.social_care_work_ids
        self.assertEqual(
            work.sla_due_at, self.target_of(self.first, work.ticket_id).deadline
        )

    def test_what_was_used_in_the_inbox_is_used(self):
        self.stream.stage = "manual"
        mention = self.hear(self.post("b", "Hello?", at=-2 * HOUR))
        mention._open_tickets({"team_id": self.team.id})
        mention.thread_id._refresh()
        self.assertTrue(self.target_of(self.first, mention.ticket_id).expired)
        self.hear(self.own_post("c", "b", 3 * HOUR))
        self.assertEqual(self.target_of(self.first, mention.ticket_id).state, "expired")

    def test_a_stage_that_holds_does_not_hide_the_time_in_the_inbox(self):
        waiting = self.env["helpdesk.ticket.stage"].create(
            {"name": "Waiting", "sequence": 1}
        )
        self.whole.ignore_stage_ids = waiting
        self.stream.stage = "manual"
        mention = self.hear(self.post("b", "Hello?"))
        mention._open_tickets({"team_id": self.team.id, "stage_id": waiting.id})
        mention.thread_id._refresh()
        target = self.target_of(self.whole, mention.ticket_id)
        self.assertEqual(target.state, "on_hold")
        self.assertAlmostEqual(target.consumed_time, 3, delta=0.1)

    def test_a_second_message_gives_no_more_time(self):
        self.hear(self.post("b", "Hello?", to="a", at=HOUR))
        self.assert_from_the_start(self.ticket)


class TestAnswer(SocialSlaCase):
    """Answers end response targets, however they come."""

    def test_an_answer_in_time(self):
        self.hear(self.own_post("b", "a", HOUR))
        self.assertEqual(self.states(), [("accomplished", 1, 0), ("idle", 0, 0)])

    def test_an_answer_and_a_new_question_that_are_heard_at_once(self):
        again = self.post("c", "And when?", to="b", root="a", at=2 * HOUR)
        self.hear_at_once(self.own_post("b", "a", HOUR), again)
        (first, following) = self.states()
        self.assertEqual(first, ("accomplished", 1, 0))
        self.assertEqual(following, ("in_progress", 0, 0))
        end = self.at(4 * HOUR)
        self.assertEqual(self.target_of(self.next).deadline, end)

    def test_two_answers_that_are_heard_at_once(self):
        self.hear_at_once(
            self.own_post("b", "a", HOUR),
            self.post("c", "And when?", to="b", root="a", at=1.5 * HOUR),
            self.own_post("d", "c", 2 * HOUR),
        )
        self.assertEqual(self.states()[0], ("accomplished", 1, 0))
        self.assertEqual(self.ticket.sla_response_first_answer, self.at(HOUR))

    def test_an_answer_that_we_took_back_leaves_the_customer_waiting(self):
        answer = self.own_post("b", "a", HOUR)
        self.hear(answer)
        self.hear(self.deletion(answer, at=2 * HOUR))
        self.assertEqual(self.ticket.social_care_work_ids.answers, 0)
        self.assertTrue(self.ticket.sla_response_waiting_since)

    def test_two_answers_in_one_second(self):
        self.hear(self.own_post("b", "a", HOUR))
        self.hear(self.post("c", "And when?", to="b", root="a", at=HOUR))
        self.hear(self.own_post("d", "c", HOUR))
        self.assertEqual(self.states(), [("accomplished", 1, 0)] * 2)

    def test_an_answer_that_is_confirmed_after_the_closing(self):
        self.close()
        self.hear(self.own_post("b", "a", 3 * HOUR - 1))
        self.assertEqual(self.states()[0][:2], ("accomplished", 1))


class TestWithdrawn(SocialSlaCase):
    """Who gives up and deletes was not answered."""

    def delete(self, *uids):
        for uid in uids:
            self.hear(self.deletion(self.post(uid), at=2 * HOUR))

    def test_it_is_neither_met_nor_missed(self):
        self.delete("a")
        self.assertEqual(self.states(), [("idle", 0, 0), ("idle", 0, 0)])
        self.assertFalse(self.ticket.sla_response_waiting_since)
        self.assertFalse(self.target_of(self.first).deadline)
        targets = set(self.lines().mapped("sla_response_target"))
        self.assertEqual(targets, {"resolution", "stage"})

    def test_what_we_say_to_nobody_is_no_answer(self):
        self.delete("a")
        self.hear(self.own_post("b", "a", 2.5 * HOUR))
        self.assertEqual(self.states(), [("idle", 0, 0), ("idle", 0, 0)])

    def test_a_new_message_counts_from_its_own_time(self):
        self.delete("a")
        self.hear(self.post("b", "Still there?", to="a", at=2.5 * HOUR))
        self.assertEqual(self.states()[0], ("in_progress", 0, 0))
        self.assertEqual(self.target_of(self.first).deadline, self.at(6.5 * HOUR))
        self.hear(self.own_post("c", "b", 3 * HOUR))
        self.assertEqual(self.states()[0], ("accomplished", 1, 0))

    def test_a_second_question_that_is_taken_back(self):
        self.hear(self.own_post("b", "a", HOUR))
        self.hear(self.post("c", "And when?", to="b", root="a", at=1.5 * HOUR))
        self.assertEqual(self.states()[1], ("in_progress", 0, 0))
        self.delete("c")
        self.assertEqual(self.states(), [("accomplished", 1, 0), ("idle", 0, 0)])

    def test_one_of_two_messages_is_still_there(self):
        self.hear(self.post("b", "Hello?", to="a", at=HOUR))
        self.delete("b")
        self.assertEqual(self.states()[0], ("in_progress", 0, 0))
        self.delete("a")
        self.assertEqual(self.states()[0], ("idle", 0, 0))

    def test_who_deletes_after_our_answer_was_answered(self):
        self.hear(self.own_post("b", "a", HOUR))
        self.delete("a")
        self.assertEqual(self.states()[0], ("accomplished", 1, 0))

    def test_who_waited_too_long_before_waited_too_long(self):
        self.first.hours = 1
        self.target_of(self.first)._sla_response_replan_now()
        self.delete("a")
        self.assertEqual(self.states()[0], ("expired", 0, 1))

    def test_what_a_person_sets_aside_is_no_answer(self):
        self.asked.state = "ignored"
        self.asked.thread_id._refresh()
        self.assertEqual(self.states()[0], ("idle", 0, 0))
