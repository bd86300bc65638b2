# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from unittest.mock import patch

from odoo.exceptions import UserError

from .channel_common import JOHN, ChannelCase


class TestContext(ChannelCase):
    """Somebody else's post above a mention is shown, and is nobody's work."""

    def setUp(self):
        super().setUp()
        connector = type(self.account._get_connector())
        real = connector._parse

        def parse(records, account, payload, kind):
            value = real(records, account, payload, kind)
            is_context = payload.get("revision") == "context"
            return replace(value, is_context=True) if is_context else value

        self.startPatcher(patch.object(connector, "_parse", parse))

    def context(self, uid="above", **post):
        vals = {"who": JOHN, "text": "The lift is on fire!", **post}
        event = self.post(uid, at=-600, **vals)
        return self._event("post", uid, -600, event.payload["post"], "context")

    def post_of_it(self, uid="above", at=-600):
        return self.post(uid, who=JOHN, text="The lift is on fire!", at=at)

    def test_it_is_shown_and_nobody_has_to_answer_it(self):
        for order in (1, -1):
            with self.subTest(order=order):
                above, below = f"above{order}", f"below{order}"
                events = [
                    self.context(above),
                    self.post(below, "@acme look!", to=above),
                ]
                self.hear(*events[::order])
                self.assert_context(self.mention(above), self.mention(below))

    def assert_context(self, above, below):
        self.assertTrue(above.is_context)
        self.assertEqual(above.state, "context")
        self.assertFalse(above.ticket_id)
        self.assertEqual(above.thread_id, below.thread_id)
        self.assertEqual(below.thread_id.profile_id.handle, "maria")
        self.assertEqual(below.thread_id.last_mention_id, below)
        self.assertEqual(len(below.ticket_id), 1)
        self.assertTrue(below.ticket_id.name.startswith("@maria"))
        panel = self.env["social.care.thread"].get_conversation(below.thread_id.id)
        texts = [message["text"] for message in panel["messages"]]
        self.assertEqual(texts, ["The lift is on fire!", "@acme look!"])
        self.assertEqual([m["is_context"] for m in panel["messages"]], [True, False])

    def test_the_time_since_the_customer_waits_is_that_of_the_mention(self):
        self.hear(self.context(), self.post("below", "@acme look!", to="above"))
        thread = self.mention("below").thread_id
        self.assertGreater(thread.waiting_since, self.mention("above").posted_at)

    def test_nobody_answers_it_by_accident(self):
        self.hear(self.context(), self.post("below", "@acme look!", to="above"))
        with self.assertRaisesRegex(UserError, "shown for context only"):
            self.answer(self.mention("above"))
        self.assertTrue(self.answer(self.mention("below")))

    def test_when_it_speaks_to_us_after_all_it_is_work(self):
        self.hear(self.context(), self.post("below", "@acme look!", to="above"))
        self.hear(self.post_of_it())
        above = self.mention("above")
        self.assertFalse(above.is_context)
        self.assertEqual(above.state, "ticket")
        self.assertEqual(above.ticket_id, self.mention("below").ticket_id)

    def test_what_speaks_to_us_does_not_become_context(self):
        self.hear(self.post_of_it(), self.context())
        above = self.mention("above")
        self.assertFalse(above.is_context)
        self.assertEqual(above.state, "ticket")

    def test_both_in_one_batch(self):
        for number, events in enumerate(
            (
                [self.context("a0"), self.post_of_it("a0")],
                [self.post_of_it("a1"), self.context("a1")],
            )
        ):
            self.hear_at_once(*events)
            self.assertFalse(self.mention(f"a{number}").is_context)
            self.assertTrue(self.mention(f"a{number}").ticket_id)

    def test_a_context_that_is_taken_down_loses_its_text(self):
        context = self.context()
        self.hear(context, self.post("below", "@acme look!", to="above"))
        self.hear(self.deletion(context))
        self.assertFalse(self.mention("above").text)
        self.hear(self.post_of_it())
        self.assertFalse(self.mention("above").text)
        self.assertFalse(self.mention("above").ticket_id)
