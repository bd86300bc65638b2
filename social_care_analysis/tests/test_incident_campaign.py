# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .storm_common import StormCase, person


@tagged("post_install", "-at_install")
class TestIncidentCampaign(StormCase):
    """Many people who do not complain are shown as what may be a campaign."""

    def hear_contest(self, count=14, **post):
        """Enough people with a hashtag to be shown. Returns what may be a campaign."""
        self.hear_crowd(count, "lovely", "#win", **post)
        return self.incidents()

    # -- what it is ------------------------------------------------------------

    def test_a_contest_is_shown_and_collects_nothing(self):
        mentions = self.hear_crowd(14, "lovely", "#win")
        incident = self.incidents()
        self.assertEqual(incident.state, "maybe_campaign")
        self.assertIn("#win", incident.name)
        self.assertEqual(incident.peak, 14)
        self.assertEqual(set(mentions.mapped("state")), {"ticket"})
        self.assertFalse(mentions.incident_id)
        self.assertEqual(len(self.tickets()), 14, "each has a ticket of its own")
        self.assertFalse(incident.ticket_id)
        self.assertFalse(any(incident.key_ids.mapped("watched")))

    def test_nobody_is_woken_for_it(self):
        self.hear_contest()
        self.assertFalse(self.notices_to(self.supervisor))

    def test_what_comes_later_is_not_collected_either(self):
        self.hear_contest()
        later = self.hear_crowd(5, "lovely", "#win", first=20)
        self.assertFalse(later.incident_id)
        self.assertEqual(set(later.mapped("state")), {"ticket"})

    def test_it_is_shown_once(self):
        incident = self.hear_contest()
        self.hear_crowd(14, "lovely", "#win", "#luck", first=20)
        self.look()
        self.assertEqual(self.incidents(), incident)
        self.assertEqual(sorted(incident.key_ids.mapped("name")), ["#luck", "#win"])

    def test_the_same_people_with_another_hashtag_are_one(self):
        incident = self.hear_contest()
        again = [self.say(200 + n, "#luck", who=person(n), at=50) for n in range(14)]
        self.hear_at_once(*again)
        self.assertEqual(self.incidents(), incident)

    def test_unrelated_campaigns_are_two(self):
        self.hear_contest()
        self.hear_crowd(14, "#show", first=40)
        self.assertEqual(self.incidents().mapped("state"), ["maybe_campaign"] * 2)

    def test_a_topic_without_trouble_may_be_a_campaign(self):
        """People ask about prices after a newsletter."""
        self.parcel.is_trouble = False
        self.hear_crowd(14, "parcel")
        self.assertEqual(self.incidents().state, "maybe_campaign")
        self.hear_crowd(14, "router", first=20)
        self.assertEqual(
            set(self.incidents().mapped("state")), {"maybe_campaign", "open"}
        )

    def test_what_a_campaign_brings_to_a_topic_is_no_incident(self):
        self.hear_contest()
        self.hear_crowd(12, "router", "#win", first=20)
        self.assertEqual(self.incidents().state, "maybe_campaign")

    def test_a_storm_beside_a_campaign_is_one(self):
        campaign = self.hear_contest()
        mentions = self.hear_crowd(14, "router", first=40)
        incident = self.incidents() - campaign
        self.assertEqual(incident.state, "open")
        self.assertEqual(mentions.incident_id, incident)

    def test_a_hashtag_of_complaints_is_an_incident(self):
        mentions = self.hear_crowd(14, "awful", "#lift")
        self.assertEqual(self.incidents().state, "open")
        self.assertEqual(mentions.incident_id, self.incidents())

    def test_unlike_complaints_are_nothing(self):
        """Each in the same words about another thing."""
        broken = self.make_topic("Broken", "broken")
        things = [
            f"{'abcdefghij'[n % 10]}ru{'klmnopqr'[n // 10]}ado" for n in range(40)
        ]
        words = "Hello, my {} is broken since this morning, please help me"
        said = [
            self.say(
                n,
                text=words.format(thing),
            )
            for n, thing in enumerate(things)
        ]
        mentions = self.hear_at_once(*said)
        self.assertEqual(mentions.topic_id, broken)
        self.assertFalse(self.incidents())
        self.assertEqual(set(mentions.mapped("state")), {"ticket"})

    def test_a_hashtag_of_few_among_many_is_nothing(self):
        crowd = [self.say(n, who=person(n)) for n in range(260)]
        few = [self.say(300 + n, "awful", "#lift") for n in range(12)]
        self.hear_at_once(*crowd, *few)
        self.assertFalse(self.incidents())

    # -- what becomes of it ----------------------------------------------------

    def test_it_calms_as_an_incident_does(self):
        incident = self.hear_contest()
        self.look(3)
        self.assertEqual(incident.state, "maybe_campaign")
        self.pass_time(minutes=40)
        self.look(3)
        self.assertEqual(incident.state, "calm")

    def test_when_its_people_complain_it_becomes_an_incident(self):
        incident = self.hear_contest(12)
        angry = self.hear_crowd(40, "awful", "#win", first=20)
        self.assertFalse(angry.incident_id)
        self.look()
        self.assertEqual(incident.state, "open")
        self.assertEqual(angry.incident_id, incident)
        self.assertEqual(set(angry.mapped("state")), {"incident"})
        self.assertTrue(incident.ticket_id)
        self.assertEqual(len(self.notices_to(self.supervisor)), 1)

    def test_a_supervisor_treats_it_as_an_incident(self):
        incident = self.hear_contest()
        mentions = self.env["social.care.mention"].search(
            [("company_id", "=", self.company.id)]
        )
        incident.with_user(self.supervisor).action_treat_as_incident()
        self.assertEqual(incident.state, "open")
        self.assertEqual(mentions.incident_id, incident)
        self.assertEqual(
            self.tickets().filtered(lambda t: not t.closed), incident.ticket_id
        )
        later = self.hear(self.say(60, "#win"))
        self.assertEqual(later.incident_id, incident)
        self.look()
        self.assertEqual(incident.state, "open")

    def test_a_supervisor_dismisses_it(self):
        incident = self.hear_contest()
        incident.with_user(self.supervisor).action_cancel()
        self.assertEqual(incident.state, "cancelled")
        self.hear_crowd(14, "lovely", "#win", first=20)
        self.assertEqual(self.incidents(), incident, "not shown again for a while")

    def test_an_agent_does_neither(self):
        incident = self.hear_contest().with_user(self.agent)
        for act in (incident.action_treat_as_incident, incident.action_cancel):
            with self.assertRaises(AccessError):
                act()

    def test_an_open_incident_is_not_begun_again(self):
        incident = self.hear_storm()
        ticket = incident.ticket_id
        incident.with_user(self.supervisor).action_treat_as_incident()
        self.assertEqual(incident.ticket_id, ticket)

    # -- slow storms -----------------------------------------------------------

    def test_what_adds_up_over_hours_is_an_incident(self):
        """Every eight minutes somebody: no hour has ten."""
        self.count_before("topic:0", hours=10 * 24)
        said = [self.say(n, "router", at=9 * 60 - n * 8 * 60) for n in range(14)]
        mentions = self.hear_at_once(*said)
        self.assertEqual(self.incidents().state, "open")
        self.assertEqual(self.incidents().topic_id, self.router)
        self.assertEqual(mentions.incident_id, self.incidents())
        self.look(2)
        self.assertEqual(self.incidents().state, "open")

    def test_it_costs_queries_by_the_batch(self):
        few = self.count_queries(14, 0)
        self.assertLessEqual(self.count_queries(80, 20), few + 4)

    def count_queries(self, count, first):
        """Of looking whether so many are a campaign."""
        self.stream.stage = "manual"
        mentions = self.hear_crowd(count, "lovely", "#win", first=first)
        self.incidents().unlink()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        mentions._watch_volume()
        self.env.flush_all()
        self.assertTrue(self.incidents())
        return self.env.cr.sql_log_count - before
