# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.social_care_cti.tools.errors import PhoneError
from odoo.addons.social_care_cti.tools.facts import Fact

from ..tools.ami_events import translate
from .phone_common import EWA, JAN, ONE, TWO, PhoneCase
from .recordings import CALLS, read

MINUTE = timedelta(minutes=1)


class TestCalls(PhoneCase):
    """Recordings of a real Asterisk become records of calls."""

    def test_every_recording_gives_its_calls(self):
        for name, expected in CALLS.items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                self.feed = self.make_feed()
                calls = self.hear(name)
                self.assertEqual(
                    [(c.direction, c.queue or "", c.outcome or c.state) for c in calls],
                    [
                        (direction, queue, end)
                        for direction, _, queue, end, _ in expected
                    ],
                )
                savepoint.rollback()
                self.env.invalidate_all()

    def test_in_one_batch_it_is_the_same(self):
        for name, expected in CALLS.items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                self.feed = self.make_feed()
                calls = self.hear_at_once(name)
                self.assertEqual(
                    [c.outcome or c.state for c in calls],
                    [end for _, _, _, end, _ in expected],
                )
                savepoint.rollback()
                self.env.invalidate_all()

    def test_an_answered_call_knows_who_and_how_long(self):
        call = self.hear("queue_answered")
        self.assertEqual(call.number, JAN)
        self.assertEqual(call.partner_id, self.jan)
        self.assertEqual(call.user_id, self.anna.user_id)
        self.assertEqual(call.team_id, self.team)
        self.assertEqual(call.talk_seconds, 1)
        self.assertTrue(call.queued_at <= call.answered_at <= call.ended_at)

    def test_numbers_without_a_plus_are_read(self):
        call = self.hear("click_answered")
        self.assertEqual((call.number_dialed, call.number), (JAN[1:], JAN))

    def test_a_transferred_call_belongs_to_who_talked_last(self):
        call = self.hear("attended_transfer")
        self.assertEqual(call.user_id, self.marek.user_id)
        self.assertEqual(call.leg_ids.user_id, self.anna.user_id | self.marek.user_id)

    def test_a_consultation_is_part_of_the_call_of_the_customer(self):
        call = self.hear("attended_transfer")
        part = self.env["social.care.call"].search([("merged_into_id", "=", call.id)])
        self.assertEqual(len(part), 1)
        self.assertEqual(part.state, "ended")

    def test_a_take_over_writes_the_same_again(self):
        call = self.hear("queue_answered")
        before = call.read()
        self.feed.take_over()
        self.store()
        self.assertEqual(call.read(), before)

    def test_a_stand_by_that_heard_all_goes_on(self):
        """The first process dies in the middle; the other heard the same."""
        self.hear("queue_answered", until=1.5)
        self.assertEqual(self.list_calls().state, "talking")
        self.feed = self.make_feed()
        self.hear("queue_answered")
        self.assertEqual(self.list_calls().outcome, "answered")
        self.assertEqual(len(self.list_calls().leg_ids), 1)

    def test_what_is_gone_after_a_restart_ended_lost(self):
        self.hear("asterisk_restarted")
        self.lose()
        calls = self.list_calls()
        self.assertEqual(set(calls.mapped("outcome")), {"lost"})
        self.assertTrue(all(calls.mapped("ended_at")))
        self.assertEqual(set(calls.leg_ids.mapped("state")), {"ended"})

    def test_a_new_process_ends_what_its_predecessor_left_open(self):
        self.hear("asterisk_restarted")
        self.feed = self.make_feed()
        self.lose()
        self.assertEqual(set(self.list_calls().mapped("state")), {"ended"})

    def test_times_of_a_wrong_clock_are_not_believed(self):
        self.begin = 4e9
        call = self.hear("queue_answered")
        self.assertLess(abs(fields.Datetime.now() - call.started_at), MINUTE)

    def test_two_companies_have_calls_of_their_own(self):
        self.hear("queue_answered")
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", company=other)
        calls = self.env["social.care.call"].with_user(stranger)
        self.assertFalse(calls.search([]))


