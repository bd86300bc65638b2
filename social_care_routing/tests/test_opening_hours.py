# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase, tagged

from odoo.addons.social_care.tools.placeholders import Place

from ..tools.opening_hours import describe_hours
from .routing_common import RoutingCase

WEEK = [(day, 9, 17) for day in range(5)]


@tagged("post_install", "-at_install")
class TestHours(BaseCase):
    def test_days_with_the_same_hours_are_one(self):
        self.assertEqual(describe_hours(WEEK, "en_GB"), "Mon–Fri 09:00–17:00")
        self.assertEqual(describe_hours(WEEK, "en"), "Mon–Fri 9:00 AM–5:00 PM")

    def test_other_days_and_gaps_are_named(self):
        some = [(0, 9, 12), (2, 9, 12), (3, 9, 12), (5, 10, 14.5)]
        self.assertEqual(
            describe_hours(some, "en_GB"), "Mon, Wed–Thu 09:00–12:00; Sat 10:00–14:30"
        )

    def test_a_break_is_said_and_what_touches_is_one(self):
        day = [(0, 13, 17), (0, 8, 10), (0, 10, 12), (0, 9, 11)]
        self.assertEqual(describe_hours(day, "en_GB"), "Mon 08:00–12:00, 13:00–17:00")

    def test_the_language_of_the_text_counts(self):
        self.assertTrue(describe_hours(WEEK, "pl").startswith("pon.–pt."))
        self.assertTrue(describe_hours(WEEK, "sr@latin"))
        self.assertEqual(describe_hours(WEEK, "xx"), describe_hours(WEEK, "en"))

    def test_midnight_and_no_hours(self):
        self.assertEqual(describe_hours([(6, 20, 24)], "en_GB"), "Sun 20:00–00:00")
        self.assertEqual(describe_hours([], "en"), "")


class TestHoursInMacros(RoutingCase):
    def setUp(self):
        super().setUp()
        self.calendar = self.env["resource.calendar"].create({"name": "Desk"})
        self.team.resource_calendar_id = self.calendar

    def read_hours(self):
        macros = self.env["social.care.macro"]
        [hours] = [one for one in macros._get_placeholders() if one.name == "hours"]
        thread = self.env["social.care.thread"].new({"team_id": self.team.id})
        mention = self.env["social.care.mention"]
        return hours.read(Place(thread, mention, self.env.user, "en_GB"))

    def test_the_calendar_of_the_team_is_read_without_its_breaks(self):
        self.calendar.attendance_ids = [
            (5,),
            (0, 0, {"name": "M", "dayofweek": "0", "hour_from": 8, "hour_to": 12}),
            (0, 0, {"name": "A", "dayofweek": "0", "hour_from": 13, "hour_to": 17}),
        ]
        self.assertEqual(self.read_hours(), "Mon 08:00–12:00, 13:00–17:00")

    def test_hours_that_nobody_can_tell_are_none(self):
        self.calendar.two_weeks_calendar = True
        self.assertEqual(self.read_hours(), "")
        self.team.resource_calendar_id = False
        self.assertEqual(self.read_hours(), "")
