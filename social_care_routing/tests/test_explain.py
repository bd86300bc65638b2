# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .routing_common import RoutingCase


class TestExplain(RoutingCase):
    """Why somebody got it, why nobody has it, and what would change that."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.polish = cls.make_skill("Polish")
        cls.anna = cls.make_agent("anna", skills={cls.polish: 100})

    def ask_for_polish(self):
        self.env["social.care.skill.requirement"].create(
            {"team_id": self.team.id, "skill_id": self.polish.id, "when": "always"}
        )

    def reasons(self, ticket):
        """{name: codes} of the team's people"""
        people = self.env["social.care.work.explanation"]._explain(
            ticket.social_care_work_ids
        )["agents"]
        ours = self.team.user_ids.mapped("name")
        return {
            person["name"]: [reason["code"] for reason in person["reasons"]]
            for person in people
            if person["name"] in ours
        }

    def test_it_says_who_could_and_why_the_others_could_not(self):
        self.ask_for_polish()
        self.make_agent("bert")
        self.make_agent("cleo", state="away", skills={self.polish: 25})
        ticket = self.make_ticket()
        self.assertEqual(
            self.reasons(ticket), {"Anna": [], "Bert": ["skill"], "Cleo": ["away"]}
        )

    def test_it_names_the_skill_that_somebody_lacks(self):
        self.ask_for_polish()
        self.make_agent("bert")
        explained = self.env["social.care.work.explanation"]._explain(
            self.make_ticket().social_care_work_ids
        )["agents"]
        (bert,) = (person for person in explained if person["name"] == "Bert")
        self.assertEqual(bert["reasons"][0]["words"], "Insufficient skills: Polish")
        self.assertIn("Add the skill", bert["reasons"][0]["change"])

    def test_it_says_what_would_change_that_nobody_has_it(self):
        self.anna._set_state("away")
        explained = self.env["social.care.work.explanation"]._explain(
            self.make_ticket().social_care_work_ids
        )
        self.assertIn("1 × Away: They return.", explained["would_change"])

    def test_nothing_has_to_change_while_somebody_could(self):
        self.assertEqual(
            self.env["social.care.work.explanation"]._explain(
                self.make_ticket().social_care_work_ids
            )["would_change"],
            [],
        )

    def test_a_team_that_takes_work_itself_is_told_so(self):
        self.anna._set_state("away")
        self.team.social_care_routing_mode = "manual"
        (words,) = self.env["social.care.work.explanation"]._explain(
            self.make_ticket().social_care_work_ids
        )["would_change"]
        self.assertIn("Routing is manual", words)

    def test_a_ticket_of_a_team_that_was_archived_is_told_so(self):
        ticket = self.make_ticket()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket_team SET active = FALSE WHERE id = %s",
            [self.team.id],
        )
        self.env.invalidate_all()
        self.assertFalse(self.drain())
        found = self.env["social.care.work.explanation"]._explain(
            ticket.social_care_work_ids
        )
        self.assertEqual(
            found["would_change"], ["Its team is archived. Move it to another team."]
        )
        self.assertIn("archived", ticket.social_care_get_routing_strip()["state"])

    def test_a_ticket_without_a_team_is_told_so(self):
        self.anna._set_state("away")
        ticket = self.make_ticket(team_id=False)
        self.assertIn(
            "has no team",
            self.env["social.care.work.explanation"]._explain(
                ticket.social_care_work_ids
            )["would_change"][0],
        )

    def test_the_reasons_of_a_decision_are_words(self):
        self.ask_for_polish()
        ticket = self.make_ticket()
        self.drain()
        why = ticket.social_care_work_ids.decision_ids._list_reasons()
        self.assertEqual(why, ["Polish: 100 %", "No other agent can take it now"])

    def test_it_says_who_had_least_to_do(self):
        self.make_agent("bert")
        first, second, third = (self.make_ticket() for _number in range(3))
        self.drain()
        words = [
            t.social_care_work_ids.decision_ids._list_reasons()
            for t in (first, second, third)
        ]
        self.assertEqual(words[0], ["Has no other work"])
        self.assertEqual(words[2], ["Lowest load of 2 agents"])

    def test_it_says_that_skill_weighed_as_much_as_load(self):
        bert = self.make_agent("bert", skills={self.polish: 25})
        self.make_ticket(user_id=self.anna.user_id.id)
        self.env["social.care.skill.requirement"].create(
            {"team_id": self.team.id, "skill_id": self.polish.id, "when": "always"}
        )
        self.team.social_care_skill_weight = 3
        heavy = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(heavy), self.anna)
        why = heavy.social_care_work_ids.decision_ids
        self.assertEqual(
            why._list_reasons(),
            ["Polish: 100 %", "Best fit of skills and load among 2 agents"],
        )
        self.assertIn("Best fit of skills and load", why._list_reasons_for_agent()[-1])
        self.team.social_care_skill_weight = 0
        light = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(light), bert)

    def test_whom_the_customer_knows_has_not_least_to_do_for_it(self):
        self.make_agent("bert")
        self.make_ticket(user_id=self.anna.user_id.id)
        ticket = self.make_ticket()
        ticket.social_care_work_ids.last_agent_id = self.anna
        self.drain()
        why = ticket.social_care_work_ids.decision_ids
        self.assertEqual(why._list_reasons(), ["Last agent of the customer"])
        self.assertEqual(
            why._list_reasons_for_agent(), ["You are the customer's last agent"]
        )

    def test_the_queue_says_what_puts_something_in_front(self):
        plain, urgent = self.make_ticket(), self.make_ticket(social_care_urgency="2")
        self.assertFalse(plain.social_care_work_ids.first_term)
        self.assertEqual(urgent.social_care_work_ids.first_term, "Urgency: 60 min")
        action = urgent.social_care_work_ids.action_open_ticket()
        self.assertEqual(action["res_id"], urgent.id)

    def test_people_of_another_company_are_not_named(self):
        foreign = self.env["res.company"].create({"name": "Foreign"})
        stranger = self.make_user("stranger", company=foreign)
        self.env["social.care.agent"]._ensure_for_users(stranger)
        people = self.env["social.care.work.explanation"]._explain(
            self.make_ticket().social_care_work_ids
        )["agents"]
        self.assertNotIn("Stranger", [person["name"] for person in people])

    def test_it_says_that_nobody_at_all_knows_enough(self):
        self.ask_for_polish()
        self.anna.active = False
        self.make_agent("bert", state="away")
        (words,) = self.env["social.care.work.explanation"]._explain(
            self.make_ticket().social_care_work_ids
        )["would_change"]
        self.assertIn("required skills (Polish), and no relaxation step", words)

    def test_it_says_which_step_will_help(self):
        self.ask_for_polish()
        self.anna.active = False
        self.make_agent("bert", state="away")
        self.team.social_care_skill_relaxation_ids = [
            (0, 0, {"after_minutes": 10, "lower_levels": 10}),
            (0, 0, {"after_minutes": 20, "drop_skill_ids": [(6, 0, self.polish.ids)]}),
        ]
        (words,) = self.env["social.care.work.explanation"]._explain(
            self.make_ticket().social_care_work_ids
        )["would_change"]
        self.assertIn(
            "Relaxation step 2 lowers the requirements after 20 minutes", words
        )

    def test_a_card_speaks_to_its_reader(self):
        self.make_agent("bert")
        ticket = self.make_ticket()
        self.drain()
        decision = ticket.social_care_work_ids.decision_ids
        self.assertEqual(decision._list_reasons_for_agent(), ["You have no other work"])

    def test_it_says_that_and_why_it_went_back(self):
        ticket = self.make_ticket()
        self.drain()
        self.accept(ticket)
        lunch = self.env.ref("social_care_routing.pause_lunch")
        self.as_user("social.care.agent", self.anna).set_state("away", lunch.id)
        story = ticket.with_user(self.supervisor).social_care_get_routing_story()
        self.assertIn(
            "Returned to the queue (Away: Lunch)", story["decisions"][0]["why"]
        )

    def test_every_code_has_words(self):
        words = self.env["social.care.work.explanation"]._get_reasons()
        from_states = {"offline", "away", "after_work", "not_responding"}
        from_shifts = {"off_shift", "absent"}
        from_engine = {"team", "skill", "full", "busy", "load", "refused", "held"}
        self.assertLessEqual(from_states | from_shifts | from_engine, set(words))
