# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from .storm_common import LOST, WORDS, StormCase, person


@tagged("post_install", "-at_install")
class TestIncident(StormCase):
    """When many say the same, one incident takes the place of their tickets."""

    # -- raising ---------------------------------------------------------------

    def test_a_storm_makes_one_incident_and_no_tickets(self):
        mentions = self.hear_crowd(12, "router")
        incident = self.incidents()
        self.assertEqual(len(incident), 1)
        self.assertEqual(set(mentions.mapped("state")), {"incident"})
        self.assertEqual(mentions.incident_id, incident)
        self.assertEqual(incident.mention_count, 12)
        self.assertEqual(incident.author_count, 12)
        self.assertEqual(self.tickets(), incident.ticket_id)
        self.assertFalse(mentions.ticket_id)

    def test_it_says_what_rose_and_how_much(self):
        incident = self.hear_storm(12)
        self.assertIn("Router", incident.name)
        self.assertEqual(incident.topic_id, self.router)
        self.assertEqual(incident.peak, 12)
        self.assertLess(incident.usual, 1)
        self.assertEqual(incident.state, "open")
        self.assertEqual(incident.ticket_id.name, incident.name)
        self.assertEqual(incident.ticket_id.priority, "3")

    def test_the_topic_names_the_team(self):
        team = self.make_team("Network")
        self.router.team_id = team
        incident = self.hear_storm()
        self.assertEqual(incident.team_id, team)
        self.assertEqual(incident.ticket_id.team_id, team)

    def test_without_a_topic_s_team_the_stream_s_counts(self):
        self.assertEqual(self.hear_storm().team_id, self.team)

    def test_nine_are_not_many(self):
        mentions = self.hear_crowd(9, "router")
        self.assertFalse(self.incidents())
        self.assertEqual(set(mentions.mapped("state")), {"ticket"})

    def test_what_comes_later_is_collected(self):
        incident = self.hear_storm()
        later = self.hear(*self.crowd(3, "router", first=20))
        self.assertEqual(later.incident_id, incident)
        self.assertEqual(set(later.mapped("state")), {"incident"})
        self.assertEqual(incident.mention_count, 15)

    def test_what_is_about_something_else_goes_its_way(self):
        self.hear_storm()
        other = self.hear(self.say(20, "parcel"))
        self.assertFalse(other.incident_id)
        self.assertEqual(other.state, "ticket")

    def test_topic_hashtag_and_copies_are_one_incident_with_three_keys(self):
        text = f"{LOST} My router blinks #lift"
        self.hear_at_once(*(self.say(n, text=text) for n in range(12)))
        incident = self.incidents()
        self.assertEqual(len(incident), 1)
        kinds = [key.key.split(":")[0] for key in incident.key_ids]
        self.assertEqual(sorted(kinds), ["group", "term", "topic"])
        self.assertIn("Router", incident.name, "a topic says best what it is about")

    def test_what_rises_beside_an_incident_among_the_same_people_is_part_of_it(self):
        """The hashtag comes up later, and in more posts than there were before."""
        incident = self.hear_storm(12)
        self.hear_crowd(40, "router", "#lift", first=20)
        self.assertEqual(self.incidents(), incident)
        self.assertIn("#lift", incident.key_ids.mapped("name"))
        self.assertEqual(incident.mention_count, 52)

    def test_two_unrelated_storms_are_two_incidents(self):
        self.hear_at_once(
            *self.crowd(12, "router"), *self.crowd(14, "parcel", first=20)
        )
        incidents = self.incidents()
        self.assertEqual(
            sorted((i.topic_id.name, i.mention_count) for i in incidents),
            [("Parcel", 14), ("Router", 12)],
        )

    def test_copies_alone_are_named_without_their_words(self):
        """No erasure would find a quotation in the name."""
        self.hear_at_once(*(self.say(n, text=LOST) for n in range(12)))
        incident = self.incidents()
        self.assertEqual(len(incident), 1)
        self.assertNotIn("harbour", incident.name)
        self.assertFalse(incident.topic_id)

    def test_the_hashtag_alone_is_enough(self):
        self.hear_crowd(12, "#lift")
        self.assertIn("#lift", self.incidents().name)

    def test_it_is_raised_whatever_the_size_of_the_batches(self):
        for number in range(14):
            self.hear(self.say(number, "router"))
        incident = self.incidents()
        self.assertEqual(len(incident), 1)
        self.assertEqual(incident.mention_count, 14)

    def test_what_half_of_the_people_share_is_one_incident(self):
        """Some name the fault, some the hashtag, some both."""
        self.hear_at_once(
            *self.crowd(30, "router"),
            *self.crowd(12, "router", "#lift", first=40),
            *self.crowd(28, "#lift", first=60),
        )
        incident = self.incidents()
        self.assertEqual(len(incident), 1)
        self.assertEqual(incident.mention_count, 70)

    def test_a_word_that_many_use_takes_nobody_s_other_matter_along(self):
        self.hear_at_once(*self.crowd(15, "router is gone help urgently"))
        incident = self.incidents()
        self.assertIn("urgently", incident.key_ids.mapped("name"))
        other = self.hear(self.say(60, "parcel needed urgently"))
        self.assertFalse(other.incident_id)
        self.assertEqual(other.state, "ticket")
        self.assertEqual(self.incidents(), incident)

    def test_another_topic_that_rises_with_it_takes_nobody_s_other_matter_along(self):
        incident = self.hear_storm(15)
        self.hear_crowd(12, "router", "#lift", first=20)
        others = self.hear_crowd(5, "parcel", "#lift", first=40)
        others |= self.hear(self.say(60, "parcel"))
        self.assertFalse(others.incident_id)
        self.assertEqual(set(others.mapped("state")), {"ticket"})
        bare = self.hear(self.say(61, "#lift"))
        self.assertEqual(bare.incident_id, incident, "a hashtag alone tells enough")
        self.assertEqual(self.incidents(), incident)
        self.assertEqual(incident.mention_count, 28)

    def test_where_each_needs_a_person_there_is_nothing_to_collect(self):
        fire = "there is smoke and fire call the police"
        mentions = self.hear_crowd(15, fire)
        self.assertFalse(self.incidents())
        self.assertEqual(set(mentions.mapped("state")), {"ticket"})

    def test_a_retweet_with_its_hashtag_is_part_of_it_whatever_its_topic(self):
        self.hear_crowd(30, "router", "#lift")
        incident = self.incidents()
        text = f"RT @lina: {LOST} And my parcel is in there #lift"
        copies = self.hear_at_once(*(self.say(n, text=text) for n in range(50, 65)))
        self.assertEqual(copies.topic_id, self.parcel)
        self.assertEqual(self.incidents(), incident)
        self.assertEqual(copies.incident_id, incident)

    # -- what is no storm ------------------------------------------------------

    def test_one_person_is_no_storm(self):
        maria = person(1)
        self.hear_at_once(*(self.say(n, "router", who=maria) for n in range(50)))
        self.assertFalse(self.incidents())

    def test_one_loud_person_beside_a_few_is_none(self):
        few = self.crowd(5, "router")
        loud = [self.say(n, "router", who=person(1)) for n in range(100, 150)]
        self.hear_at_once(*few, *loud)
        self.assertFalse(self.incidents())

    def test_what_was_posted_long_ago_and_comes_now_is_none(self):
        old = [self.say(n, "router", at=-24 * 3600 + n) for n in range(40)]
        self.hear_at_once(*old)
        self.assertFalse(self.incidents())

    def test_spam_is_none(self):
        text = "Click here to win free bitcoin!!! http://spam.example buy now viagra {}"
        spam = [self.say(n, text=text.format(WORDS[n])) for n in range(30)]
        mentions = self.hear_at_once(*spam)
        self.assertFalse(self.incidents())
        self.assertEqual(set(mentions.mapped("state")), {"ignored"})

    def test_our_own_words_are_none(self):
        ours = {"external_id": "us", "handle": "acme", "name": "Acme"}
        self.hear_at_once(*(self.say(n, "router", who=ours) for n in range(30)))
        self.assertFalse(self.incidents())

    def test_a_company_storms_alone(self):
        """Five here and five there are not ten."""
        company = self.env["res.company"].create({"name": "Other"})
        account = self.make_account(
            "other", "them", company=company, team=self.make_team("O", company=company)
        )
        self.count_before("topic:0", hours=23, company=company)
        self.hear_crowd(6, "#lift")
        self.hear_crowd(6, "#lift", first=20, account=account)
        self.assertFalse(self.incidents() | self.incidents(company))

    def hear_crowd(self, count, *about, account=None, **post):
        return self.hear_at_once(*self.crowd(count, *about, **post), account=account)

    # -- what was there before -------------------------------------------------

    def test_tickets_that_nobody_has_begun_give_way(self):
        before = self.hear_crowd(6, "router")
        tickets = before.ticket_id
        self.assertEqual(len(tickets), 6)
        self.hear_crowd(8, "router", first=20)
        incident = self.incidents()
        self.assertEqual(before.incident_id, incident)
        self.assertEqual(set(before.mapped("state")), {"incident"})
        self.assertFalse(before.ticket_id | before.thread_id.ticket_id)
        self.assertEqual(set(tickets.mapped("closed")), {True})
        self.assertEqual(tickets.duplicate_id, incident.ticket_id)

    def test_tickets_that_somebody_took_are_left_alone(self):
        before = self.hear_crowd(6, "router")
        taken = before[0].ticket_id
        taken.user_id = self.agent
        self.hear_crowd(8, "router", first=20)
        self.assertFalse(taken.closed)
        self.assertFalse(before[0].incident_id)
        self.assertEqual(before[0].state, "ticket")
        self.assertEqual(before[0].thread_id.ticket_id, taken)
        self.assertEqual(before[1:].incident_id, self.incidents())

    def test_who_was_answered_already_is_left_alone(self):
        before = self.hear_crowd(6, "router")
        self.run_job(self.answer(before[0], user=self.supervisor))
        self.hear_crowd(8, "router", first=20)
        self.assertFalse(before[0].incident_id)
        self.assertEqual(before[0].state, "ticket")
        self.assertFalse(before[0].ticket_id.closed)

    def test_what_lies_in_the_inbox_is_collected(self):
        self.stream.stage = "monitored"
        before = self.hear_crowd(6, "router")
        self.assertEqual(set(before.mapped("state")), {"inbox"})
        self.hear_crowd(8, "router", first=20)
        self.assertEqual(set(before.mapped("state")), {"incident"})

    def test_a_ticket_with_another_matter_on_it_stays(self):
        """The customer asked about a parcel first, then about the router."""
        first = self.hear(self.say(0, "parcel"))
        second = self.hear(self.say(1, "router", to="s0", who=person(0)))
        self.assertEqual(second.ticket_id, first.ticket_id)
        self.hear_crowd(12, "router", first=20)
        self.assertTrue(self.incidents())
        self.assertFalse(first.ticket_id.closed)
        self.assertEqual(first.thread_id.ticket_id, first.ticket_id)
        self.assertEqual(first.state, "ticket")

    # -- telling people --------------------------------------------------------

    def test_supervisors_of_the_company_are_told_once(self):
        company = self.env["res.company"].create({"name": "Other"})
        other = self.make_user("other", "social_care.group_social_care_supervisor")
        other.write({"company_ids": [(6, 0, company.ids)], "company_id": company.id})
        incident = self.hear_storm()
        self.hear_crowd(12, "router", "#lift", first=20)
        (notice,) = self.notices_to(self.supervisor)
        self.assertEqual((notice.model, notice.res_id), (incident._name, incident.id))
        self.assertFalse(self.notices_to(other))
        self.assertFalse(self.notices_to(self.agent))

    def test_nobody_is_woken_for_each_post_of_a_storm(self):
        self.stream.alert_user_ids = self.agent
        self.hear_storm()
        self.assertFalse(self.notices_to(self.agent))
