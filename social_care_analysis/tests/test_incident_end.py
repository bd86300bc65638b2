# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .storm_common import LOST, StormCase

CHECK_SECONDS = (
    "odoo.addons.social_care_analysis.models.social_care_incident_watch.CHECK_SECONDS"
)


@tagged("post_install", "-at_install")
class TestIncidentEnd(StormCase):
    """An incident ends when it has calmed, or when a supervisor says so."""

    def calm(self):
        self.pass_time(minutes=40)
        self.look(3)

    def rest(self, incident):
        """The job that routes, until nothing is left."""
        while incident.env["social.care.mention"].search(incident._get_rest_domain()):
            incident._route_rest()
        self.env.invalidate_all()

    def activities(self, incident):
        return self.env["mail.activity"].search(
            [("res_model", "=", incident._name), ("res_id", "=", incident.id)]
        )

    # -- by itself -------------------------------------------------------------

    def test_it_ends_after_three_calm_looks(self):
        incident = self.hear_storm()
        self.pass_time(minutes=40)
        for state in ("open", "open", "calm"):
            self.look()
            self.assertEqual(incident.state, state)
        self.assertTrue(incident.calmed_at)

    def test_a_look_at_many_companies_ends_in_time(self):
        incidents = self.env["social.care.incident"]
        incidents.search([("state", "=", "open")]).state = "calm"
        first = self.hear_storm()
        other = self.env["res.company"].create({"name": "Other"})
        second = first.copy({"company_id": other.id, "team_id": False})
        looked = []
        with (
            patch(CHECK_SECONDS, 0),
            patch.object(
                type(first),
                "_check_calm",
                lambda _self, company: looked.append(company),
            ),
        ):
            self.look()
            self.assertEqual(len(looked), 1)
            self.look(100)
        self.assertEqual(set(looked), {first.company_id, second.company_id})

    def test_it_does_not_end_while_it_storms(self):
        incident = self.hear_storm()
        self.look(5)
        self.assertEqual(incident.state, "open")

    def test_a_gust_between_begins_the_count_anew(self):
        incident = self.hear_storm()
        self.pass_time(minutes=40)
        self.look(2)
        self.hear_crowd(12, "router", first=20)
        self.look()
        self.pass_time(minutes=40)
        self.look(2)
        self.assertEqual(incident.state, "open")
        self.look()
        self.assertEqual(incident.state, "calm")

    def test_one_of_its_keys_is_enough_to_keep_it_open(self):
        incident = self.hear_storm()
        self.hear_crowd(30, "router", "#lift", first=20)
        self.assertEqual(len(incident.key_ids), 2)
        self.pass_time(minutes=40)
        self.hear_crowd(30, "#lift", first=60)
        self.look(3)
        self.assertEqual(incident.state, "open")

    def test_it_remembers_its_busiest_half_hour(self):
        incident = self.hear_storm()
        self.hear_crowd(30, "router", first=20)
        self.look()
        self.assertEqual(incident.peak, 42)
        self.calm()
        self.assertEqual(incident.peak, 42)

    def test_after_it_new_posts_are_routed_as_ever(self):
        incident = self.hear_storm()
        self.calm()
        later = self.hear(self.say(50, "router"))
        self.assertEqual(later.state, "ticket")
        self.assertFalse(later.incident_id)
        self.assertEqual(self.incidents(), incident)

    def test_it_can_begin_again(self):
        first = self.hear_storm()
        self.calm()
        self.pass_time(minutes=60)
        mentions = self.hear_crowd(30, "router", first=60)
        second = self.incidents() - first
        self.assertEqual(len(second), 1)
        self.assertEqual(mentions.incident_id, second)

    def test_the_owner_is_told_of_people_who_were_not_answered(self):
        incident = self.hear_storm()
        incident.with_user(self.agent).action_take()
        self.calm()
        activity = self.activities(incident)
        self.assertEqual(activity.user_id, self.agent)
        self.assertIn("12", activity.summary)

    def test_without_an_owner_the_supervisors_are_told(self):
        incident = self.hear_storm()
        before = self.notices_to(self.supervisor)
        self.calm()
        notice = self.notices_to(self.supervisor) - before
        self.assertIn("12", notice.subject)
        self.assertFalse(self.activities(incident))

    def test_nobody_is_told_when_all_were_answered(self):
        incident = self.hear_storm()
        incident.with_user(self.agent).action_take()
        incident.holding_body = "We are on it."
        incident.with_user(self.supervisor).action_approve_holding()
        self.run_job(incident, "_send_holding")
        for reply in incident.reply_ids:
            self.run_job(reply)
        self.calm()
        self.assertEqual(incident.state, "calm")
        self.assertFalse(self.activities(incident))

    # -- what is left ----------------------------------------------------------

    def test_who_was_not_answered_goes_to_the_teams_one_by_one(self):
        incident = self.hear_storm()
        self.calm()
        incident.with_user(self.supervisor).action_route_rest()
        self.rest(incident)
        mentions = self.mentions(*(f"s{n}" for n in range(12)))
        self.assertEqual(set(mentions.mapped("state")), {"ticket"})
        self.assertEqual(len(mentions.ticket_id), 12)
        self.assertFalse(mentions.incident_id)

    def test_not_while_it_is_open(self):
        incident = self.hear_storm()
        with self.assertRaisesRegex(UserError, "calmed"):
            incident.with_user(self.supervisor).action_route_rest()

    def test_who_was_answered_stays(self):
        incident = self.hear_storm()
        incident.holding_body = "We are on it."
        incident.with_user(self.supervisor).action_approve_holding()
        self.run_job(incident, "_send_holding")
        said = incident.reply_ids[:5]
        for reply in said:
            self.run_job(reply)
        incident.with_user(self.supervisor).action_stop_holding()
        self.calm()
        incident.with_user(self.supervisor).action_route_rest()
        self.rest(incident)
        answered = said.mention_id
        self.assertEqual(set(answered.mapped("state")), {"incident"})
        mentions = self.mentions(*(f"s{n}" for n in range(12)))
        self.assertEqual(set((mentions - answered).mapped("state")), {"ticket"})

    def test_copies_among_the_rest_share_a_ticket(self):
        text = f"RT @somebody: {LOST} My router is off"
        copies = self.hear_at_once(*(self.say(n, text=text) for n in range(12)))
        self.calm()
        incident = self.incidents()
        incident.with_user(self.supervisor).action_route_rest()
        self.rest(incident)
        self.assertEqual(set(copies.mapped("state")), {"ticket"})
        self.assertEqual(len(copies.ticket_id), 1)

    # -- by a supervisor -------------------------------------------------------

    def test_not_an_incident_routes_all(self):
        incident = self.hear_storm()
        incident.with_user(self.supervisor).action_cancel()
        self.rest(incident)
        self.assertEqual(incident.state, "cancelled")
        mentions = self.mentions(*(f"s{n}" for n in range(12)))
        self.assertEqual(set(mentions.mapped("state")), {"ticket"})

    def test_what_is_not_an_incident_is_not_raised_again(self):
        incident = self.hear_storm()
        incident.with_user(self.supervisor).action_cancel()
        later = self.hear_crowd(5, "router", first=20)
        self.assertEqual(self.incidents(), incident)
        self.assertEqual(set(later.mapped("state")), {"ticket"})

    def test_nobody_else_gets_the_holding_reply_of_what_is_no_incident(self):
        incident = self.hear_storm()
        incident.holding_body = "We are on it."
        incident.with_user(self.supervisor).action_approve_holding()
        incident.with_user(self.supervisor).action_cancel()
        self.run_job(incident, "_send_holding")
        self.assertFalse(incident.reply_ids)

    def test_what_a_supervisor_closes_is_not_raised_again_at_once(self):
        incident = self.hear_storm()
        incident.with_user(self.supervisor).action_calm()
        self.assertEqual(incident.state, "calm")
        later = self.hear_crowd(5, "router", first=20)
        self.assertEqual(self.incidents(), incident)
        self.assertEqual(set(later.mapped("state")), {"ticket"})

    def test_an_incident_ends_once(self):
        incident = self.hear_storm()
        incident.with_user(self.supervisor).action_calm()
        incident.with_user(self.supervisor).action_cancel()
        self.assertEqual(incident.state, "calm")
