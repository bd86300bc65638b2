# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_api.tools.errors import ServiceError

from .events_common import EventsCase


class TestServiceEvent(EventsCase):
    """A desktop asks for what happened through the API."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")
        cls.env.ref(
            "social_care_api.group_social_care_api_user"
        ).user_ids += cls.anna.user_id
        cls.own = cls.make_subscription(
            "Anna's desktop", user_id=cls.anna.user_id.id, url=False
        )

    def list_events(self, **values):
        self.env.cr.flush()
        service = self.env["social.care.service"].with_user(self.anna.user_id)
        return service.list_events(**values)

    def assert_refused(self, code, **values):
        with self.assertRaises(ServiceError) as caught, self.env.cr.savepoint():
            self.list_events(**values)
        self.assertEqual(caught.exception.code, code)

    def test_what_comes_later_is_listed_by_the_cursor(self):
        before = self.list_events()["cursor"]
        ticket = self.make_ticket()
        page = self.list_events(after=before)
        told = [(e["type"], e["data"]["ticket_id"]) for e in page["events"]]
        self.assertEqual(told, [("work.waiting", ticket.id)])
        self.assertNotIn("words", page["events"][0])
        self.assertEqual(self.list_events(after=page["cursor"])["events"], [])

    def test_words_come_where_they_are_allowed(self):
        self.own.with_words = True
        before = self.list_events()["cursor"]
        self.make_ticket(name="Secretword")
        event = self.list_events(after=before)["events"][0]
        self.assertEqual(event["words"]["title"], "Secretword")

    def test_a_cursor_of_another_kind_is_refused(self):
        self.assert_refused("invalid_request", after="x1")

    def test_the_subscription_of_somebody_else_is_not_read(self):
        self.assert_refused("refused", subscription_id=self.subscription.id)
        self.own.action_switch_off()
        self.assert_refused("refused")

    def test_who_has_several_names_one(self):
        other = self.make_subscription(
            "Anna's other desktop", user_id=self.anna.user_id.id, url=False
        )
        self.assert_refused("refused")
        self.make_ticket()
        told = self.list_events(subscription_id=other.id)["events"]
        self.assertIn("work.waiting", [event["type"] for event in told])