class TestHostile(PhoneCase):
    """Callers choose their names, and one call keeps no other from being stored."""

    def ring(self, number="+48500100001", name="", leg="1.1"):
        self.feed.apply(
            [
                Fact("seen", time.time(), leg, leg, "PJSIP/trunk", number, name, "800"),
                Fact("ringing", time.time(), f"{leg}a", leg, ONE),
            ]
        )

    def test_what_the_database_cannot_store_is_left_out(self):
        self.ring(name="Jan\x00\ud800 Nowak")
        self.store()
        self.assertEqual(self.list_calls().caller_name, "Jan? Nowak")

    def test_a_long_name_is_cut(self):
        self.ring(name="\u0301" * 100_000, number="9" * 100_000)
        self.store()
        self.assertEqual(len(self.list_calls().caller_name), 120)
        self.assertFalse(self.list_calls().number)

    def test_a_name_is_no_markup_on_the_ticket(self):
        self.feed.apply(
            [
                Fact("seen", time.time(), "1.1", "1.1", "PJSIP/trunk", "<b>1</b>"),
                Fact("queued", time.time(), "1.1", queue="support"),
                Fact("ended", time.time() + 1, "1.1"),
            ]
        )
        self.store()
        ticket = self.list_calls().ticket_id
        self.assertIn("&lt;b&gt;1&lt;/b&gt;", ticket.description)

    @mute_logger("odoo.addons.social_care.tools.isolation")
    def test_a_call_that_cannot_be_written_keeps_no_other_from_it(self):
        original = type(self.system)._write_call

        def write(system, call, record):
            if record.key == "1.1":
                raise ValueError("poison")
            return original(system, call, record)

        self.patch(type(self.system), "_write_call", write)
        self.ring(leg="1.1")
        self.ring(leg="2.1")
        self.store()
        poisoned, sound = self.list_calls()
        self.assertFalse(poisoned.leg_ids)
        self.assertEqual(sound.leg_ids.state, "ringing")

    @mute_logger("odoo.addons.social_care.tools.isolation")
    def test_a_ticket_that_cannot_be_made_keeps_no_call_from_its_state(self):
        self.patch(type(self.list_calls()), "_create_ticket", lambda *_: 1 / 0)
        self.assertEqual(self.hear("queue_answered").outcome, "answered")

    def test_times_that_are_no_numbers_do_no_harm(self):
        event = {"Event": "Hangup", "Uniqueid": "1.1", "Timestamp": "inf"}
        (fact,) = translate(event, 7.0)
        self.assertEqual(fact.at, 7.0)

    def test_a_private_address_is_not_asked(self):
        with self.assertRaisesRegex(PhoneError, "private address"):
            self.system._get_connector()._set_paused(
                self.system, self.system.line_ids[0], True, ""
            )

    def test_nobody_is_asked_by_ari_at_a_private_address(self):
        with self.assertRaisesRegex(PhoneError, "private address"):
            self.system._get_connector()._check_phone(
                self.system, self.system.line_ids[0]
            )


class TestTakeOver(PhoneCase):
    def test_a_conference_that_its_customer_left_is_not_lost(self):
        """The call of the customer goes on with the legs of other calls."""
        now = time.time() - 20
        for leg, device in (("1.1", "PJSIP/trunk"), ("2.1", ONE), ("3.1", TWO)):
            self.feed.apply(
                [
                    Fact("seen", now, leg, leg, device),
                    Fact("entered", now + 1, leg, leg, device, bridge="b"),
                ]
            )
        self.feed.apply([Fact("ended", now + 5, "1.1")])
        self.store()
        self.assertEqual(self.list_calls().state, "talking")
        self.feed.take_over()
        self.store()
        self.assertEqual(self.list_calls().state, "talking")
        self.assertFalse(self.list_calls().outcome)

    def test_a_call_that_was_just_asked_for_is_not_lost(self):
        card = self.as_agent(self.anna).place_call(JAN)
        call = self.env["social.care.call"].browse(card["id"])
        call.request_state = "done"
        self.feed.take_over()
        self.store()
        self.assertEqual(call.state, "up")

    def test_who_has_two_phones_talks_while_one_of_them_does(self):
        self.make_line(self.anna, "PJSIP/1005", "1005")
        self.feed = self.make_feed()
        self.team.social_care_phone_tickets = "never"
        self.team.social_care_after_call_seconds = 30
        self.hear("queue_answered", until=1.5)
        now = self.begin + 1.6
        call = self.list_calls()
        self.feed.apply(
            [
                Fact("ringing", now, "9.1", call.key, "PJSIP/1005"),
                Fact("ended", now + 0.1, "9.1"),
            ]
        )
        self.store()
        self.assertEqual(self.anna.state, "available")


