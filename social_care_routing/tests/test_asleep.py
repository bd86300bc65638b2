# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.tools import mute_logger

from .shift_common import ShiftCase, at


class AsleepCase(ShiftCase):
    """Anna switches to Available at nine and closes her laptop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.social_care_presence_minutes = 10

    def setUp(self):
        super().setUp()
        self.desk = self.env["social.care.agent"].with_user(self.anna.user_id)
        with self.when(at(9)):
            self.desk.set_state("available")

    def beat_at(self, moment, desk=None):
        with self.when(moment):
            return (self.desk if desk is None else desk).report_presence()

    def give_at(self, moment):
        """A ticket that she is given."""
        self.team.social_care_routing_mode = "assign"
        with self.when(moment):
            ticket = self.make_ticket()
            self.drain()
        self.assertEqual(ticket.user_id, self.anna.user_id)
        return ticket


class TestAsleep(AsleepCase):
    """Nobody is given work whose computer sleeps."""

    def test_who_is_not_heard_of_is_not_responding(self):
        self.drain_at(at(9, 10))
        self.assertEqual(self.anna.state, "available")
        self.drain_at(at(9, 11))
        self.assertEqual(self.anna.state, "not_responding")
        self.assertEqual(self.anna.unseen_since, at(9))

    def test_what_was_given_and_not_begun_goes_to_others(self):
        ticket = self.give_at(at(9, 1))
        with self.when(at(9, 5)):
            bert = self.make_agent("bert")
        self.drain_at(at(9, 20))
        self.assertEqual(self.holder(ticket), bert)
        given = ticket.social_care_work_ids.decision_ids.filtered(
            lambda decision: decision.agent_id == self.anna
        )
        self.assertEqual(
            given.given_back_why, "Not responding: computer asleep or offline"
        )

    def test_what_was_begun_stays_for_a_while(self):
        ticket = self.give_at(at(9, 1))
        ticket.social_care_work_ids.started = True
        self.drain_at(at(9, 20))
        self.assertEqual(ticket.user_id, self.anna.user_id)

    def test_an_offer_goes_to_others(self):
        self.team.social_care_offer_seconds = 3600
        with self.when(at(9, 1)):
            ticket = self.make_ticket()
            self.drain()
        self.assertEqual(ticket.social_care_work_ids.state, "offered")
        self.drain_at(at(9, 20))
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")
        self.assertFalse(ticket.social_care_work_ids.agent_id)

    def test_nothing_more_is_given(self):
        self.team.social_care_routing_mode = "assign"
        self.drain_at(at(9, 20))
        with self.when(at(9, 21)):
            ticket = self.make_ticket()
            self.assertFalse(self.drain())
        self.assertFalse(ticket.user_id)

    def test_nothing_is_given_in_the_run_that_finds_them_asleep(self):
        self.team.social_care_routing_mode = "assign"
        with self.when(at(9, 20)):
            ticket = self.make_ticket()
            self.drain()
        self.assertFalse(ticket.user_id)

    def test_whose_computer_is_awake_stays_available(self):
        for minute in range(1, 31):
            self.assertIs(self.beat_at(at(9, minute)), False)
            self.drain_at(at(9, minute))
        self.assertEqual(self.anna.state, "available")

    def test_who_does_something_is_there(self):
        with self.when(at(9, 8)):
            self.desk.take_next()
            self.desk.get_desk()
        self.drain_at(at(9, 15))
        self.assertEqual(self.anna.state, "available")

    def test_who_accepts_an_offer_is_there(self):
        with self.when(at(9, 8)):
            ticket = self.make_ticket()
            self.drain()
            self.accept(ticket)
        self.drain_at(at(9, 15))
        self.assertEqual(self.anna.state, "available")

    def test_who_uses_odoo_is_there(self):
        with self.when(at(9, 8)):
            self.env["mail.presence"]._update_presence(self.anna.user_id)
        self.drain_at(at(9, 15))
        self.assertEqual(self.anna.state, "available")
        self.drain_at(at(9, 19))
        self.assertEqual(self.anna.state, "not_responding")

    def test_of_whom_nothing_was_ever_heard_nothing_is_known(self):
        with self.when(at(9)):
            bert = self.make_agent("bert")
        self.drain_at(at(15))
        self.assertEqual(bert.state, "available")

    def test_who_wakes_up_is_available_again(self):
        self.drain_at(at(9, 20))
        desk = self.beat_at(at(9, 30))
        self.assertEqual((desk["state"], desk["unseen_since"]), ("available", False))
        self.assertFalse(self.anna.unseen_since)
        ticket = self.give_at(at(9, 31))
        self.assertEqual(ticket.user_id, self.anna.user_id)

    def test_who_did_not_answer_an_offer_stays_so_when_they_wake_up(self):
        with self.when(at(9, 1)):
            self.anna._set_state("not_responding")
        self.assertIs(self.beat_at(at(9, 2)), False)
        self.assertEqual(self.anna.state, "not_responding")

    def test_who_is_away_may_close_the_laptop(self):
        for state in ("away", "after_work", "offline"):
            with self.when(at(9)):
                self.desk.set_state(state)
            self.drain_at(at(12))
            self.assertEqual(self.anna.state, state)

    def test_who_is_not_on_shift_may_close_the_laptop(self):
        self.work_by((9, 12), (13, 17))
        self.drain_at(at(9, 1))
        self.beat_at(at(11, 59))
        self.drain_at(at(12))
        self.drain_at(at(12, 30))
        self.assertEqual(self.anna.state, "available")

    def test_who_does_not_come_to_the_shift_is_given_nothing(self):
        self.work_by((9, 12), (13, 17))
        self.team.social_care_routing_mode = "assign"
        self.drain_at(at(9, 1))
        self.beat_at(at(11, 59))
        self.drain_at(at(12))
        with self.when(at(13)):
            ticket = self.make_ticket()
            self.drain()
        self.assertFalse(ticket.user_id)
        self.beat_at(at(13, 2))
        self.drain_at(at(13, 2))
        self.assertEqual(ticket.user_id, self.anna.user_id)

    def test_a_company_may_do_without(self):
        self.company.social_care_presence_minutes = 0
        self.drain_at(at(20))
        self.assertEqual(self.anna.state, "available")

    def test_too_few_minutes_are_refused(self):
        for minutes in (-1, 2, 1441):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.company.social_care_presence_minutes = minutes

    def test_supervisors_see_why(self):
        self.drain_at(at(9, 20))
        board = self.env["social.care.wallboard"].with_user(self.supervisor)
        (row,) = board.read_board()["agents"]
        self.assertEqual(row["state"], "not_responding")
        self.assertEqual(row["reason"], "computer asleep or offline")
        with self.when(at(9, 21)):
            ticket = self.make_ticket()
        (person,) = self.env["social.care.work.explanation"]._explain(
            ticket.social_care_work_ids
        )["agents"]
        self.assertEqual(person["reasons"][0]["words"], "Computer asleep or offline")

    def test_their_own_screen_says_since_when(self):
        self.drain_at(at(9, 20))
        self.assertEqual(
            self.desk.get_desk()["unseen_since"], fields.Datetime.to_string(at(9))
        )

    def test_time_asleep_is_no_time_available(self):
        self.drain_at(at(9, 20))
        self.beat_at(at(10, 20))
        times = {time.state: time.hours for time in self.anna.time_ids if time.stop}
        self.assertAlmostEqual(times["not_responding"], 1)


class TestBeat(AsleepCase):
    def seen_at(self):
        self.env["social.care.agent.presence"].invalidate_model()
        presence = self.env["social.care.agent.presence"]
        return presence.search([("agent_id", "=", self.anna.id)]).seen_at

    def test_many_clicks_are_written_once(self):
        for second in (1, 5, 20):
            self.beat_at(at(9, 0, second))
        self.assertEqual(self.seen_at(), at(9))
        self.beat_at(at(9, 0, 30))
        self.assertEqual(self.seen_at(), at(9, 0, 30))

    def test_a_beat_touches_no_agent(self):
        """Else it would collide with work that is given out."""
        self.env.flush_all()
        before = self.anna.write_date
        self.beat_at(at(9, 5))
        self.env.flush_all()
        self.anna.invalidate_recordset()
        self.assertEqual(self.anna.write_date, before)

    def test_nobody_speaks_for_another(self):
        with self.when(at(9)):
            bert = self.make_agent("bert")
        desk = self.env["social.care.agent"].with_user(bert.user_id)
        self.beat_at(at(9, 9), desk)
        self.drain_at(at(9, 15))
        self.assertEqual(self.anna.state, "not_responding")

    def test_nobodys_agent_may_beat(self):
        stranger = self.make_user("stranger")
        desk = self.env["social.care.agent"].with_user(stranger)
        self.assertIs(desk.report_presence(), False)

    def test_presence_goes_with_its_agent(self):
        self.anna.unlink()
        self.assertFalse(self.seen_at())

    def test_many_agents_cost_no_more_queries(self):
        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["social.care.agent"]._find_asleep()
            return self.env.cr.sql_log_count - before

        few = cost()
        for number in range(5):
            self.make_agent(f"more{number}")
        self.assertLessEqual(cost(), few)

    def test_time_goes_by_the_clock_of_the_server(self):
        with freeze_time(at(9, 5)):
            self.desk.report_presence()
        late = timedelta(minutes=10, seconds=1)
        self.drain_at(at(9, 5) + late)
        self.assertEqual(self.anna.unseen_since, at(9, 5))
