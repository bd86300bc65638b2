# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""From a conversation to the phone, and back."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.social_care_cti_asterisk.tests.recordings import EWA, JAN

from .test_post_then_call import PostThenCallCase


@tagged("post_install", "-at_install")
class TestBetweenChannels(PostThenCallCase):
    def get_conversation(self, user=None):
        threads = self.env["social.care.thread"].with_user(user or self.agent)
        return threads.get_conversation(self.angry.thread_id.id)

    def list_phones(self, text):
        mention = self.hear(self.post("numbered", text))
        conversation = self.env["social.care.thread"].get_conversation(
            mention.thread_id.id
        )
        (message,) = (m for m in conversation["messages"] if m["id"] == mention.id)
        return [one["number"] for one in message["phones"]]

    # -- to the phone ------------------------------------------------------------

    def test_a_number_in_a_message_can_be_called(self):
        self.company.country_id = self.env.ref("base.pl")
        text = "Please call me: 500 100 001, or my wife +48 500-100-002. Order 4711."
        self.assertEqual(self.list_phones(text), [JAN, EWA])

    def test_other_digits_are_no_numbers(self):
        text = "Parcel 00340434161094042557 since 2026-11-02, EUR 1.234.567,89"
        self.assertEqual(self.list_phones(text), [])

    def test_a_long_text_of_digits_is_searched_in_no_time(self):
        self.assertLessEqual(len(self.list_phones("500100001 " * 900)), 3)

    def test_the_customer_can_be_called_from_the_conversation(self):
        phone = self.get_conversation()["phone"]
        self.assertEqual((phone["number"], phone["partner_id"]), (JAN, self.jan.id))

    def test_without_a_contact_or_number_nobody_can(self):
        self.jan.phone = False
        self.assertFalse(self.get_conversation()["phone"])

    def test_the_number_of_a_contact_of_another_company_is_not_shown(self):
        self.jan.company_id = self.env["res.company"].create({"name": "Other"})
        self.assertFalse(self.get_conversation()["phone"])

    def test_card_and_timeline_have_the_number(self):
        self.ring(99)
        cards = self.env["social.care.card"].with_user(self.agent)
        card = cards.get_card("helpdesk.ticket", self.ticket.id)
        self.assertEqual(card["phone"]["number"], JAN)
        timeline = self.env["social.care.timeline"].with_user(self.agent)
        page = timeline.get_page("res.partner", self.jan.id, ["phone_call"])
        self.assertEqual(page["entries"][0]["phone"], JAN)

    # -- back ----------------------------------------------------------------------

    def finish(self, **values):
        call = self.ring(99)
        call.with_user(self.agent).finish(**values)
        return call

    def test_after_a_call_its_note_is_at_hand(self):
        self.assertFalse(self.get_conversation()["last_call"])
        self.finish(note="A new parcel is on its way")
        last = self.get_conversation()["last_call"]
        self.assertEqual(last["note"], "A new parcel is on its way")

    def test_a_call_of_another_day_is_not(self):
        call = self.finish()
        call.ended_at = "2026-01-01 10:00:00"
        self.assertFalse(self.get_conversation()["last_call"])

    def test_what_came_of_it_is_noted(self):
        call = self.finish(result="follow_up")
        self.assertEqual(call.result, "follow_up")
        self.assertFalse(self.ticket.closed)

    def test_resolved_resolves_the_ticket(self):
        self.finish(result="resolved")
        self.assertTrue(self.ticket.closed)

    def test_a_promised_call_is_planned(self):
        self.finish(result="call_back")
        activity = self.ticket.activity_ids
        self.assertEqual(activity.user_id, self.agent)
        self.assertIn("48 500 100 001", activity.summary)

    def test_an_unknown_result_is_refused(self):
        with self.assertRaises(UserError):
            self.finish(result="won")

    # -- who it is -----------------------------------------------------------------

    def attest(self, number=JAN, strength="proven"):
        """The network attests the number of Jan's profile, and he has none on file."""
        self.jan.phone = False
        self.angry.profile_id.attested_phone = number
        self.angry.profile_id._get_live_link().strength = strength

    def test_a_number_that_the_network_attests_says_who_calls(self):
        self.attest()
        self.assertEqual(self.ring(0.5).partner_id, self.jan)

    def test_a_person_who_only_says_who_they_are_does_not(self):
        self.attest(strength="claimed")
        self.assertFalse(self.ring(0.5).partner_id)

    def test_a_number_on_file_of_another_contact_links_nobody(self):
        self.attest()
        ewa = self.env["res.partner"].create({"name": "Ewa", "phone": JAN})
        call = self.ring(0.5)
        self.assertFalse(call.partner_id)
        names = {one["id"] for one in self.get_card(self.agent)["contacts"]}
        self.assertEqual(names, {self.jan.id, ewa.id})

    def test_a_profile_says_who_calls(self):
        self.jan.phone = False
        call = self.ring(0.5)
        self.assertFalse(call.partner_id)
        profile = self.angry.profile_id
        mine = call.with_user(self.agent)
        self.assertEqual(mine.choose_profile(profile.id)["contact"]["id"], self.jan.id)

    def test_a_profile_without_a_contact_says_nothing(self):
        self.angry.profile_id._get_live_link()._end("unlinked")
        call = self.ring(0.5)
        before = call.partner_id
        mine = call.with_user(self.agent)
        self.assertFalse(mine.choose_profile(self.angry.profile_id.id))
        self.assertEqual(call.partner_id, before)

    def test_who_is_not_in_the_call_says_nothing(self):
        call = self.ring(0.5)
        with self.assertRaises(AccessError):
            call.with_user(self.other).choose_profile(self.angry.profile_id.id)
