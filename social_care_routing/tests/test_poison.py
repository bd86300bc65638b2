# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError
from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.tools import mute_logger

from odoo.addons.social_care.tools import isolation

from .routing_common import RoutingCase

LOG = isolation.__name__


class Broken(Exception):
    """What nobody thought of."""


class TestPoison(RoutingCase):
    """One bad row does not keep the others from being given out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")
        cls.tickets = cls.env["helpdesk.ticket"].union(
            *(cls.make_ticket(minutes=10) for _number in range(5))
        )
        cls.bad = cls.tickets[2].social_care_work_ids
        cls.good = cls.tickets.social_care_work_ids - cls.bad

    def breaks_at(self, model, method, bad, error=Broken):
        """As if ``method`` failed whenever it has to do with ``bad``."""
        kind = type(self.env[model])
        whole = getattr(kind, method)

        def broken(records, *args):
            if bad & records:
                raise error
            return whole(records, *args)

        return patch.object(kind, method, broken)

    def test_an_item_that_cannot_be_placed_is_put_off(self):
        now = fields.Datetime.now()
        self.tickets.social_care_work_ids.next_step_at = now - timedelta(minutes=1)
        with (
            self.breaks_at("social.care.work", "_place", self.bad),
            mute_logger(LOG),
        ):
            self.drain()
        self.assertGreater(self.bad.next_step_at, now)
        self.assertEqual(set(self.good.mapped("state")), {"offered"})

    def test_an_offer_that_cannot_end_does_not_keep_others_from_it(self):
        self.drain()
        bert = self.make_agent("bert")
        self.bad.write({"agent_id": bert.id, "user_id": bert.user_id.id})
        late = fields.Datetime.now() - timedelta(seconds=1)
        self.tickets.social_care_work_ids.offer_until = late
        with (
            self.breaks_at("social.care.work", "_return_declined", self.bad),
            mute_logger(LOG),
        ):
            self.env["social.care.routing.drain"]._take_back()
        self.assertEqual(self.bad.state, "offered")
        self.assertEqual(set(self.good.mapped("state")), {"waiting"})

    def test_a_ticket_that_cannot_have_its_owner_waits_for_another(self):
        self.team.social_care_routing_mode = "assign"
        with (
            self.breaks_at("helpdesk.ticket", "write", self.bad.ticket_id),
            mute_logger(LOG),
        ):
            self.drain()
        self.assertEqual(self.bad.state, "waiting")
        self.assertIn(str(self.anna.id), self.bad.refused)
        self.assertEqual(self.bad.decision_ids.outcome, "withdrawn")
        self.assertEqual(self.good.user_id, self.anna.user_id)

    def test_shifts_that_cannot_be_read_keep_nobody_else_from_theirs(self):
        bert = self.make_agent("bert")
        past = fields.Datetime.now() - timedelta(minutes=1)
        (self.anna | bert).shift_changes_at = past
        with (
            self.breaks_at("social.care.agent", "_refresh_shifts", self.anna),
            mute_logger(LOG),
        ):
            self.drain()
        self.assertGreater(self.anna.shift_changes_at, fields.Datetime.now())
        self.assertGreater(bert.shift_changes_at, fields.Datetime.now())

    def test_what_others_change_meanwhile_is_no_fault_of_an_item(self):
        with self.breaks_at(
            "social.care.work", "_advance", self.bad, error=SerializationFailure
        ):
            with self.assertRaises(SerializationFailure):
                isolation.apply_isolating_failures(
                    self.tickets.social_care_work_ids, type(self.works)._advance
                )

    def test_a_ticket_that_cannot_lose_its_owner_keeps_no_other_from_it(self):
        bert = self.make_agent("bert")
        self.tickets.user_id = bert.user_id
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_users SET active = FALSE WHERE id = %s", [bert.user_id.id]
        )
        self.env.invalidate_all()
        with (
            self.breaks_at("helpdesk.ticket", "write", self.bad.ticket_id),
            mute_logger(LOG),
        ):
            self.env["social.care.routing.drain"]._cron_sweep()
        self.assertEqual(self.bad.user_id, bert.user_id)
        self.assertFalse(self.good.ticket_id.user_id)

    def test_tickets_that_are_gone_keep_no_others_from_the_queue(self):
        gone = self.make_ticket()
        self.bad.unlink()
        both = gone | self.tickets[2]
        gone.unlink()
        both._sync_social_care_work()
        self.assertEqual(self.tickets[2].social_care_work_ids.state, "waiting")

    def test_nothing_is_so_large_that_no_place_can_be_reckoned(self):
        email = self.env.ref("social_care_routing.medium_email")
        large = {"medium_id": email.id, "load": float("inf")}
        boost = self.env["social.care.priority.boost"].create(
            {"company_id": self.company.id, "code": "priority", "minutes": 30}
        )
        for record, vals in (
            (boost, {"minutes": 2**31 - 1}),
            (self.anna, {"capacity_ids": [(0, 0, large)]}),
            (self.anna.profile_id, {"total": float("inf")}),
            (self.team, {"social_care_offer_seconds": 2**31 - 1}),
            (self.team, {"social_care_last_agent_hours": 2**31 - 1}),
            (self.company, {"social_care_decision_days": 2**31 - 1}),
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                record.write(vals)
