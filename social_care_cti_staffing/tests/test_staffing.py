# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo.addons.social_care_routing_staffing.tests.staffing_common import StaffingCase


class TestStaffing(StaffingCase):
    """Plans for the phone learn from calls."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.system = cls.env["social.care.phone.system"].create(
            {"name": "Office", "binding": "asterisk", "company_id": cls.company.id}
        )
        cls.agent = cls.make_agent("ola")

    def call(self, begin, minutes=0, direction="in"):
        """A call to the team; answered if it has minutes."""
        key = f"{begin}-{self.env['social.care.call'].search_count([])}"
        call = self.env["social.care.call"].create(
            {
                "system_id": self.system.id,
                "key": key,
                "direction": direction,
                "team_id": self.team.id,
                "state": "ended",
                "started_at": begin,
            }
        )
        if minutes:
            self.env["social.care.call.leg"].create(
                {
                    "call_id": call.id,
                    "user_id": self.agent.user_id.id,
                    "device": "21",
                    "state": "ended",
                    "talk_from": begin,
                    "talk_until": begin + timedelta(minutes=minutes),
                }
            )

    def fill(self, minutes):
        for week in range(1, 4):
            begin = self.at(self.monday - timedelta(days=7 * week), 10)
            for number in range(6):
                self.call(begin + timedelta(minutes=10 * number), minutes)
                self.call(begin + timedelta(minutes=10 * number), 1, "out")

    def test_each_inbound_call_is_a_contact(self):
        self.fill(4)
        plan = self.staffing()
        counts = plan._count_contacts()
        self.assertEqual(sum(counts.values()), 18)

    def test_the_minutes_are_those_of_talks_and_notes(self):
        self.fill(4)
        self.team.social_care_after_call_seconds = 60
        plan = self.staffing()
        open_seconds, busy, contacts = plan._measure_effort()
        self.assertEqual((busy / contacts, contacts), (300, 18))
        self.assertEqual(open_seconds, busy)

    def test_calls_that_nobody_answered_are_demand_without_effort(self):
        self.fill(0)
        plan = self.staffing()
        self.assertEqual(sum(plan._count_contacts().values()), 18)
        self.assertEqual(plan._measure_effort()[2], 0)

    def test_without_calls_tickets_count_as_before(self):
        plan = self.staffing()
        self.assertFalse(plan._counts_calls())

    def test_other_media_do_not_count_calls(self):
        self.fill(4)
        mail = self.env.ref("social_care_routing.medium_email")
        self.assertFalse(self.staffing(mail)._counts_calls())
