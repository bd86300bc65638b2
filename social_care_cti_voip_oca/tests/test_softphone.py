# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.social_care_cti.tests.phone_common import JAN, PhoneCase


class TestSoftphone(PhoneCase):
    """What the softphone in the browser tells."""

    BINDING = "voip_oca"

    def as_softphone(self, agent=None):
        return self.env["voip.call"].with_user((agent or self.anna).user_id)

    def ring(self, number="500 100 001", kind="incoming", agent=None):
        said = self.as_softphone(agent).create_call(
            {"phone_number": number, "type_call": kind}
        )
        return self.as_softphone(agent).browse(said["id"])

    def get_state(self, agent):
        desk = self.as_agent(agent).get_desk()["calls"]
        return desk[0]["leg_state"] if desk else None

    def test_a_call_rings_is_talked_and_ends(self):
        self.team.social_care_phone_tickets = "always"
        softphone = self.ring()
        call = self.list_calls()
        self.assertEqual((call.direction, call.number), ("in", JAN))
        self.assertEqual(
            (call.partner_id, self.get_state(self.anna)), (self.jan, "ringing")
        )
        softphone.accept_call()
        self.assertEqual(self.get_state(self.anna), "talking")
        softphone.start_date = fields.Datetime.now() - timedelta(seconds=5)
        softphone.terminate_call()
        self.assertEqual((call.state, call.outcome), ("ended", "answered"))
        self.assertEqual(call.ticket_id.partner_id, self.jan)

    def test_who_talks_is_offered_nothing_that_a_call_interrupts(self):
        self.team.social_care_phone_tickets = "never"
        self.ring().accept_call()
        ticket = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(ticket), self.marek)

    def test_a_rejected_call_was_missed(self):
        self.ring().reject_call()
        self.assertEqual(self.list_calls().outcome, "missed")

    def test_an_outbound_call_is_of_the_customer_who_is_called(self):
        softphone = self.ring(kind="outgoing")
        call = self.list_calls()
        self.assertEqual((call.direction, call.number), ("out", JAN))
        self.assertEqual(call.user_id, self.anna.user_id)
        softphone.reject_call()
        self.assertEqual(call.outcome, "cancelled")

    def test_every_tab_makes_a_record_and_there_is_one_call(self):
        first, second = self.ring(), self.ring()
        self.assertEqual(len(self.list_calls()), 1)
        second.reject_call()
        first.accept_call()
        self.assertEqual(self.list_calls().state, "talking")

    def test_tabs_that_told_in_the_same_moment_are_one_call_in_the_end(self):
        """Neither transaction saw the other."""
        with self.unseen():
            first, second = self.ring(), self.ring()
        self.assertEqual(len(self.list_calls()), 2)
        first.accept_call()
        second.reject_call()
        self.assertEqual(self.list_calls().state, "talking")
        self.assertEqual(len(self.as_agent(self.anna).get_desk()["calls"]), 1)

    def unseen(self):
        """What begins within this context is not seen from it."""
        calls = type(self.env["social.care.call"])
        return patch.object(calls, "_search_twins", lambda calls, *args: calls.browse())

    def test_nobody_says_that_another_agent_talks(self):
        self.as_softphone(self.marek).create(
            {
                "phone_number": JAN,
                "type_call": "incoming",
                "user_id": self.anna.user_id.id,
                "state": "ongoing",
                "start_date": fields.Datetime.now(),
            }
        )
        self.assertFalse(self.list_calls())

    def test_without_a_phone_system_of_the_type_nothing_is_kept(self):
        self.system.active = False
        self.ring()
        self.assertFalse(self.env["social.care.call"].search([("number", "=", JAN)]))

    def test_a_call_of_a_browser_that_was_closed_ends(self):
        self.ring().accept_call()
        call = self.list_calls()
        call.started_at -= timedelta(hours=3)
        self.env["social.care.call"]._end_forgotten("voip_oca")
        self.assertEqual(call.state, "talking")
        call.started_at -= timedelta(hours=2)
        self.env["social.care.call"]._end_forgotten("voip_oca")
        self.assertEqual((call.outcome, self.get_state(self.anna)), ("lost", "ended"))

    # -- beside the PBX ----------------------------------------------------------------

    def make_pbx_call(self):
        """The PBX tells of the same call."""
        pbx = self.make_system("PBX")
        pbx.binding = "asterisk"
        call = self.env["social.care.call"].create(
            {
                "system_id": pbx.id,
                "key": "1.1",
                "direction": "in",
                "number": JAN,
                "state": "ringing",
                "started_at": fields.Datetime.now(),
                "leg_ids": [
                    fields.Command.create(
                        {
                            "device": "PJSIP/21",
                            "state": "ringing",
                            "channel": "1.2",
                            "user_id": self.anna.user_id.id,
                        }
                    )
                ],
            }
        )
        call._follow_changes({call: (False, {})})
        return call

    def test_the_record_of_the_pbx_wins_if_it_comes_first(self):
        call = self.make_pbx_call()
        softphone = self.ring()
        self.assertFalse(self.list_calls())
        self.assertEqual(softphone.sudo().social_care_call_id, call)

    def test_and_if_it_comes_later(self):
        softphone = self.ring()
        call = self.make_pbx_call()
        self.assertFalse(self.list_calls())
        self.assertEqual(self.get_state(self.anna), "ringing")
        softphone.accept_call()
        self.assertFalse(self.list_calls())
        self.assertEqual(len(self.as_agent(self.anna).get_desk()["calls"]), 1)
        self.assertFalse(call.merged_into_id)
        own = self.env["social.care.call"].search([("merged_into_id", "=", call.id)])
        self.assertEqual(own.leg_ids.state, "ended")

    def test_and_if_both_come_in_the_same_moment(self):
        pbx = self.make_pbx_call()
        with self.unseen():
            softphone = self.ring()
        self.assertEqual(len(self.list_calls()), 1)
        softphone.accept_call()
        self.assertFalse(self.list_calls())
        self.assertEqual(softphone.sudo().social_care_call_id, pbx)

    def test_another_call_a_minute_later_is_another(self):
        call = self.make_pbx_call()
        call.started_at -= timedelta(minutes=1)
        self.ring()
        self.assertEqual(len(self.list_calls()), 1)