class TestContacts(PhoneCase):
    """Who calls."""

    def test_a_number_that_two_share_links_nobody_and_shows_both(self):
        ewa = self.make_contact("Ewa Nowak", JAN)
        call = self.hear("queue_answered", until=1.0)
        self.assertFalse(call.partner_id)
        (card,) = self.as_agent(self.anna).get_desk()["calls"]
        names = {contact["name"] for contact in card["contacts"]}
        self.assertEqual(names, {self.jan.name, ewa.name})

    def test_people_of_one_company_at_its_number_are_the_company(self):
        self.jan.is_company = True
        self.make_contact("Reception", JAN).parent_id = self.jan
        call = self.hear("queue_answered", until=1.0)
        self.assertEqual(call.partner_id, self.jan)

    def test_contacts_of_another_company_are_not_found(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.jan.company_id = other
        call = self.hear("queue_answered", until=1.0)
        self.assertFalse(call.partner_id)

    def test_this_is_somebody_else(self):
        ewa = self.make_contact("Ewa Kowal", EWA)
        call = self.hear("queue_answered", until=1.5)
        card = call.with_user(self.anna.user_id).choose_contact(ewa.id)
        self.assertEqual(card["contact"]["name"], "Ewa Kowal")
        self.assertEqual(call.partner_id, ewa)

    def test_a_ticket_that_a_process_left_is_made_by_a_scheduled_action(self):
        for event, at in read("queue_answered"):
            self.feed.apply(translate(event, self.begin + at))
        self.feed.store(self.env, self.feed.collect())
        call, calls = self.list_calls(), self.env["social.care.call"]
        calls._cron_end_unplaced()
        self.assertTrue(call.ticket_due, "who stored it is still at it")
        self.env.flush_all()
        age = "UPDATE social_care_call SET write_date = write_date - interval '1 hour'"
        self.env.cr.execute(age)
        self.env.invalidate_all()
        calls._cron_end_unplaced()
        self.assertTrue(call.ticket_id)

    def test_what_was_deleted_or_is_no_id_is_not_chosen(self):
        call = self.hear("queue_answered", until=1.5)
        mine, before = call.with_user(self.anna.user_id), (self.jan, call.ticket_id)
        self.assertTrue(call.ticket_id)
        for act in (mine.choose_contact, mine.choose_profile, mine.choose_ticket):
            for chosen in (2**31 - 1, 2**40, -1, 0, True, "1", None, [1], {}):
                with self.subTest(act=act.__name__, chosen=chosen):
                    with self.assertRaises(UserError):
                        act(chosen)
                    self.assertEqual((call.partner_id, call.ticket_id), before)


class TestWorkload(PhoneCase):
    """Who talks is offered nothing that a call interrupts."""

    def count(self, agent):
        agents = self.anna | self.marek
        return agents._get_outside_load().get(agent.id, {}).get("phone", 0)

    def test_ringing_and_waiting_are_not_talking(self):
        self.team.social_care_phone_tickets = "never"
        self.hear("queue_answered", until=1.0)
        self.assertEqual(self.count(self.anna), 0)

    def test_talking_counts_once(self):
        self.team.social_care_phone_tickets = "never"
        self.hear("attended_transfer", until=2.0)
        self.assertEqual((self.count(self.anna), self.count(self.marek)), (1, 1))

    def test_a_held_call_still_counts(self):
        self.team.social_care_phone_tickets = "never"
        self.hear("did_hold_unhold", until=2.0)
        self.assertEqual(self.list_calls().state, "held")
        self.assertEqual(self.count(self.anna), 1)

    def test_two_calls_of_one_person_count_once(self):
        self.team.social_care_phone_tickets = "never"
        self.hear("second_call_while_held", until=2.0)
        self.assertEqual(self.count(self.anna), 1)

    def test_who_talks_is_not_offered_the_next_ticket(self):
        self.team.social_care_phone_tickets = "never"
        self.hear("did_hold_unhold", until=1.0)
        ticket = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(ticket), self.marek)

    def test_after_the_call_they_are_free_again(self):
        self.team.social_care_phone_tickets = "never"
        self.marek._set_state("away")
        self.hear("did_hold_unhold", until=1.0)
        ticket = self.make_ticket()
        self.assertFalse(self.drain())
        self.hear("did_hold_unhold", since=1.0)
        self.drain()
        self.assertEqual(self.holder(ticket), self.anna)

    def test_a_call_whose_ticket_is_in_progress_counts_by_the_ticket(self):
        call = self.hear("queue_answered", until=1.5)
        self.assertEqual(call.ticket_id.user_id, self.anna.user_id)
        self.assertEqual(self.count(self.anna), 0)
        medium = self.env.ref("social_care_routing.medium_phone")
        doing = self.anna._count_contacts()[self.anna.id]
        self.assertEqual(doing.get(medium.id), 1)


