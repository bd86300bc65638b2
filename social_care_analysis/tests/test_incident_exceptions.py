# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .storm_common import LOST, StormCase, person


@tagged("post_install", "-at_install")
class TestIncidentExceptions(StormCase):
    """What needs a person is routed one by one, storm or not."""

    def assert_routed(self, mention):
        self.assertEqual(mention.state, "ticket", mention.text)
        self.assertTrue(mention.ticket_id)
        self.assertFalse(mention.ticket_id.closed)
        self.assertFalse(mention.incident_id, mention.text)
        self.assertNotIn(mention.ticket_id, self.incidents().ticket_id)

    def assert_collected(self, mention):
        self.assertEqual(mention.state, "incident", mention.text)
        self.assertEqual(mention.incident_id, self.incidents())
        self.assertFalse(mention.ticket_id)

    def exceptions(self):
        """One of each kind that a post alone tells."""
        return [
            self.say(101, "router", private=True),
            self.say(102, "router there is smoke and fire call the police"),
            self.say(103, "router", followers=50_000),
            self.say(104, "router order 4711234"),
        ]

    def test_each_kind_is_routed_when_it_comes_in_the_storm(self):
        self.hear_storm()
        for mention in self.hear(*self.exceptions()):
            self.assert_routed(mention)

    def test_each_kind_is_routed_when_it_comes_with_the_first_batch(self):
        mentions = self.hear_at_once(*self.exceptions(), *self.crowd(12, "router"))
        for mention in mentions[:4]:
            self.assert_routed(mention)
        for mention in mentions[4:]:
            self.assert_collected(mention)

    def test_each_kind_keeps_its_ticket_from_before_the_storm(self):
        before = self.hear(*self.exceptions())
        tickets = before.mapped("ticket_id")
        self.hear_storm()
        self.assertEqual(before.mapped("ticket_id"), tickets)
        for mention in before:
            self.assert_routed(mention)

    def test_a_price_a_year_and_a_link_are_no_number_of_theirs(self):
        self.hear_storm()
        for number, words in enumerate(
            ("since 2019", "for 1299 euro", "https://x.example/1234567890"), start=30
        ):
            self.assert_collected(self.hear(self.say(number, "router", words)))

    def test_who_has_an_open_ticket_goes_on_there(self):
        first = self.hear(self.say(0, "parcel"))
        self.hear_storm(first=20)
        again = self.hear(self.say(1, "router", to="s0", who=person(0)))
        self.assert_routed(again)
        self.assertEqual(again.ticket_id, first.ticket_id)

    def test_an_influencer_s_copy_does_not_take_the_others_along(self):
        text = f"RT @somebody: {LOST} My router is off"
        mentions = self.hear_at_once(
            self.say(0, text=text, followers=50_000),
            *(self.say(n, text=text) for n in range(1, 15)),
        )
        self.assert_routed(mentions[0])
        for mention in mentions[1:]:
            self.assert_collected(mention)

    def test_an_influencer_s_ticket_stays_when_its_copies_leave_it(self):
        text = f"RT @somebody: {LOST} My router is off"
        first = self.hear(self.say(0, text=text, followers=50_000))
        copies = self.hear(*(self.say(n, text=text) for n in range(1, 7)))
        self.assertEqual(copies.ticket_id, first.ticket_id)
        self.hear_crowd(12, "router", first=20)
        self.assert_routed(first)
        for copy in copies:
            self.assert_collected(copy)

    def test_who_answers_below_an_exception_shares_its_ticket(self):
        """A conversation has one ticket, and what is on it is in no incident."""
        self.hear_storm()
        first, answer = self.hear_at_once(
            self.say(101, "router order 4711234"),
            self.say(102, "router", to="s101"),
        )
        self.assert_routed(first)
        self.assert_routed(answer)
        self.assertEqual(answer.ticket_id, first.ticket_id)

    def test_who_writes_again_after_the_holding_reply_is_routed(self):
        incident = self.hear_storm()
        incident.holding_body = "We are on it."
        incident.with_user(self.supervisor).action_approve_holding()
        self.run_job(incident, "_send_holding")
        for reply in incident.reply_ids:
            self.run_job(reply)
        again, other = self.hear(
            self.say(40, "router", who=person(3)), self.say(41, "router")
        )
        self.assert_routed(again)
        self.assert_collected(other)

    def test_a_correction_to_danger_does_not_hide_it_in_the_storm(self):
        """A person may take a single post out."""
        self.hear_storm()
        mention = self.mention("s3")
        mention.with_user(self.agent).action_leave_incident()
        self.assert_routed(mention)
        self.assertEqual(self.incidents().mention_count, 11)

    def test_copies_that_leave_one_after_the_other_share_a_ticket(self):
        text = f"RT @somebody: {LOST} My router is off"
        copies = self.hear_at_once(*(self.say(n, text=text) for n in range(12)))
        self.assertEqual(copies.incident_id, self.incidents())
        for copy in copies[:3]:
            copy.with_user(self.agent).action_leave_incident()
        for copy in copies[:3]:
            self.assert_routed(copy)
        self.assertEqual(len(copies[:3].ticket_id), 1)
