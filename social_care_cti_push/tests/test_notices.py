# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.social_care_cti.tests.phone_common import JAN, PhoneCase

from .push_common import PushPhones


class NoticeCase(PushPhones, PhoneCase):
    def ring(self, call="1", number=JAN, devices=("21",), **more):
        return self.post({**self.say_ring(call, number, devices), **more})

    def list_notices(self):
        return self.env["social.care.phone.notice"].search(
            [("system_id", "=", self.system.id)]
        )


class TestReading(NoticeCase):
    """Notices become calls."""

    def test_the_agent_may_be_told_by_name_login_or_extension(self):
        user = self.anna.user_id
        for number, name in enumerate(("21", user.login, user.name.upper()), 1):
            with self.subTest(name):
                self.hear(self.say_ring(str(number), JAN, [name]))
                self.assertEqual(self.list_calls()[-1].leg_ids.user_id, user)
                self.assertEqual(len(self.list_calls()), number)

    def test_a_name_that_two_agents_share_tells_nobody(self):
        self.marek.user_id.name = self.anna.user_id.name
        self.hear(self.say_ring("1", JAN, [self.anna.user_id.name]))
        self.assertFalse(self.list_calls().leg_ids)

    def test_the_queue_is_that_of_its_team(self):
        self.hear(self.say_ring("1", JAN, ["21"], queue="support"))
        self.assertEqual(self.list_calls().team_id, self.team)

    def test_a_transfer_is_one_call_of_two_agents(self):
        moved = {**self.say_ring("2", JAN, ["22"]), "origCallId": "1"}
        self.hear(
            self.say_ring("1", JAN, ["21"]),
            self.say_answer("1", "21"),
            moved,
            self.say_answer("2", "22"),
            self.say_end("1"),
        )
        call = self.list_calls()
        self.assertEqual((call.state, call.user_id), ("talking", self.marek.user_id))
        self.hear(self.say_end("2"))
        self.assertEqual(call.outcome, "answered")

    def test_a_forwarded_call_is_not_missed_before_the_next_phone_rings(self):
        self.hear(self.say_ring("1", JAN, ["21"]))
        self.hear({"event": "hangup", "callId": "1", "cause": "forwarded"})
        self.assertFalse(self.list_notices()[-1].is_done)
        moved = {**self.say_ring("2", JAN, ["22"]), "origCallId": "1"}
        self.hear(moved)
        self.assertEqual(self.list_calls().state, "ringing")

    def test_an_outbound_call_is_of_who_placed_it(self):
        said = {"event": "newCall", "direction": "out", "callId": "1", "user[]": "21"}
        self.hear({**said, "from": "48221234567", "to": "48500100001"})
        call = self.list_calls()
        self.assertEqual((call.direction, call.number), ("out", JAN))
        self.assertEqual(call.user_id, self.anna.user_id)

    def test_one_job_reads_what_came_in_a_moment(self):
        with self.trap() as trap:
            for number in range(5):
                self.post(self.say_ring(str(number), JAN, ["21"]))
        self.assertLessEqual(len(trap.enqueued_jobs), 1)
        self.read_all()
        self.assertEqual(len(self.list_calls()), 5)

    def test_the_job_is_followed_by_another_while_it_finds_notices(self):
        self.ring()
        with self.trap() as trap:
            self.system._read_notices()
            trap.assert_jobs_count(1, only=self.system._read_notices)
        with self.trap() as trap:
            self.system._read_notices()
            trap.assert_jobs_count(0)

    def test_a_cron_reads_what_a_crash_left(self):
        self.ring()
        with self.trap() as trap:
            self.env["social.care.phone.system"]._cron_read_notices()
            trap.assert_jobs_count(1, only=self.system._read_notices)

    def test_a_call_whose_end_nobody_tells_ends(self):
        self.hear(self.say_ring("1", JAN, ["21"]))
        self.hear(self.say_ring("2", JAN, ["22"]), self.say_answer("2", "22"))
        ringing, talking = self.list_calls()
        late = fields.Datetime.now() - timedelta(hours=1)
        (ringing | talking).started_at = late
        self.env["social.care.phone.system"]._cron_read_notices()
        self.assertEqual((ringing.outcome, talking.state), ("lost", "talking"))
        talking.started_at = late - timedelta(hours=4)
        self.env["social.care.phone.system"]._cron_read_notices()
        self.assertEqual(talking.outcome, "lost")

    def test_reading_many_calls_asks_once_for_what_they_share(self):
        """Each call has its own writes; beside them nothing grows."""
        self.team.social_care_phone_tickets = "never"

        def count(names):
            for name in names:
                self.post(self.say_ring(name, "anonymous", ["21"]))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.read_all()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count("w")
        few, many = count("ab"), count("cdefghijkl")
        self.assertLessEqual((many - few) / 8, 2)