class TestAfterCall(PhoneCase):
    """After-call work, by the team's setting."""

    def test_it_begins_when_the_call_ends_and_has_an_end(self):
        self.team.social_care_after_call_seconds = 30
        with self.trap() as trap:
            self.hear("queue_answered")
            self.assertEqual(self.anna.state, "after_work")
            trap.assert_jobs_count(1, only=self.anna._end_after_call_work)
            self.anna._end_after_call_work(self.anna.after_call_until)
        self.assertEqual(self.anna.state, "available")

    def test_a_state_that_they_chose_meanwhile_stays(self):
        self.team.social_care_after_call_seconds = 30
        self.hear("queue_answered")
        until = self.anna.after_call_until
        self.anna._set_state("away")
        self.anna._end_after_call_work(until)
        self.assertEqual(self.anna.state, "away")

    def test_without_the_setting_there_is_none(self):
        self.hear("queue_answered")
        self.assertEqual(self.anna.state, "available")


class TestTickets(PhoneCase):
    """A call joins the customer's open ticket, or opens one by the team's rule."""

    def test_an_answered_call_opens_a_ticket_of_who_answers(self):
        call = self.hear("queue_answered", until=1.5)
        self.assertEqual(call.ticket_id.partner_id, self.jan)
        self.assertEqual(call.ticket_id.user_id, self.anna.user_id)
        self.assertEqual(call.ticket_id.team_id, self.team)

    def test_the_card_shows_a_new_ticket_at_once(self):
        call = self.hear("queue_answered", until=1.5)
        call.ticket_id = False
        with patch.object(type(call), "_notify") as notify:
            call._ensure_ticket("answered")
        self.assertTrue(call.ticket_id)
        self.assertIn(self.anna.user_id, notify.call_args.args[0])

    def test_who_answers_gets_no_mail_about_it(self):
        call = self.hear("queue_answered", until=1.5)
        self.assertEqual(call.ticket_id.user_id, self.anna.user_id)
        notices = self.env["mail.message"].search(
            [
                ("model", "=", "helpdesk.ticket"),
                ("res_id", "=", call.ticket_id.id),
                ("message_type", "=", "user_notification"),
            ]
        )
        self.assertFalse(notices)

    def test_it_joins_the_open_ticket(self):
        ticket = self.make_ticket(partner_id=self.jan.id)
        call = self.hear("queue_answered")
        self.assertEqual(call.ticket_id, ticket)

    def test_who_answers_gets_an_open_ticket_that_nobody_has(self):
        """What the customer posted angrily is answered by who has them on the phone."""
        ticket = self.make_ticket(partner_id=self.jan.id)
        self.assertFalse(ticket.user_id)
        self.hear("queue_answered", until=1.5)
        self.assertEqual(ticket.user_id, self.anna.user_id)

    def test_the_owner_of_a_ticket_stays(self):
        ticket = self.make_ticket(partner_id=self.jan.id, user_id=self.marek.user_id.id)
        self.hear("queue_answered", until=1.5)
        self.assertEqual(ticket.user_id, self.marek.user_id)

    def test_a_ticket_that_the_agent_may_not_read_is_not_joined(self):
        elsewhere = self.make_team("Elsewhere")
        ticket = self.make_ticket(partner_id=self.jan.id, team_id=elsewhere.id)
        call = self.hear("queue_answered", until=1.5)
        self.assertTrue(call.ticket_id)
        self.assertNotEqual(call.ticket_id, ticket)

    def test_the_card_says_nothing_of_a_ticket_that_one_may_not_read(self):
        elsewhere = self.make_team("Elsewhere")
        call = self.hear("queue_answered", until=1.5)
        call.ticket_id = self.make_ticket(team_id=elsewhere.id, name="Secret")
        (card,) = self.as_agent(self.anna).get_desk()["calls"]
        self.assertFalse(card["ticket"])
        with self.assertRaises(AccessError):
            call.with_user(self.anna.user_id).open_ticket()

    def test_a_closed_ticket_is_not_joined(self):
        ticket = self.make_ticket(partner_id=self.jan.id)
        ticket.stage_id = self.stage_closed
        call = self.hear("queue_answered")
        self.assertNotEqual(call.ticket_id, ticket)

    def test_an_abandoned_call_waits_to_be_called_back(self):
        call = self.hear("queue_abandoned")
        self.assertFalse(call.ticket_id.user_id)
        self.assertEqual(call.ticket_id.name, "Call back Jan Nowak")
        self.assertEqual(call.ticket_id.social_care_work_ids.state, "waiting")

    def test_only_missed_ones_if_the_team_wants_it(self):
        self.team.social_care_phone_tickets = "missed"
        self.assertFalse(self.hear("queue_answered").ticket_id)
        self.assertTrue(self.hear("queue_abandoned")[-1].ticket_id)

    def test_none_if_the_team_wants_none(self):
        self.team.social_care_phone_tickets = "never"
        self.assertFalse(self.hear("queue_abandoned").ticket_id)

    def test_one_ticket_however_often_it_is_told(self):
        self.hear("queue_abandoned")
        self.feed = self.make_feed()
        self.hear("queue_abandoned")
        tickets = self.env["helpdesk.ticket"].search([("partner_id", "=", self.jan.id)])
        self.assertEqual(len(tickets), 1)

    def test_internal_calls_get_none(self):
        self.hear("click_agent_no_answer")
        self.assertFalse(self.list_calls().ticket_id)


