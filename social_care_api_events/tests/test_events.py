# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tools import file_open

from .events_common import EventsCase


class TestEvents(EventsCase):
    """What happens is told, once, with IDs and states only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")

    def setUp(self):
        super().setUp()
        self.list_told()

    def test_work_from_its_arrival_to_its_end(self):
        ticket = self.make_ticket()
        self.assertEqual(self.list_types(), ["work.waiting"])
        self.drain()
        offered = self.list_told()
        self.assertEqual(offered.mapped("type"), ["work.offered"])
        self.assertEqual(offered.data["user_id"], self.anna.user_id.id)
        self.assertTrue(offered.data["offered_until"].endswith("Z"))
        self.accept(ticket)
        accepted = self.list_told()
        self.assertEqual(accepted.mapped("type"), ["work.accepted"])
        self.assertEqual(accepted.data["previous_state"], "offered")
        self.answer(ticket)
        ended = self.list_told()
        self.assertEqual(ended.mapped("type"), ["work.ended"])
        self.assertEqual(ended.data["state"], "parked")
        ticket.stage_id = self.stage_closed
        closed = self.list_told()
        self.assertEqual([row.data["state"] for row in closed], ["done"])

    def test_a_declined_offer_waits_again(self):
        ticket = self.make_ticket()
        self.drain()
        self.list_told()
        work = ticket.social_care_work_ids
        self.as_user("social.care.work", self.anna).decline(work.ids)
        told = self.list_told()
        self.assertEqual(told.mapped("type"), ["work.waiting"])
        self.assertEqual(told.data["previous_user_id"], self.anna.user_id.id)

    def test_a_ticket_with_an_owner_never_waits(self):
        self.make_ticket(user_id=self.anna.user_id.id)
        self.assertEqual(self.list_types(), ["work.accepted"])

    def test_what_changes_and_changes_back_is_not_told(self):
        ticket = self.make_ticket()
        self.list_told()
        work = ticket.social_care_work_ids
        work.write({"state": "parked"})
        work.write({"state": "waiting"})
        self.assertFalse(self.list_told())

    def test_what_is_rolled_back_is_not_told(self):
        ticket = self.make_ticket()
        self.list_told()
        savepoint = self.env.cr.savepoint()
        ticket.social_care_work_ids.write({"state": "parked"})
        savepoint.rollback()
        savepoint.close(rollback=True)
        self.assertFalse(self.list_told())

    def test_a_mail_of_the_customer(self):
        ticket = self.make_ticket()
        self.list_told()
        self.customer_writes(ticket)
        told = self.list_told().filtered(lambda row: row.type == "message.arrived")
        self.assertEqual(told.data["ticket_id"], ticket.id)
        message = self.env["mail.message"].browse(told.data["mail_id"])
        self.assertEqual(message.author_id.name, "Paula")

    def test_the_state_of_an_agent(self):
        self.anna._set_state("away")
        told = self.list_told().filtered(lambda row: row.type == "agent.state")
        self.assertEqual(told.data["previous_state"], "available")
        self.assertEqual(told.data["state"], "away")
        self.assertEqual(told.subject, f"agent/{self.anna.id}")

    def test_a_target_at_risk_is_told_once_for_each_deadline(self):
        ticket = self.make_ticket()
        now = fields.Datetime.now()
        work = ticket.social_care_work_ids
        work.write(
            {
                "sla_risk_at": now + timedelta(minutes=1),
                "sla_due_at": now + timedelta(minutes=5),
            }
        )
        self.list_told()
        self.sweep()
        self.assertFalse(self.list_told())
        work.sla_risk_at = now - timedelta(minutes=1)
        self.sweep()
        told = self.list_told()
        self.assertEqual(told.mapped("type"), ["sla.at_risk"])
        self.assertEqual(told.ticket_id, ticket)
        self.sweep()
        self.assertFalse(self.list_told())
        work.sla_due_at = now + timedelta(minutes=9)
        self.sweep()
        self.assertEqual(self.list_types(), ["sla.at_risk"])

    def sweep(self):
        self.env["social.care.work"]._tell_at_risk()

    def test_no_row_has_a_word_of_a_person(self):
        ticket = self.make_ticket(name="Secretword", partner_name="Secretname")
        self.customer_writes(ticket)
        self.drain()
        told = self.list_told()
        self.assertTrue(told)
        text = " ".join(told.mapped("content"))
        for word in ("Secret", "Hello", "Paula"):
            self.assertNotIn(word, text)

    def test_words_are_read_when_they_are_sent(self):
        ticket = self.make_ticket(name="Secretword")
        told = self.list_told()
        compose = self.env["social.care.api.words"]._compose
        words = compose(told.type, told.data, self.manager)
        self.assertEqual(words["title"], "Secretword")
        ticket.name = "(erased)"
        words = compose(told.type, told.data, self.manager)
        self.assertEqual(words["title"], "(erased)")

    def test_words_are_those_that_the_user_may_read(self):
        other = self.make_team("Others")
        self.make_ticket(name="Secretword", team_id=other.id)
        told = self.list_told()
        compose = self.env["social.care.api.words"]._compose
        self.assertFalse(compose(told.type, told.data, self.anna.user_id))
        self.assertTrue(compose(told.type, told.data, self.manager))


class TestWhoIsTold(EventsCase):
    def test_another_company_is_not(self):
        company = self.env["res.company"].create({"name": "Other"})
        user = self.make_user("other", "social_care.group_social_care_manager", company)
        other = self.make_subscription("Other", company_id=company.id, user_id=user.id)
        self.make_ticket()
        self.assertTrue(self.list_told())
        self.seen = 0
        self.assertFalse(self.list_told(other))

    def test_only_chosen_types(self):
        kinds = self.env["social.care.api.event.type"]
        self.subscription.type_ids = kinds.search([("code", "=", "agent.state")])
        self.make_agent("piotr")
        self.make_ticket()
        self.assertEqual(set(self.list_types()), {"agent.state"})

    def test_nobody_who_was_switched_off_or_archived(self):
        self.subscription.action_switch_off()
        self.make_ticket()
        self.subscription.state = "on"
        self.subscription.active = False
        self.make_ticket()
        self.assertFalse(self.list_told())

    def test_no_user_who_left(self):
        self.manager.active = False
        self.assertFalse(self.subscription.active)
        self.make_ticket()
        self.assertFalse(self.list_told())

    def test_no_copy_of_the_database(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("database.uuid", "copied")
        self.env.registry.clear_cache()
        self.make_ticket()
        self.assertFalse(self.list_told())
        self.assertFalse(self.subscription._is_sending())
        self.subscription.action_use_here()
        self.make_ticket()
        self.assertTrue(self.list_told())

    def test_a_neutralized_copy_tells_nobody(self):
        self.make_ticket()
        self.list_told()
        self.env.flush_all()
        path = "social_care_api_events/data/neutralize.sql"
        with file_open(path) as file:
            self.env.cr.execute(file.read())
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        self.make_ticket()
        self.assertFalse(self.list_told())
        self.assertEqual(self.subscription.state, "off")
        self.assertFalse(self.subscription.sudo().has_secret)


class TestWhatItCosts(EventsCase):
    def count(self, act):
        self.env.cr.flush()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.cr.flush()
        return self.env.cr.sql_log_count - before

    def accept_one(self):
        ticket = self.make_ticket()
        self.drain()
        return self.count(lambda: self.accept(ticket))

    def test_where_nobody_is_told_agents_pay_no_query(self):
        self.make_agent("anna")
        self.subscription.unlink()
        self.accept_one()
        with_addon = self.accept_one()
        watched = type(self.env["social.care.work"])
        outbox = type(self.env["social.care.api.outbox"])
        with (
            patch.object(watched, "_watch", lambda works, are_new=False: None),
            patch.object(outbox, "_tell", lambda box, told: None),
        ):
            without = self.accept_one()
        self.assertEqual(with_addon, without)

    def test_many_pay_as_few_do(self):
        def close(tickets):
            return self.count(lambda: tickets.write({"stage_id": self.stage_closed.id}))

        found = []
        for number in (2, 5, 50):
            tickets = self.env["helpdesk.ticket"].union(
                *(self.make_ticket() for _number in range(number))
            )
            found.append(close(tickets))
        self.assertLessEqual(found[2], found[1] + 2)
