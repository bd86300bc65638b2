# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.social_care_crm.tests.customer_common import CustomerCase


@tagged("post_install", "-at_install")
class TestCustomerTerm(CustomerCase):
    """The weight of a proven customer moves their tickets forward in the queue."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.ticket.team"].search([]).social_care_routing_mode = "manual"
        cls.team.write(
            {"social_care_routing_mode": "offer", "resource_calendar_id": False}
        )
        cls.bob.social_care_is_vip = True
        cls.channel = cls.env["helpdesk.ticket.channel"].create({"name": "Phone"})

    def setUp(self):
        super().setUp()
        self.recompute(self.bob)

    def call(self, contact, **values):
        """A ticket that an agent takes down on the phone."""
        return self.env["helpdesk.ticket"].create(
            {
                "name": "Calls",
                "description": "Where is it?",
                "company_id": self.company.id,
                "team_id": self.team.id,
                "channel_id": self.channel.id,
                "partner_id": contact.id,
                "user_id": False,
                **values,
            }
        )

    def boost(self, ticket):
        work = ticket.social_care_work_ids
        work._place()
        return dict(work.terms or []).get("customer", 0)

    def say(self, uid="a", **post):
        self.make_rule(action="ticket")
        return self.hear(self.post(uid, "Where is it?", **post))

    def test_a_call_of_a_customer_counts(self):
        self.assertEqual(self.boost(self.call(self.bob)), 30)
        self.assertEqual(self.boost(self.call(self.contact("Carl"))), 0)

    def test_people_of_a_company_have_its_weight(self):
        self.anna.social_care_is_vip = True
        self.recompute(self.firm)
        self.assertEqual(self.boost(self.call(self.anna)), 30)

    def test_a_post_counts_once_its_author_is_proven(self):
        mention = self.say()
        self.assertEqual(self.boost(mention.ticket_id), 0)
        mention.profile_id._link(self.bob, "claimed")
        self.assertEqual(self.boost(mention.ticket_id), 0)
        self.prove(mention.profile_id, self.bob)
        self.assertEqual(self.boost(mention.ticket_id), 30)
        mention.profile_id._get_live_link()._end("unlinked")
        self.assertEqual(self.boost(mention.ticket_id), 0)

    def test_a_customer_chosen_by_hand_proves_nothing(self):
        mention = self.say()
        mention.ticket_id.partner_id = self.bob
        self.assertEqual(self.boost(mention.ticket_id), 0)

    def read_strip(self, ticket):
        self.boost(ticket)
        return str(ticket.with_user(self.agent).social_care_get_routing_strip())

    def test_other_stages_do_not_count_it(self):
        mention = self.say()
        self.prove(mention.profile_id, self.bob)
        for stage in ("manual", "monitored", "routed"):
            self.stream.stage = stage
            self.assertEqual(self.boost(mention.ticket_id), 0, stage)
            self.assertNotIn("Customer weight", self.read_strip(mention.ticket_id))
        self.stream.stage = "integrated"
        self.assertEqual(self.boost(mention.ticket_id), 30)
        self.assertIn("Customer weight", self.read_strip(mention.ticket_id))

    def test_a_call_counts_whatever_the_stage(self):
        for stage in ("manual", "monitored", "routed", "integrated"):
            self.stream.stage = stage
            self.assertEqual(self.boost(self.call(self.bob)), 30, stage)

    def test_another_stage_places_waiting_work_anew(self):
        mention = self.say()
        call = self.call(self.bob)
        self.jobs().unlink()
        self.stream.stage = "routed"
        works = self.jobs().mapped("records")
        self.assertIn(mention.ticket_id.social_care_work_ids, works)
        self.assertNotIn(call.social_care_work_ids, works)

    def test_the_company_bounds_it(self):
        ticket = self.call(self.bob)
        boosts = self.env["social.care.priority.boost"]
        boosts.create(
            {"company_id": self.company.id, "code": "customer", "minutes": 12}
        )
        self.assertEqual(self.boost(ticket), 12)

    def test_another_company_does_not_count_it(self):
        other = self.env["res.company"].create({"name": "Other"})
        team = self.make_team("Others", company=other)
        lead = self.opportunity(self.bob)
        self.bob.social_care_is_vip = False
        self.recompute(self.bob)
        theirs = self.call(self.bob, company_id=other.id, team_id=team.id)
        self.assertTrue(lead)
        self.assertEqual(self.boost(theirs), 0)
        self.assertEqual(self.boost(self.call(self.bob)), 20)

    def jobs(self):
        return self.env["queue.job"].search([("method_name", "=", "_place")])

    def test_a_changed_weight_places_waiting_work_anew(self):
        ticket = self.call(self.bob)
        mention = self.say()
        self.prove(mention.profile_id, self.bob)
        done = self.call(self.bob)
        done.social_care_work_ids.state = "done"
        self.jobs().unlink()
        self.opportunity(self.bob)
        self.recompute(self.bob)
        works = self.jobs().mapped("records")[0]
        self.assertEqual(
            works, (ticket | mention.ticket_id).social_care_work_ids & works
        )
        self.assertIn(ticket.social_care_work_ids, works)
        self.assertIn(mention.ticket_id.social_care_work_ids, works)
        before = ticket.social_care_work_ids.rank_at
        works._place()
        self.assertLess(ticket.social_care_work_ids.rank_at, before)

    def test_a_proven_link_places_waiting_work_anew(self):
        mention = self.say()
        self.jobs().unlink()
        self.prove(mention.profile_id, self.bob)
        works = [job.records for job in self.jobs()]
        self.assertIn(mention.ticket_id.social_care_work_ids, works)

    def test_the_strip_says_it(self):
        ticket = self.call(self.bob)
        self.boost(ticket)
        strip = ticket.with_user(self.agent).social_care_get_routing_strip()
        self.assertIn("Customer weight", str(strip))

    def test_the_tester_counts_it(self):
        test = self.env["social.care.routing.test"].new({"team_id": self.team.id})
        self.assertNotIn("Customer weight", test.queue_position)
        test.social_care_customer_id = self.bob
        self.assertIn("Customer weight: 30 min", test.queue_position)
        view = self.env["social.care.routing.test"].get_view(view_type="form")
        self.assertIn('name="social_care_customer_id"', view["arch"])

    def test_a_replay_counts_it(self):
        ticket = self.call(self.bob)
        day = ticket.social_care_work_ids.arrived_at.date()
        replay = self.env["social.care.replay"].create(
            {
                "company_id": self.company.id,
                "team_ids": self.team.ids,
                # At night another day has begun where the company is
                "date_from": day - timedelta(days=1),
                "date_to": day + timedelta(days=1),
                "change_ids": [
                    (0, 0, {"kind": "boost", "boost": "customer", "minutes": 5})
                ],
            }
        )
        scenario = replay._load_scenario()
        (contact,) = scenario.contacts
        self.assertEqual(contact.facts.known["customer"], 30)
        replay.change_ids._apply(scenario)
        self.assertEqual(scenario.weights["customer"], 5)

    def test_queries_do_not_grow_with_the_queue(self):
        works = self.call(self.bob).social_care_work_ids
        many = works.concat(
            *(self.call(self.bob).social_care_work_ids for _n in range(9))
        )
        term = next(
            term
            for term in self.env["social.care.priority"]._get_terms()
            if term.code == "customer"
        )
        self.env.flush_all()
        with self.assertQueryCount(1):
            facts = term.read_facts(many, None)
        self.assertEqual(set(facts.values()), {30})