class TestClickToCall(PhoneCase):
    """A call is placed by a job, which the phone system may never hear of."""

    def place(self):
        card = self.as_agent(self.anna).place_call(JAN)
        return self.env["social.care.call"].browse(card["id"])

    def test_it_is_a_job_that_may_commit(self):
        """The claim is committed before the phone system is asked."""
        with self.trap() as trap:
            call = self.place()
            trap.assert_jobs_count(1, only=call._request)
        self.assertTrue(self.env.ref("social_care_cti.job_request").allow_commit)

    def test_it_is_outbound_while_only_the_own_phone_rings(self):
        call = self.place()
        self.feed.apply([Fact("ringing", time.time(), call.key, call.key, ONE)])
        self.store()
        self.assertEqual((call.direction, call.number), ("out", JAN))
        self.assertEqual(call.leg_ids.channel, call.key)

    def test_what_the_phone_system_never_heard_of_ends(self):
        call = self.place()
        self.env["social.care.call"]._cron_end_unplaced()
        self.assertEqual(call.state, "up")
        call.started_at = fields.Datetime.now() - 2 * MINUTE
        self.env["social.care.call"]._cron_end_unplaced()
        self.assertEqual((call.state, call.request_state), ("ended", "failed"))
        self.assertTrue(self.as_agent(self.anna).get_desk()["calls"][0]["error"])

    def test_a_copied_database_calls_nobody(self):
        self.system.database_uuid = "another"
        with self.assertRaises(UserError):
            self.place()

    def test_a_number_in_words_is_refused(self):
        with self.assertRaises(UserError):
            self.as_agent(self.anna).place_call("call me")

    def test_who_has_no_phone_is_told_so(self):
        other = self.make_agent("ola")
        with self.assertRaisesRegex(UserError, "no phone"):
            self.as_agent(other).place_call(JAN)
