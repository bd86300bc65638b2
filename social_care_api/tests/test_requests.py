# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from ..tools.errors import ServiceError
from .api_common import ServiceCase


class TestRequests(ServiceCase):
    """The same request acts once."""

    def setUp(self):
        super().setUp()
        self.ticket = self.make_ticket()

    def call_as_rest(self, name, user=None, request_id="r1", **values):
        """:return: ``tools.outcome.Outcome``, as the controller gets it"""
        service = self.env["social.care.service"].with_user(user or self.anna.user_id)
        operation = getattr(type(service), name).operation
        return service._call(operation, operation.parse, values, request_id)

    def note(self, **values):
        return self.call_as_rest(
            "add_note", ticket_id=self.ticket.id, **({"text": "Called"} | values)
        )

    def count_notes(self):
        return len(self.ticket.message_ids.filtered(lambda m: "Called" in m.body))

    def test_a_repetition_gets_the_same_answer_and_does_nothing(self):
        first = self.note()
        self.assertFalse(first.error)
        self.assertEqual(self.note(), first)
        self.assertEqual(self.count_notes(), 1)

    def test_over_rpc_too(self):
        for _time in range(2):
            self.call(
                "add_note", ticket_id=self.ticket.id, text="Called", request_id="r1"
            )
        self.assertEqual(self.count_notes(), 1)

    def test_another_id_is_another_request(self):
        self.note()
        self.note(request_id="r2")
        self.assertEqual(self.count_notes(), 2)

    def test_an_id_with_other_arguments_is_refused(self):
        self.note()
        refusal = self.note(text="Called again").error
        self.assertEqual(refusal.code, "request_id_reused")
        self.assertEqual(self.count_notes(), 1)

    def test_an_id_belongs_to_its_user(self):
        self.note()
        self.assertFalse(self.note(user=self.ben.user_id).error)
        self.assertEqual(self.count_notes(), 2)

    def test_a_refusal_is_repeated_after_its_reason_is_gone(self):
        self.call("take_work", ticket_id=self.ticket.id)
        values = {"user": self.ben.user_id, "ticket_id": self.ticket.id}
        first = self.call_as_rest("take_work", **values)
        self.assertEqual(first.error.code, "taken")
        self.call("return_work", ticket_id=self.ticket.id)
        again = self.call_as_rest("take_work", **values)
        self.assertEqual(str(again.error), str(first.error))
        self.assertFalse(self.ticket.user_id)
        self.assertFalse(
            self.call_as_rest("take_work", request_id="r2", **values).error
        )

    def test_a_refused_request_has_changed_nothing(self):
        closed = self.make_stage("Other", 80)
        self.call_as_rest("close_ticket", ticket_id=self.ticket.id, stage_id=closed.id)
        self.assertFalse(self.ticket.closed)

    def test_missing_rights_are_not_remembered(self):
        group = self.env.ref("social_care_api.group_social_care_api_user")
        group.user_ids -= self.anna.user_id
        self.assertEqual(self.note().error.code, "forbidden")
        group.user_ids += self.anna.user_id
        self.assertFalse(self.note().error)

    def test_a_reading_request_is_not_stored(self):
        self.call_as_rest("get_agent")
        self.assertFalse(self.env["social.care.api.request"].search([]))

    def test_a_trial_is_not_stored_because_its_answer_has_words(self):
        service = type(self.env["social.care.service"])
        self.assertTrue(service.check_reply.operation.is_trial)
        self.call_as_rest("check_reply", ticket_id=self.ticket.id, body="A secret")
        self.assertFalse(self.env["social.care.api.request"].search([]))

    def test_odd_ids_are_refused_in_words(self):
        for odd in ("a b", "é", "x" * 201, "\n", 5, ["x"], {"x": 1}, True):
            self.assertEqual(
                self.note(request_id=odd).error.code, "invalid_request", odd
            )
        self.assertFalse(self.count_notes())

    def test_after_a_day_an_id_is_forgotten(self):
        self.note()
        self.age()
        self.note()
        self.assertEqual(self.count_notes(), 2)

    def test_old_requests_are_deleted(self):
        self.note()
        requests = self.env["social.care.api.request"]
        requests._gc_old()
        self.assertEqual(requests.search_count([]), 1)
        self.age()
        requests._gc_old()
        self.assertFalse(requests.search_count([]))

    def age(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE social_care_api_request SET create_date = %s",
            (fields.Datetime.now() - timedelta(hours=24, seconds=1),),
        )
        self.env.invalidate_all()

    def test_what_was_said_is_not_stored(self):
        self.note(text="Called: a secret")
        stored = self.env["social.care.api.request"].search([])
        self.assertNotIn("secret", str(stored.read()))

    def test_the_error_of_odoos_rpc_has_the_code_first(self):
        with self.assertRaisesRegex(ServiceError, "^invalid_request: text: "):
            self.call("add_note", ticket_id=self.ticket.id, text="")
