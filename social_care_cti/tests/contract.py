# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What every binding to a phone system must do, as tests that a binding inherits::

    class TestAcmeContract(HearingContract, PhoneContract):
        BINDING = "acme"
        SETTINGS = {"acme_url": "http://127.0.0.1:1"}      # nobody answers there
        SECRETS = {"acme_new_password": "acme_password"}   # entered: stored

        def say_ring(self, call, number, devices, queue="", name=""): ...
        def say_answer(self, call, device): ...
        def say_end(self, call): ...
        def hear(self, *words): ...

``PhoneContract`` is for all; ``HearingContract`` for those that tell of calls that
nobody placed from Odoo. What a binding cannot do is tested to be offered nowhere.
"""

import time
from datetime import timedelta
from itertools import permutations
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError

from ..models.social_care_call_acts import ACTS
from ..tools.capabilities import PhoneCapabilities
from ..tools.errors import PhoneError
from .phone_common import EWA, JAN, PhoneCase

COMMANDS = {"make": "_make_call", "pause": "_set_paused"} | {
    act: f"_{act}" for act in ACTS
}
HOSTILE = "<script>\x00\ud800" + "\u0301" * 3_000


class PhoneContract(PhoneCase):
    #: {field by which a secret is entered: field in which it is stored}
    SECRETS = {}

    def setUp(self):
        super().setUp()
        self.able = self.system._get_capabilities()
        self.connector = self.system._get_connector()
        self.base = self.env["social.care.phone.connector"]

    def is_written(self, method):
        return getattr(type(self.connector), method) is not getattr(
            type(self.base), method
        )

    def place(self):
        card = self.as_agent(self.anna).place_call(JAN)
        return self.env["social.care.call"].browse(card["id"])

    # -- capabilities ------------------------------------------------------------

    def test_what_it_can_do_is_written_and_nothing_else(self):
        self.assertIsInstance(self.able, PhoneCapabilities)
        for capability, method in COMMANDS.items():
            with self.subTest(capability):
                self.assertEqual(
                    getattr(self.able, capability), self.is_written(method)
                )
        self.assertEqual(self.able.listens, self.is_written("_prepare_feed"))

    def test_what_it_cannot_do_is_not_offered(self):
        call = self.env["social.care.call"].create(
            {
                "system_id": self.system.id,
                "key": "contract",
                "direction": "in",
                "state": "talking",
                "started_at": fields.Datetime.now(),
            }
        )
        leg = call.leg_ids.create(
            {
                "call_id": call.id,
                "device": self.DEVICES[0],
                "state": "talking",
                "channel": "1",
                "user_id": self.anna.user_id.id,
            }
        )
        able = {act for act in ACTS if getattr(self.able, act)}
        self.assertLessEqual(set(call._list_acts(leg)), able)
        desk = self.as_agent(self.anna).get_desk()
        self.assertEqual(desk["can_call"], self.able.make)

    def test_who_cannot_call_through_it_is_told_so(self):
        if self.able.make:
            self.skipTest(f"{self.BINDING} places calls")
        with self.assertRaisesRegex(UserError, "no phone"):
            self.place()

    # -- setting it up -------------------------------------------------------------

    def test_checking_a_bare_one_says_what_is_missing(self):
        bare = self.make_system("Bare")
        findings = bare._diagnose()
        self.assertTrue({one.level for one in findings} & {"warning", "error"})
        action = bare.with_user(self.manager).action_check()
        self.assertIn(action["params"]["type"], ("warning", "danger"))
        titles = [finding["title"] for finding in bare.diagnosis]
        self.assertIn(action["params"]["message"], titles)

    def require_secrets(self):
        if not self.SECRETS:
            self.skipTest(f"{self.BINDING} has no secrets")

    def test_nobody_reads_a_secret(self):
        self.require_secrets()
        for entered, stored in self.SECRETS.items():
            with self.subTest(entered):
                mine = self.system.with_user(self.manager)
                mine[entered] = "s3cret-word"
                self.env.flush_all()
                self.env.invalidate_all()
                self.assertEqual(self.system[stored], "s3cret-word")
                self.assertFalse(mine[entered])
                with self.assertRaises(AccessError):
                    mine.read([stored])
                mine.action_check()
                self.assertNotIn("s3cret-word", str(mine.read()))
                self.assertNotIn("s3cret-word", str(mine.copy_data()))

    def test_an_empty_password_keeps_the_one_that_is_stored(self):
        self.require_secrets()
        for entered, stored in self.SECRETS.items():
            self.system[entered] = "s3cret-word"
            self.system[entered] = False
            self.assertEqual(self.system[stored], "s3cret-word")

    def test_agents_read_no_setting(self):
        if not self.SETTINGS:
            self.skipTest(f"{self.BINDING} has no settings")
        for name in {*self.SETTINGS, *self.SECRETS}:
            with self.subTest(name), self.assertRaises(AccessError):
                self.system.with_user(self.anna.user_id).read([name])

    def test_another_company_neither_sees_nor_uses_it(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", company=other)
        systems = self.env["social.care.phone.system"].with_user(stranger)
        self.assertFalse(systems.search([("id", "=", self.system.id)]))
        with self.assertRaises(AccessError):
            self.system.with_user(stranger).read(["name"])

    def test_nothing_of_another_company_belongs_to_it(self):
        """Calls pop up on the screens of those whose phones it has."""
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", company=other)
        team = self.team.copy({"company_id": other.id})
        system = self.system
        for model, vals in (
            ("social.care.phone.line", {"user_id": stranger.id, "device": "99"}),
            ("social.care.phone.queue", {"team_id": team.id, "name": "theirs"}),
        ):
            with self.subTest(model), self.assertRaises(UserError):
                self.env[model].create({"system_id": system.id, **vals})
        with self.assertRaises(UserError):
            system.team_id = team

    # -- a copied database -----------------------------------------------------------

    def test_a_copied_database_is_silent(self):
        self.system.database_uuid = "another"
        self.assertNotIn(
            self.system, self.env["social.care.phone.system"]._search_held()
        )
        self.assertFalse(self.as_agent(self.anna).get_desk()["can_call"])
        self.assertEqual(self.system._diagnose()[0].level, "warning")

    def test_jobs_of_a_copied_database_ask_nobody(self):
        """They were enqueued in the original."""
        if not self.able.make:
            self.skipTest(f"{self.BINDING} places no calls")
        with self.trap():
            call = self.place()
        self.system.database_uuid = "another"
        connector = type(self.connector)
        with patch.object(connector, "_make_call") as made:
            call._request(call.leg_ids.line_id)
        made.assert_not_called()
        self.assertEqual((call.state, call.request_state), ("ended", "failed"))
        self.assertIn("copied database", call.request_error)
        call.state = "talking"
        with patch.object(connector, "_hang_up") as ended:
            call._do_hang_up(call.leg_ids)
        ended.assert_not_called()

    # -- commands that fail ------------------------------------------------------------

    def test_a_phone_system_that_is_away_refuses_in_words(self):
        """``SETTINGS`` name an address where nobody answers."""
        if not (self.able.make or self.able.pause):
            self.skipTest(f"{self.BINDING} takes no commands")
        line = self.system.line_ids[0]
        if self.able.make:
            with self.assertRaises(PhoneError) as caught:
                self.connector._make_call(self.system, line, JAN, "contract")
            self.assertGreater(len(str(caught.exception)), 15)
        if self.able.pause:
            with self.assertRaises(PhoneError):
                self.connector._set_paused(self.system, line, True, "")

    def test_a_call_that_cannot_be_placed_ends_and_says_why(self):
        if not self.able.make:
            self.skipTest(f"{self.BINDING} places no calls")
        with self.trap():
            call = self.place()
        # A job commits before it asks; a test must not.
        self.patch(self.env.cr, "commit", lambda: None)
        call._request(self.system.line_ids[0])
        call.started_at = fields.Datetime.now() - timedelta(minutes=3)
        self.env["social.care.call"]._cron_end_unplaced()
        self.assertEqual((call.state, call.request_state), ("ended", "failed"))
        card = self.as_agent(self.anna).get_desk()["calls"][0]
        self.assertTrue(card["error"])


class HearingContract(PhoneCase):
    """A customer calls, and the phone system tells.

    ``call`` is any text; the same text is the same call.
    """

    def say_ring(self, call, number, devices, queue="", name=""):
        """:return: what the phone system says when a customer calls, and these phones
        ring
        """
        raise NotImplementedError

    def say_answer(self, call, device):
        """:return: what it says when one of them answers"""
        raise NotImplementedError

    def say_end(self, call):
        """:return: what it says when the caller hangs up, answered or not"""
        raise NotImplementedError

    def hear(self, *words):
        """Let the phone system say this, and have it stored."""
        raise NotImplementedError

    def say_answered_call(self):
        return [
            self.say_ring("1", JAN, self.DEVICES[:1]),
            self.say_answer("1", self.DEVICES[0]),
            self.say_end("1"),
        ]

    def get_cards(self, agent):
        return self.as_agent(agent).get_desk()["calls"]

    # -- a call --------------------------------------------------------------------

    def test_a_ringing_call_pops_up_with_the_contact(self):
        self.hear(self.say_ring("1", JAN, self.DEVICES[:1]))
        call = self.list_calls()
        self.assertEqual((call.direction, call.number), ("in", JAN))
        self.assertEqual(call.partner_id, self.jan)
        (card,) = self.get_cards(self.anna)
        self.assertEqual(card["leg_state"], "ringing")
        self.assertFalse(self.get_cards(self.marek))

    def test_it_rings_all_who_are_rung_until_one_answers(self):
        self.hear(self.say_ring("1", JAN, self.DEVICES))
        self.assertTrue(self.get_cards(self.anna) and self.get_cards(self.marek))
        self.hear(self.say_answer("1", self.DEVICES[1]))
        self.assertFalse(self.get_cards(self.anna))
        (card,) = self.get_cards(self.marek)
        self.assertEqual(card["leg_state"], "talking")

    def test_who_talks_is_offered_nothing_that_a_call_interrupts(self):
        ring, answer, end = self.say_answered_call()
        self.team.social_care_phone_tickets = "never"
        self.hear(ring, answer)
        ticket = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(ticket), self.marek)
        self.hear(end)
        self.marek._set_state("away")
        other = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(other), self.anna)

    def test_an_answered_call_knows_who_when_and_how_it_ended(self):
        self.hear(*self.say_answered_call())
        call = self.list_calls()
        self.assertEqual((call.state, call.outcome), ("ended", "answered"))
        self.assertEqual(call.user_id, self.anna.user_id)
        self.assertTrue(call.started_at <= call.answered_at <= call.ended_at)
        self.assertTrue(call.ticket_id)

    def test_a_caller_who_gives_up_waits_for_a_call(self):
        self.hear(
            self.say_ring("1", JAN, self.DEVICES[:1], queue="support"),
            self.say_end("1"),
        )
        call = self.list_calls()
        self.assertEqual(call.outcome, "abandoned")
        self.assertEqual(call.team_id, self.team)
        self.assertTrue(call.ticket_id)
        self.assertFalse(self.get_cards(self.anna))

    def test_two_calls_are_two(self):
        self.hear(
            self.say_ring("1", JAN, self.DEVICES[:1]),
            self.say_ring("2", EWA, self.DEVICES[1:]),
        )
        self.assertEqual(self.list_calls().mapped("number"), [JAN, EWA])

    # -- what comes twice, late and in any order ---------------------------------

    def test_what_is_told_twice_is_written_once(self):
        words = self.say_answered_call()
        self.hear(*words)
        before = self.list_calls().read(["state", "outcome", "answered_at", "leg_ids"])
        self.hear(*words)
        self.hear(*reversed(words))
        after = self.list_calls().read(["state", "outcome", "answered_at", "leg_ids"])
        self.assertEqual(after, before)
        tickets = self.env["helpdesk.ticket"].search([("partner_id", "=", self.jan.id)])
        self.assertEqual(len(tickets), 1)

    def test_every_order_ends_in_the_same(self):
        for order in permutations(range(3)):
            with self.subTest(order), self.env.cr.savepoint() as savepoint:
                words = self.say_answered_call()
                for place in order:
                    self.hear(words[place])
                call = self.list_calls()
                self.assertEqual(len(call), 1)
                self.assertEqual((call.state, call.outcome), ("ended", "answered"))
                self.assertEqual(
                    (call.number, call.user_id.id), (JAN, self.anna.user_id.id)
                )
                savepoint.rollback()
                self.env.invalidate_all()
                self.forget()

    def forget(self):
        """Forget what is not in the database, which was rolled back."""

    def test_an_end_without_a_beginning_does_no_harm(self):
        self.hear(self.say_end("1"))
        self.assertFalse(self.get_cards(self.anna))

    # -- erasure ---------------------------------------------------------------------

    def test_what_is_told_once_more_does_not_say_again_who_it_was(self):
        words = self.say_answered_call()
        self.hear(*words)
        call = self.list_calls()
        call._erase()
        self.hear(*words)
        said = str(call.read() + self.list_calls().read())
        self.assertNotIn(JAN.removeprefix("+"), said)
        self.assertFalse(call.partner_id)

    # -- strangers ------------------------------------------------------------------

    def test_a_hidden_number_is_a_call_of_nobody(self):
        self.hear(self.say_ring("1", "anonymous", self.DEVICES[:1]))
        call = self.list_calls()
        self.assertFalse(call.number or call.partner_id)
        self.assertTrue(self.get_cards(self.anna))

    def test_a_phone_that_nobody_has_rings_nobody(self):
        self.hear(self.say_ring("1", JAN, ["nobody's"]))
        self.assertFalse(self.get_cards(self.anna) + self.get_cards(self.marek))

    def test_what_callers_write_is_bounded_and_no_markup(self):
        begin = time.monotonic()
        self.hear(
            self.say_ring("1", HOSTILE, self.DEVICES[:1], queue=HOSTILE, name=HOSTILE),
            self.say_ring("2", JAN, self.DEVICES[1:]),
            self.say_answer("1", self.DEVICES[0]),
        )
        self.assertLess(time.monotonic() - begin, 20)
        hostile, sound = self.list_calls()
        self.assertLessEqual(len(hostile.number_dialed or ""), 120)
        self.assertLessEqual(len(hostile.caller_name or ""), 120)
        self.assertEqual(sound.partner_id, self.jan)
        self.assertNotIn("<script", hostile.ticket_id.description or "")

    def test_colleagues_of_another_company_see_no_call(self):
        self.hear(*self.say_answered_call())
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", company=other)
        self.assertFalse(self.env["social.care.call"].with_user(stranger).search([]))
