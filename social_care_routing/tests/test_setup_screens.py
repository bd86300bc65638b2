# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .routing_common import RoutingCase

PREFIX = "social_care_routing."


class TestSetupScreens(RoutingCase):
    """What an administrator sets up, on the forms that they see."""

    def as_manager(self, record):
        return record.with_user(self.manager)

    def medium(self, code):
        return self.env.ref(f"{PREFIX}medium_{code}")

    # -- capacity --------------------------------------------------------------

    def test_the_usual_profile_knows_every_medium(self):
        usual = self.env.ref(f"{PREFIX}profile_usual")
        media = self.env["social.care.medium"].search([("code", "!=", False)])
        self.assertEqual(usual.line_ids.medium_id, media)
        call = usual.line_ids.filtered(lambda line: line.medium_id.code == "phone")
        self.assertFalse(call.interrupted_by_ids, "nothing interrupts a call")

    def test_an_administrator_makes_a_profile(self):
        with Form(self.as_manager(self.env["social.care.capacity.profile"])) as form:
            form.name = "Beginners"
            form.total = 2
            with form.line_ids.new() as line:
                line.medium_id = self.medium("email")
                line.limit = 2
                line.interrupted_by_ids.add(self.medium("phone"))
        profile = form.record
        self.assertEqual(profile.line_ids.interrupted_by_ids, self.medium("phone"))
        self.assertEqual(profile.line_ids.load, 1)

    def test_one_medium_is_in_a_profile_once(self):
        usual = self.env.ref(f"{PREFIX}profile_usual")
        lines = usual.copy().line_ids
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            lines[0].copy()

    def test_a_supervisor_reads_profiles_and_changes_none(self):
        usual = self.env.ref(f"{PREFIX}profile_usual").with_user(self.supervisor)
        self.assertEqual(usual.name, "Usual")
        with self.assertRaises(AccessError):
            usual.total = 9

    # -- agents ----------------------------------------------------------------

    def test_an_administrator_gives_somebody_a_capacity_of_their_own(self):
        anna = self.make_agent("anna")
        with Form(self.as_manager(anna)) as form:
            with form.capacity_ids.new() as line:
                line.medium_id = self.medium("email")
                line.limit = 0
        self.make_ticket()
        self.assertFalse(self.drain(), "anna takes no mails")

    def test_their_form_changes_neither_person_nor_state(self):
        anna = self.make_agent("anna")
        form = Form(self.as_manager(anna))
        for field, value in (("user_id", self.supervisor), ("state", "away")):
            with self.assertRaisesRegex(AssertionError, "readonly"):
                setattr(form, field, value)

    def test_a_supervisor_sees_how_long_somebody_was_in_which_state(self):
        anna = self.make_agent("anna")
        anna._set_state("away", self.env.ref(f"{PREFIX}pause_lunch"))
        arch = anna.with_user(self.supervisor).get_view(view_type="form")["arch"]
        self.assertIn("time_ids", arch)
        states = anna.with_user(self.supervisor).time_ids.mapped("state")
        self.assertEqual(set(states), {"offline", "available", "away"})

    # -- teams -----------------------------------------------------------------

    def test_a_team_whose_people_take_work_themselves_has_nothing_more_to_say(self):
        self.team.social_care_routing_mode = "manual"
        form = Form(self.as_manager(self.team))
        fields = (
            "social_care_offer_seconds",
            "social_care_last_agent",
            "social_care_last_agent_hours",
            "social_care_skill_relaxation_ids",
        )
        for field in (*fields, "social_care_skill_weight"):
            self.assertTrue(form._get_modifier(field, "invisible"), field)

    def test_only_an_offer_has_a_time_to_accept(self):
        form = Form(self.as_manager(self.team))
        form.social_care_routing_mode = "offer"
        self.assertFalse(form._get_modifier("social_care_offer_seconds", "invisible"))
        form.social_care_routing_mode = "assign"
        self.assertTrue(form._get_modifier("social_care_offer_seconds", "invisible"))

    def test_a_team_says_how_much_skill_weighs_against_load(self):
        form = Form(self.as_manager(self.team))
        self.assertEqual(form.social_care_skill_weight, 0, "load comes first")
        form.social_care_skill_weight = 2.5
        team = form.save()
        (lane,) = self.make_ticket().social_care_work_ids.lane_id._build_lanes()
        self.assertEqual((team.social_care_skill_weight, lane.fit_weight), (2.5, 2.5))
        for wrong in (-1, 101):
            with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
                team.social_care_skill_weight = wrong
                self.env.flush_all()

    def test_waiting_for_somebody_has_an_end(self):
        form = Form(self.as_manager(self.team))
        for choice, shown in (("none", False), ("prefer", False), ("hold", True)):
            form.social_care_last_agent = choice
            invisible = form._get_modifier(
                "social_care_last_agent_minutes", "invisible"
            )
            self.assertEqual(bool(invisible), not shown, choice)

    def test_an_administrator_writes_the_steps_of_a_team(self):
        other = self.make_team("Second line")
        with Form(self.as_manager(self.team)) as form:
            with form.social_care_skill_relaxation_ids.new() as step:
                step.after_minutes = 15
                step.add_team_ids.add(other)
        self.assertEqual(self.team.social_care_skill_relaxation_ids.add_team_ids, other)

    def test_there_are_six_steps_at_most(self):
        steps = [(0, 0, {"after_minutes": minutes}) for minutes in range(10, 80, 10)]
        with self.assertRaisesRegex(ValidationError, "more than 6 relaxation steps"):
            self.team.social_care_skill_relaxation_ids = steps

    def test_who_has_no_rights_in_social_care_still_opens_teams_and_channels(self):
        stranger = self.make_user("helper", "helpdesk_mgmt.group_helpdesk_manager")
        channel = self.env["helpdesk.ticket.channel"].create(
            {"name": "Fax", "company_id": self.company.id}
        )
        for record in (self.team, channel):
            form = Form(record.with_user(stranger))
            self.assertNotIn("social_care_skill_relaxation_ids", form._view["fields"])
            self.assertNotIn("social_care_medium_id", form._view["fields"])

    # -- channels, reasons, menus ----------------------------------------------

    def test_a_channel_has_a_medium(self):
        channel = self.env["helpdesk.ticket.channel"].create(
            {"name": "Fax", "company_id": False}
        )
        with Form(self.as_manager(channel)) as form:
            form.social_care_medium_id = self.medium("phone")
        self.assertIn(channel, self.medium("phone").channel_ids)

    def test_a_reason_that_is_archived_is_offered_to_nobody(self):
        anna = self.make_agent("anna")
        lunch = self.env.ref(f"{PREFIX}pause_lunch")
        names = [
            name
            for _id, name in self.as_user("social.care.agent", anna).get_desk()[
                "reasons"
            ]
        ]
        self.assertIn("Lunch", names)
        self.as_manager(lunch).active = False
        names = [
            name
            for _id, name in self.as_user("social.care.agent", anna).get_desk()[
                "reasons"
            ]
        ]
        self.assertNotIn("Lunch", names)

    def test_only_administrators_have_these_menus(self):
        names = ("agent", "capacity_profile", "pause_reason", "medium")
        ids = {self.env.ref(f"{PREFIX}social_care_{name}_menu").id for name in names}
        menus = self.env["ir.ui.menu"]
        self.assertLessEqual(
            ids, menus.with_user(self.manager).load_menus(False).keys()
        )
        seen = menus.with_user(self.supervisor).load_menus(False).keys()
        self.assertFalse(ids & seen)

    # -- SLA -------------------------------------------------------------------

    def test_a_supervisor_reads_the_clocks_of_a_team(self):
        self.team.write({"use_sla": True, "user_ids": [(4, self.supervisor.id)]})
        self.env["helpdesk.sla"].create(
            {
                "name": "Soon",
                "sla_response_target": "first_response",
                "sla_response_minutes": 30,
            }
        )
        ticket = self.make_ticket()
        clocks = self.env["helpdesk.ticket.sla"].with_user(self.supervisor)
        found = clocks.search([("ticket_id", "=", ticket.id), ("expired", "=", False)])
        specification = {
            "ticket_id": {"fields": {"display_name": {}}},
            "sla_response_target": {},
        }
        row = found.web_read(specification)[0]
        self.assertIn(ticket.name, row["ticket_id"]["display_name"])

    def test_the_clocks_of_another_company_are_not_ours(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self.make_team("Theirs", company_id=other.id, use_sla=True)
        self.env["helpdesk.sla"].create(
            {
                "name": "Soon",
                "sla_response_target": "first_response",
                "sla_response_minutes": 30,
            }
        )
        ticket = self.make_ticket(team_id=theirs.id, company_id=other.id)
        self.assertTrue(ticket.ticket_sla_ids)
        self.env.flush_all()
        domain = [("ticket_id", "=", ticket.id)]
        for model in ("helpdesk.ticket.sla", "helpdesk.sla.report"):
            own = self.env[model].with_user(self.manager)
            self.assertFalse(own.search(domain), model)
