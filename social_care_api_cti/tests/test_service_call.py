# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest import SkipTest

from odoo import fields
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

from odoo.addons.queue_job.tests.common import trap_jobs
from odoo.addons.social_care_api.tools.errors import ServiceError
from odoo.addons.social_care_cti.tests.phone_common import JAN, PhoneCase


class TestServiceCall(PhoneCase):
    """Calls of a phone system that can do everything; its jobs are not run."""

    BINDING = "asterisk"
    DEVICES = ("PJSIP/21", "PJSIP/22")
    SETTINGS = {"ari_url": "http://127.0.0.1:1/ari"}

    @classmethod
    def setUpClass(cls):
        if "social.care.phone.connector.asterisk" not in Registry(get_db_name()):
            raise SkipTest("no phone system that can do everything is installed")
        super().setUpClass()
        group = cls.env.ref("social_care_api.group_social_care_api_user")
        group.user_ids += cls.anna.user_id | cls.marek.user_id
        cls.system.is_enabled = True

    def call(self, name, agent=None, /, **values):
        user = (agent or self.anna).user_id
        service = self.env["social.care.service"].with_user(user)
        answer = getattr(service, name)(**values)
        self.env.flush_all()
        return answer

    def assert_refused(self, code, name, agent=None, /, **values):
        with self.assertRaises(ServiceError) as caught, self.env.cr.savepoint():
            self.call(name, agent, **values)
        self.assertEqual(caught.exception.code, code, caught.exception)

    def make_call(self, state="talking"):
        line = self.system.line_ids.filtered(
            lambda one: one.user_id == self.anna.user_id
        )
        leg = {
            "line_id": line.id,
            "user_id": line.user_id.id,
            "device": line.device,
            "state": state,
            "channel": "1.1",
        }
        return self.env["social.care.call"].create(
            {
                "system_id": self.system.id,
                "key": "api",
                "direction": "in",
                "number": JAN,
                "partner_id": self.jan.id,
                "team_id": self.team.id,
                "state": state,
                "started_at": fields.Datetime.now(),
                "leg_ids": [fields.Command.create(leg)],
            }
        )

    def test_the_agent_sees_their_calls(self):
        call = self.make_call()
        desk = self.call("list_my_calls")
        self.assertTrue(desk["can_call"])
        self.assertEqual([one["call_id"] for one in desk["calls"]], call.ids)
        self.assertEqual(desk["calls"][0]["contact"]["id"], self.jan.id)
        self.assertIn("hang_up", desk["calls"][0]["can"])
        self.assertEqual(self.call("list_my_calls", self.marek)["calls"], [])

    def test_a_call_is_placed_by_a_job(self):
        with trap_jobs() as trap:
            placed = self.call("place_call", number="500 100 001")
            trap.assert_jobs_count(1)
        call = self.env["social.care.call"].browse(placed["call_id"])
        self.assertEqual(call.number, JAN)
        self.assertEqual(call.partner_id, self.jan)

    def test_a_number_that_may_not_be_called_is_refused_in_words(self):
        self.assert_refused("refused", "place_call", number="+1 900 555 0100")

    def test_what_is_possible_is_asked_of_the_phone_system(self):
        call = self.make_call()
        with trap_jobs() as trap:
            self.call("transfer_call", call_id=call.id, number="22")
            self.call("hang_up_call", call_id=call.id)
            trap.assert_jobs_count(2)

    def test_what_is_not_possible_is_refused_in_words(self):
        call = self.make_call()
        self.assertNotIn("pull_back", self.call("list_my_calls")["calls"][0]["can"])
        self.assert_refused("refused", "pull_back_call", call_id=call.id)

    def test_colleagues_do_not_touch_it(self):
        call = self.make_call()
        for name in ("hang_up_call", "hold_call", "pull_back_call", "finish_call"):
            self.assert_refused("taken", name, self.marek, call_id=call.id)

    def test_a_finished_call_is_noted(self):
        call = self.make_call()
        self.assert_refused("refused", "finish_call", call_id=call.id)
        call.leg_ids.state = "ended"
        call.state = "ended"
        self.call("finish_call", call_id=call.id, note="Wants a refund")
        self.assertEqual(call.note, "Wants a refund")
        self.assertEqual(self.call("list_my_calls")["calls"], [])