class TestReplies(NoticeCase):
    def reply(self, **more):
        return json.loads(self.ring(**more).body)

    def test_a_blocked_caller_is_rejected_and_is_no_call(self):
        self.env["social.care.blocked.caller"].create(
            {"system_id": self.system.id, "number": "500 100 001"}
        )
        answer = self.reply(number="48500100001")
        self.assertEqual(answer, {"action": "reject", "reason": "busy"})
        self.post({"event": "hangup", "callId": "1", "cause": "busy"})
        self.read_all()
        self.assertFalse(self.list_calls())
        self.assertTrue(all(self.list_notices().mapped("is_done")))

    def test_others_are_not(self):
        self.env["social.care.blocked.caller"].create(
            {"system_id": self.system.id, "number": "+48500100009"}
        )
        self.assertEqual(self.reply(), {})
        self.assertEqual(self.reply(call="2", number="anonymous"), {})

    def test_customers_see_the_number_that_was_chosen(self):
        self.system.push_caller_id = "22 123 45 67"
        said = {"direction": "out", "to": "48500100001"}
        answer = self.reply(**said)
        self.assertEqual(answer["caller_id"], "48221234567")
        self.assertEqual(answer["number"], "48500100001")

    def test_the_reply_to_a_repetition_is_the_same(self):
        self.assertEqual(self.ring().body, self.ring().body)
        self.assertEqual(len(self.list_notices()), 1)

    def test_sipgate_is_asked_for_answers_and_hang_ups(self):
        self.system.push_dialect = "sipgate"
        answer = self.ring()
        self.assertEqual(answer.content_type, "application/xml")
        self.assertIn("//pbx:secret@", answer.body)
        self.assertIn(f"/social_care/phone/{self.system.push_token}", answer.body)


class TestSenders(NoticeCase):
    def test_a_wrong_password_stores_nothing(self):
        for word in ("Basic cGJ4Ondyb25n", "Basic \u00e9", "Bearer x", ""):
            with self.subTest(word):
                answer = self.post(self.say_ring("1", JAN, []), authorization=word)
                self.assertEqual(answer.status, 401)
        self.assertFalse(self.list_notices())

    def test_only_the_networks_that_are_named(self):
        self.system.push_networks = "192.0.2.0/24, 2001:db8::/32"
        said = self.say_ring("1", JAN, [])
        for address, status in (
            ("192.0.2.7", 200),
            ("::ffff:192.0.2.8", 200),
            ("2001:db8::1", 200),
            ("198.51.100.1", 403),
            ("::1", 403),
        ):
            with self.subTest(address):
                self.assertEqual(self.post(said, address).status, status)

    def test_an_address_that_is_none_is_of_no_network(self):
        """Proxies write such, and pass on what a sender claims to be."""
        self.system.push_networks = "192.0.2.0/24"
        for address in ("unknown", "unix:", "", None, "192.0.2.1, 192.0.2.2", "x" * 9):
            with self.subTest(address):
                answer = self.post(self.say_ring("1", JAN, []), address)
                self.assertEqual(answer.status, 403)
        self.assertFalse(self.list_notices())

    def test_a_password_without_a_user_protects_as_well(self):
        self.system.push_user = False
        said = self.say_ring("1", JAN, [])
        self.assertEqual(self.post(said, authorization="").status, 401)
        self.assertEqual(
            self.post(said, authorization="Basic OndyMDBuZw==").status, 401
        )
        answer = self.post(said, authorization="Basic OnNlY3JldA==")
        self.assertEqual(answer.status, 200)
        self.assertIn("//:secret@", self.system._get_own_address())

    def test_what_cannot_be_read_gets_words(self):
        answer = self.post({"event": "newCall"})
        self.assertEqual(answer.status, 422)
        self.assertIn("callId", json.loads(answer.body)["error"])

    def test_a_network_that_is_none_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "192.0.2.0/24"):
            self.system.push_networks = "everywhere"
        with self.assertRaises(ValidationError):
            self.system.push_caller_id = "us"

    def test_a_new_address_replaces_the_old_one(self):
        old = self.system.push_token
        self.system.with_user(self.manager).action_renew_push_token()
        systems = self.env["social.care.phone.system"]
        self.env.flush_all()
        self.assertFalse(systems._find_by_push_token(old))
        self.assertEqual(
            systems._find_by_push_token(self.system.push_token), self.system
        )

    def test_each_system_of_the_type_has_an_address_of_its_own(self):
        copy = self.system.copy()
        self.assertTrue(copy.push_token)
        self.assertNotEqual(copy.push_token, self.system.push_token)
        other = self.system.create({"name": "Other", "binding": "asterisk"})
        self.assertFalse(other.push_token)

    def test_only_administrators_replace_it(self):
        with self.assertRaises(AccessError):
            self.system.with_user(self.anna.user_id).action_renew_push_token()

    def test_an_archived_system_has_no_address(self):
        self.system.active = False
        self.env.flush_all()
        systems = self.env["social.care.phone.system"]
        self.assertFalse(systems._find_by_push_token(self.system.push_token))


