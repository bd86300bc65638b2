# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .events_common import EventsCase


class TestList(EventsCase):
    """Who cannot be reached asks for what happened since a cursor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.subscription.url = False

    def list_events(self, after=None, limit=100):
        self.env.cr.flush()
        return self.deliveries._list_events(self.subscription, after, limit)

    def test_everything_is_listed_once_in_order(self):
        tickets = [self.make_ticket() for _number in range(5)]
        events, cursor = self.list_events(limit=3)
        self.assertEqual(len(events), 3)
        more, cursor = self.list_events(cursor)
        heard = [event["data"]["ticket_id"] for event in events + more]
        self.assertEqual(heard, [ticket.id for ticket in tickets])
        self.assertEqual(self.list_events(cursor), ([], cursor))
        self.make_ticket()
        self.assertEqual(len(self.list_events(cursor)[0]), 1)

    def test_the_same_cursor_gives_the_same(self):
        self.make_ticket()
        self.assertEqual(self.list_events(), self.list_events())

    def test_an_empty_list_has_a_cursor(self):
        events, cursor = self.list_events()
        self.assertFalse(events)
        self.make_ticket()
        self.assertEqual(len(self.list_events(cursor)[0]), 1)

    def test_what_is_listed_waits_for_no_attempt(self):
        self.make_ticket()
        self.assertEqual(self.list_told().mapped("state"), ["kept"])
        self.assertFalse(self.subscription._is_sending())

    def test_words_only_where_they_are_allowed(self):
        self.make_ticket(name="Secretword")
        self.assertNotIn("words", self.list_events()[0][0])
        self.subscription.with_words = True
        event = self.list_events()[0][0]
        self.assertEqual(event["words"]["title"], "Secretword")

    def test_a_cursor_of_somebody_else_is_refused(self):
        for cursor in ("x1", "e", "e-1", "e1.5", "1", "e99999999999", "ë1"):
            with self.assertRaises(ValueError, msg=cursor):
                self.list_events(cursor)
