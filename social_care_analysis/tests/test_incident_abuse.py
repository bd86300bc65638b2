# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from odoo.addons.social_care_demo.tests.channel_common import AGENT, SUPERVISOR

from .storm_common import StormCase, person


@tagged("post_install", "-at_install")
class TestAbuse(StormCase):
    """What a few, or somebody with ill will, can do to an incident."""

    def test_our_own_hashtag_collects_nobody(self):
        self.stream.write({"kind": "search", "query": "#lift OR acme OR straße"})
        for hashtag in ("#acme", "#lift", "#STRASSE"):
            self.hear_crowd(14, hashtag, first=100 * len(hashtag))
        self.assertFalse(self.incidents())

    def test_a_hashtag_takes_nobody_along_who_speaks_of_something_else(self):
        self.hear_crowd(14, "awful", "#lift")
        incident = self.incidents()
        other = self.hear(self.say(50, "parcel", "#lift"))
        bare = self.hear(self.say(51, "#lift"))
        self.assertFalse(other.incident_id)
        self.assertEqual(other.state, "ticket")
        self.assertEqual(bare.incident_id, incident)

    def test_one_who_goes_on_and_on_keeps_no_incident_open(self):
        incident = self.hear_storm()
        self.pass_time(minutes=40)
        maria = person(1)
        for number in range(12):
            self.hear(self.say(100 + number, "router", who=maria))
        self.look(3)
        self.assertEqual(incident.state, "calm")

    def test_one_who_posts_in_many_batches_is_no_storm(self):
        maria = person(1)
        for number in range(15):
            self.hear(self.say(number, "router", who=maria))
        self.assertFalse(self.incidents())

    def test_the_same_people_make_no_second_incident(self):
        self.hear_crowd(14, "#lift")
        again = [self.say(200 + n, "#door", who=person(n), at=50) for n in range(14)]
        self.hear_at_once(*again)
        self.assertEqual(len(self.incidents()), 1)

    def test_words_that_press_a_little_open_nothing(self):
        self.hear_crowd(14, "again", "how long")
        self.assertFalse(self.incidents())

    def test_what_a_wrong_clock_dates_ahead_counts_when_it_is_received(self):
        incident = self.hear_storm()
        self.pass_time(minutes=40)
        ahead = int(timedelta(days=365).total_seconds())
        self.hear_at_once(*self.crowd(14, "router", first=300, at=ahead))
        self.look(3)
        self.assertEqual(incident.state, "open")
        self.pass_time(minutes=40)
        self.look(3)
        self.assertEqual(incident.state, "calm")

    def test_a_tool_that_always_says_1970_raises_an_incident(self):
        mentions = self.hear_crowd(12, "router", posted_at="1970-01-01T00:00:00")
        incident = self.incidents()
        self.assertEqual(mentions.incident_id, incident)
        self.assertEqual(set(mentions.mapped("state")), {"incident"})
        self.pass_time(minutes=40)
        self.look(3)
        self.assertEqual(incident.state, "calm")

    def test_what_is_fetched_hours_late_raises_none(self):
        mentions = self.hear_crowd(14, "router", at=-3 * 3600)
        self.assertFalse(self.incidents())
        self.assertEqual(set(mentions.mapped("state")), {"ticket"})

    def test_a_dismissed_storm_does_not_come_back_as_copies(self):
        incident = self.hear_storm()
        incident.with_user(self.supervisor).action_cancel()
        text = "The router on our roof is gone since the morning, what a day is that"
        copies = [self.say(400 + n, text=text) for n in range(20)]
        self.hear_at_once(*copies)
        self.assertEqual(self.incidents(), incident)

    def test_another_storm_under_a_dismissed_hashtag_is_one(self):
        self.hear_crowd(14, "#lift")
        first = self.incidents()
        first.with_user(self.supervisor).action_cancel()
        self.hear_crowd(30, "parcel", "#lift", first=600)
        self.assertEqual((self.incidents() - first).topic_id, self.parcel)

    def test_after_its_end_the_same_storm_opens_one(self):
        incident = self.hear_storm(20)
        incident.with_user(self.supervisor).action_calm()
        self.hear_crowd(30, "router", "#lift", first=500)
        fresh = self.incidents() - incident
        self.assertEqual(len(fresh), 1)
        self.assertEqual(fresh.mention_count, 30)

    # -- an edit ---------------------------------------------------------------

    def test_an_edit_into_danger_leaves_the_incident(self):
        self.hear_storm()
        event = self.say(60, "router")
        mention = self.hear(event)
        self.assertEqual(mention.state, "incident")
        danger = "my router is on fire, smoke everywhere"
        self.hear(self.edit(event, danger, 9000))
        self.assertEqual((mention.urgency, mention.state), ("3", "ticket"))
        self.assertTrue(mention.exception_of_id)

    # -- people in Odoo --------------------------------------------------------

    def test_a_supervisor_cannot_approve_in_another_s_name(self):
        incident = self.hear_storm().with_user(self.supervisor)
        incident.write({"holding_body": "Wait", "name": "Routers"})
        for vals in (
            {"holding_approved_by_id": self.manager.id},
            {"state": "calm"},
            {"ticket_id": False},
            {"reply_ids": [(5,)]},
        ):
            with self.assertRaises(AccessError, msg=vals):
                incident.write(vals)

    def test_an_agent_takes_one_out_but_not_all(self):
        incident = self.hear_storm()
        mentions = incident.mention_ids.with_user(self.agent)
        with self.assertRaises(AccessError):
            mentions.action_leave_incident()
        mentions[0].action_leave_incident()
        self.assertEqual(mentions[0].state, "ticket")
        self.assertEqual(incident.mention_count, 11)

    def test_an_agent_takes_no_incident_from_its_owner(self):
        incident = self.hear_storm()
        incident.with_user(self.supervisor).action_take()
        with self.assertRaises(AccessError):
            incident.with_user(self.agent).action_take()
        self.assertEqual(incident.user_id, self.supervisor)

    def test_another_team_does_not_see_it(self):
        incident = self.hear_storm()
        stranger = self.make_user("stranger", AGENT)
        found = self.env["social.care.incident"].with_user(stranger)
        self.assertFalse(found.search([("id", "=", incident.id)]))
        with self.assertRaises(AccessError):
            incident.with_user(stranger).action_take()

    def test_what_is_moved_stays_in_companies_of_one_s_own(self):
        other = self.env["res.company"].create({"name": "Other"})
        level = self.env["social.care.alert.threshold"].create(
            {"name": "Mine", "company_id": self.company.id}
        )
        for record in (level, self.router):
            with self.assertRaises(ValidationError, msg=record):
                record.with_user(self.supervisor).company_id = other
        both = self.make_user("both", SUPERVISOR)
        both.company_ids |= other
        level.user_ids = both
        level.with_user(both).company_id = other
        self.assertEqual(level.company_id, other)

    # -- what is left of it ----------------------------------------------------

    def test_who_was_given_to_the_teams_stays_there(self):
        incident = self.hear_storm(20)
        incident.with_user(self.supervisor).action_calm()
        incident._route_rest()
        late = self.hear(self.say(80, "router"))
        self.assertEqual(self.incidents(), incident)
        mentions = self.env["social.care.mention"].search(
            [("exception_of_id", "=", incident.id)]
        )
        self.assertEqual(len(mentions), 20)
        self.assertEqual(set((mentions + late).mapped("state")), {"ticket"})

    def test_who_was_taken_out_is_not_taken_back(self):
        incident = self.hear_storm(14)
        mention = incident.mention_ids[0]
        mention.with_user(self.agent).action_leave_incident()
        self.hear_crowd(14, "router", "#lift", first=20)
        self.assertIn("#lift", incident.key_ids.mapped("name"))
        self.assertEqual(mention.state, "ticket")

    def test_a_few_who_are_in_one_incident_do_not_hide_another(self):
        first = self.hear_storm(14)
        turned = [
            self.say(90 + n, "parcel", who=person(n), at=40 + n) for n in range(3)
        ]
        self.hear_at_once(*turned, *self.crowd(30, "parcel", first=100))
        second = self.incidents() - first
        self.assertEqual(len(second), 1)
        self.assertEqual(second.topic_id, self.parcel)

    def test_an_agent_of_another_team_still_opens_the_conversation(self):
        elsewhere = self.make_team("Elsewhere")
        self.router.team_id = elsewhere
        incident = self.hear_storm()
        self.assertEqual(incident.team_id, elsewhere)
        mention = incident.mention_ids[0]
        mention.sudo().write({"team_id": self.team.id})
        mention.thread_id.team_id = self.team
        threads = self.env["social.care.thread"].with_user(self.agent)
        (shown,) = threads.get_conversation(mention.thread_id.id)["messages"]
        self.assertEqual(shown["analysis"]["incident"]["name"], incident.name)

    def test_its_ticket_ends_with_it(self):
        incident = self.hear_storm()
        ticket = incident.ticket_id
        incident.with_user(self.supervisor).action_calm()
        self.assertFalse(ticket.closed, "people still wait")
        incident._route_rest()
        incident._route_rest()
        self.assertTrue(ticket.closed)

    def test_exceptions_are_named_on_it(self):
        incident = self.hear_storm()
        mention = self.hear(self.say(70, "router order 4711-22"))
        self.assertEqual(mention.exception_of_id, incident)
        self.assertEqual(incident.exception_count, 1)
        domain = incident.action_view_exceptions()["domain"]
        self.assertEqual(self.env["social.care.mention"].search(domain), mention)

    def test_a_cancelled_holding_reply_is_not_forgotten(self):
        incident = self.hear_storm()
        incident.holding_body = "Wait"
        incident.with_user(self.supervisor).action_approve_holding()
        self.run_job(incident, "_send_holding")
        incident.reply_ids[0].with_user(self.supervisor).action_cancel()
        incident.invalidate_recordset()
        self.assertEqual(incident.holding_waiting_count, 1)
        incident.with_user(self.supervisor).action_approve_holding()
        self.run_job(incident, "_send_holding")
        incident.invalidate_recordset()
        self.assertEqual(incident.holding_waiting_count, 0)

    def test_without_the_addon_whoever_waits_waits_in_the_inbox(self):
        incident = self.hear_storm()
        mentions = incident.mention_ids
        mentions[0].answered_at = fields.Datetime.now()
        field = self.env["social.care.mention"]._fields["state"]
        field.ondelete["incident"](mentions)
        self.assertEqual(mentions[1:].mapped("state"), ["inbox"] * 11)

    def test_a_company_may_want_no_incidents(self):
        self.company.social_care_incidents = False
        self.assertFalse(self.hear_storm())