class TestPeople(NoticeCase):
    """Who may block, and what is kept of a person."""

    def test_supervisors_block_and_agents_do_not(self):
        self.hear(*[self.say_ring("1", JAN, ["21"])])
        call = self.list_calls()
        with self.assertRaises(AccessError):
            call.with_user(self.anna.user_id).action_block_caller()
        call.with_user(self.supervisor).action_block_caller()
        call.with_user(self.supervisor).action_block_caller()
        self.assertEqual(self.system.blocked_ids.number, JAN)
        self.assertTrue(call._export()[0]["blocked"])

    def test_who_has_no_number_cannot_be_blocked(self):
        self.hear(self.say_ring("1", "anonymous", ["21"]))
        with self.assertRaises(UserError):
            self.list_calls().with_user(self.supervisor).action_block_caller()

    def test_a_word_is_no_number(self):
        with self.assertRaisesRegex(ValidationError, "no phone number"):
            self.system.blocked_ids.create(
                {"system_id": self.system.id, "number": "them"}
            )

    def test_erasing_a_call_erases_what_was_posted(self):
        self.hear(self.say_ring("1", JAN, ["21"]), self.say_ring("2", JAN, ["22"]))
        self.list_calls()[0]._erase()
        self.assertEqual(self.list_notices().mapped("call"), ["2"])

    def test_erasing_a_call_erases_what_was_posted_of_its_transfers(self):
        moved = {**self.say_ring("2", JAN, ["22"]), "origCallId": "1"}
        self.hear(
            self.say_ring("1", JAN, ["21"]),
            self.say_answer("1", "21"),
            self.say_ring("3", JAN, ["22"]),
            moved,
            self.say_answer("2", "22"),
        )
        self.hear(*({"event": "hangup", "callId": call} for call in "12"))
        self.list_calls()[0]._erase()
        self.assertEqual(self.list_notices().mapped("call"), ["3"])

    def test_a_recording_has_the_id_that_the_phone_system_gave_the_call(self):
        self.system.recording_url = "https://pbx.example.com/{id}.wav"
        self.hear(self.say_ring("a/1", JAN, ["21"]), self.say_answer("a/1", "21"))
        self.hear(self.say_end("a/1"))
        action = self.list_calls().with_user(self.supervisor).hear_recording()
        self.assertEqual(action["url"], "https://pbx.example.com/a%2F1.wav")

    def test_an_erased_outbound_call_does_not_say_who_was_called(self):
        said = {"event": "newCall", "direction": "out", "callId": "1", "user[]": "21"}
        self.hear({**said, "from": "48221234567", "to": "48500100001"})
        call = self.list_calls()
        call._erase()
        self.assertNotIn("500100001", str(call.read()))

    def test_notices_are_deleted_after_two_days(self):
        self.ring()
        self.ring("2")
        old = self.list_notices()[0]
        old.received_at = fields.Datetime.now() - timedelta(days=3)
        self.env["social.care.phone.notice"]._gc_expired()
        self.assertEqual(self.list_notices().mapped("call"), ["2"])
