# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError

from odoo.addons.social_care.exceptions import StaleReply

from .channel_common import JOHN
from .channel_reply_common import ReplyCase


class TestMeanwhile(ReplyCase):
    """Who sends an old draft is shown what was said since, also by the customer."""

    def setUp(self):
        super().setUp()
        self.team.user_ids += self.supervisor

    def tab(self, user=None):
        threads = self.env["social.care.thread"].with_user(user or self.agent)
        shown = threads.get_conversation(self.thread.id)
        return {key: shown[key] for key in ("said_until", "heard_until")}

    def press_send(self, said_until=False, heard_until=False, user=None):
        threads = self.env["social.care.thread"].with_user(user or self.agent)
        result = threads.post_reply(
            self.thread.id,
            self.waiting.id,
            "We look into it.",
            "public",
            [],
            said_until,
            heard_until=heard_until,
        )
        return self.env["social.care.reply"].browse(result["reply_id"])

    def refuse(self, draft):
        with self.assertRaises(StaleReply) as caught:
            self.press_send(**draft)
        return str(caught.exception)

    def test_a_fresh_draft_goes_out(self):
        self.assertEqual(self.press_send(**self.tab()).state, "queued")

    def test_what_the_customer_wrote_meanwhile_is_shown(self):
        draft = self.tab()
        self.hear(self.post("b", "It has arrived, thanks!", to="a", at=9))
        words = self.refuse(draft)
        self.assertRegex(
            words, r"^Maria wrote at \d\d:\d\d: “It has arrived, thanks!”$"
        )

    def test_after_it_was_shown_it_goes_out_on_purpose(self):
        draft = self.tab()
        self.hear(self.post("b", "Hello?", to="a", at=9))
        self.refuse(draft)
        self.assertEqual(self.press_send(**self.tab()).state, "queued")

    def test_what_was_shown_is_told_to_the_screen(self):
        draft = self.tab()
        self.hear(self.post("b", "Hello?", to="a", at=9))
        with self.assertRaises(StaleReply) as caught:
            self.press_send(**draft)
        self.assertEqual(caught.exception.context, self.tab())

    def test_what_comes_after_that_is_shown_again(self):
        draft = self.tab()
        self.hear(self.post("b", "Hello?", to="a", at=9))
        confirmed = self.tab()
        self.hear(self.post("c", "Still there?", to="a", at=12))
        self.assertIn("Hello?", self.refuse(draft))
        words = self.refuse(confirmed)
        self.assertIn("Still there?", words)
        self.assertNotIn("Hello?", words)

    def test_a_colleague_and_the_customer_are_shown_together(self):
        draft = self.tab()
        reply = self.press_send(user=self.supervisor, **self.tab(self.supervisor))
        self.run_job(reply)
        self.hear(self.post("b", "And my money?", to="a", at=9))
        words = self.refuse(draft)
        self.assertRegex(words, "Supervisor Person replied here at .*We look into it.")
        self.assertIn("And my money?", words)

    def test_of_many_messages_the_newest_are_shown(self):
        draft = self.tab()
        for number in range(5):
            self.hear(self.post(f"b{number}", f"Part {number}", to="a", at=9 + number))
        words = self.refuse(draft)
        self.assertTrue(words.startswith("They wrote even more before."))
        self.assertNotIn("Part 1", words)
        self.assertLess(words.index("Part 2"), words.index("Part 4"))

    def test_our_own_words_are_not_the_customer_s(self):
        draft = self.tab()
        self.run_job(self.press_send(**draft))
        self.assertEqual(self.tab()["heard_until"], draft["heard_until"])

    def test_what_was_deleted_is_not_shown(self):
        draft = self.tab()
        late = self.post("b", "Never mind", to="a", at=9)
        self.hear(late)
        self.hear_at_once(self.deletion(late))
        self.assertEqual(self.press_send(**draft).state, "queued")

    def test_also_what_they_wrote_in_the_other_conversation_of_the_ticket(self):
        draft = self.tab()
        private = self.hear(self.post("dm", "My number is 7", at=9, private=True))
        self.waiting._open_tickets({"team_id": self.team.id})
        private.thread_id.ticket_id = self.waiting.ticket_id
        self.assertIn("My number is 7", self.refuse(draft))

    def test_another_customer_of_the_ticket_is_another_matter(self):
        draft = self.tab()
        other = self.hear(self.post("x", "Me too", who=JOHN, at=9))
        self.waiting._open_tickets({"team_id": self.team.id})
        other.thread_id.ticket_id = self.waiting.ticket_id
        self.assertEqual(self.press_send(**draft).state, "queued")

    def test_signs_that_hide_or_turn_words_are_not_shown(self):
        draft = self.tab()
        self.hear(self.post("b", "abc\u202edef", to="a", at=9))
        self.assertNotIn("\u202e", self.refuse(draft))

    def test_a_program_that_knows_nothing_of_it_is_not_refused(self):
        self.hear(self.post("b", "Hello?", to="a", at=9))
        self.assertEqual(self.press_send().state, "queued")

    def test_no_nonsense(self):
        for nonsense in (-1, "1", 2**40, [1], True):
            with self.assertRaisesRegex(UserError, "outdated"):
                self.press_send(heard_until=nonsense)
