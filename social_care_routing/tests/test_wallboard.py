# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tools.safe_eval import safe_eval

from .routing_common import SUPERVISOR, RoutingCase, migrate

CONTEXT = {"company_ids": [1, 2]}


class TestWallboard(RoutingCase):
    """What waits, who works, and what speaks against giving something to somebody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.billing = cls.make_team("Billing")
        cls.phone = cls.env.ref("social_care_routing.medium_phone")
        cls.mail = cls.env.ref("social_care_routing.medium_email")

    def board(self, user=None, **filters):
        board = self.env["social.care.wallboard"].with_user(user or self.supervisor)
        return board.read_board(**filters)

    def load_of(self, team, medium=None, **filters):
        loads = self.board(**filters)["loads"]
        found = [
            load
            for load in loads
            if load["team"] == team.id and load["medium"] == (medium or self.mail).id
        ]
        return found[0] if found else None

    def titles(self, **filters):
        return [row["title"] for row in self.board(**filters)["queue"]]

    def person(self, agent, **filters):
        people = self.board(**filters)["agents"]
        return next((row for row in people if row["id"] == agent.id), None)

    def get_objections(self, ticket, agent):
        board = self.env["social.care.wallboard"].with_user(self.supervisor)
        return board.get_objections(ticket.social_care_work_ids.id, agent.id)

    def late(self, ticket, since, until):
        """A clock of the ticket that began and ends so many minutes from now."""
        ticket.team_id.use_sla = True
        now = fields.Datetime.now()
        sla = self.env["helpdesk.sla"].create(
            {
                "name": "Soon",
                "sla_response_target": "resolution",
                "sla_response_minutes": 30,
            }
        )
        clock = self.env["helpdesk.ticket.sla"].create(
            {"ticket_id": ticket.id, "sla_id": sla.id}
        )
        clock.last_state_date = now + timedelta(minutes=since)
        self.env.flush_all()
        clock.deadline = now + timedelta(minutes=until)
        ticket._sync_social_care_work()

    # -- figures ---------------------------------------------------------------

    def test_waiting_work_is_counted_by_team_and_medium(self):
        self.make_ticket(minutes=40)
        self.make_ticket(minutes=5)
        self.make_ticket(team_id=self.billing.id)
        care, billing = self.load_of(self.team), self.load_of(self.billing)
        self.assertEqual((care["waiting"], billing["waiting"]), (2, 1))
        wait = fields.Datetime.now() - fields.Datetime.to_datetime(care["oldest"])
        self.assertAlmostEqual(wait.total_seconds(), 40 * 60, delta=60)

    def test_each_medium_is_counted_separately(self):
        channel = self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_phone")
        self.make_ticket()
        self.make_ticket(channel_id=channel.id)
        self.assertEqual(self.load_of(self.team, self.phone)["waiting"], 1)
        self.assertEqual(self.load_of(self.team, self.mail)["waiting"], 1)

    def test_offered_and_accepted_work_is_not_waiting(self):
        self.make_agent("anna")
        ticket = self.make_ticket()
        self.drain()
        load = self.load_of(self.team)
        self.assertEqual((load["waiting"], load["offered"]), (0, 1))
        self.assertTrue(load["oldest"], "the customer still waits")
        self.accept(ticket)
        load = self.load_of(self.team)
        self.assertEqual((load["offered"], load["working"]), (0, 1))
        self.assertFalse(load["oldest"])

    def test_closed_tickets_are_not_on_the_board(self):
        ticket = self.make_ticket()
        ticket.stage_id = self.stage_closed
        self.assertIsNone(self.load_of(self.team))
        self.assertEqual(self.titles(), [])

    def test_an_sla_target_is_at_risk_after_three_quarters_of_its_time(self):
        calm, risk, over = (self.make_ticket(name=name, minutes=60) for name in "abc")
        self.late(calm, since=-10, until=20)
        self.late(risk, since=-30, until=5)
        self.late(over, since=-60, until=-1)
        load = self.load_of(self.team)
        self.assertEqual((load["at_risk"], load["overdue"]), (1, 1))
        states = {row["title"]: row["sla"] for row in self.board()["queue"]}
        self.assertEqual(states, {"a": 0, "b": "risk", "c": "overdue"})

    def test_a_ticket_with_two_breached_targets_counts_once(self):
        ticket = self.make_ticket(minutes=60)
        self.late(ticket, since=-60, until=-1)
        self.late(ticket, since=-60, until=-2)
        self.assertEqual(self.load_of(self.team)["overdue"], 1)

    # -- no team ---------------------------------------------------------------

    def test_work_without_a_team_is_shown_with_all_teams(self):
        """It has no team to be of a company by: it hid the whole board."""
        self.make_ticket(name="with")
        lost = self.make_ticket(name="without", team_id=False, minutes=30)
        board = self.board()
        titles = {row["title"]: row["team_id"] for row in board["queue"]}
        self.assertEqual(titles, {"with": self.team.id, "without": False})
        [load] = [load for load in board["loads"] if not load["team"]]
        self.assertEqual((load["waiting"], load["medium"]), (1, self.mail.id))
        self.assertEqual(self.titles(team_ids=[False]), ["without"])
        self.assertTrue(
            lost.social_care_work_ids.lane_id.with_user(self.supervisor).key
        )

    def test_any_agent_qualifies_for_work_without_a_team(self):
        self.make_ticket(team_id=False)
        anna = self.make_agent("anna")
        self.assertTrue(self.person(anna, team_ids=[False]))
        self.assertEqual(self.list_unqualified(), [False])

    def test_work_without_a_team_can_be_moved_to_one(self):
        self.make_agent("anna")
        ticket = self.make_ticket(team_id=False)
        self.assertFalse(self.drain(), "it is offered to nobody")
        works = self.env["social.care.work"].with_user(self.supervisor)
        works.move_team(ticket.social_care_work_ids.ids, self.team.id)
        self.assertEqual(ticket.team_id, self.team)
        self.assertEqual(self.drain(), 1)

    def test_work_without_a_team_can_be_assigned(self):
        anna = self.make_agent("anna")
        ticket = self.make_ticket(team_id=False)
        self.assertEqual(self.get_objections(ticket, anna), [])
        works = self.env["social.care.work"].with_user(self.supervisor)
        works.assign(ticket.social_care_work_ids.ids, anna.id)
        self.assertEqual(self.holder(ticket), anna)

    def test_work_without_a_team_belongs_to_its_company(self):
        self.make_ticket(name="ours", team_id=False)
        other = self.env["res.company"].create({"name": "Other"})
        board = self.board(self.make_user("stranger", SUPERVISOR, other))
        self.assertEqual((board["loads"], board["queue"]), ([], []))

    def test_an_archived_team_is_shown_while_it_has_work(self):
        self.make_ticket(team_id=self.billing.id)
        self.env.cr.execute(
            "UPDATE helpdesk_ticket_team SET active = FALSE WHERE id = %s",
            [self.billing.id],
        )
        self.env.invalidate_all()
        teams = {team["id"]: team for team in self.board()["teams"]}
        team = teams[self.billing.id]
        self.assertEqual(team["name"], "Billing (archived)")
        self.assertEqual((team["routed"], team["is_archived"]), (False, True))
        self.assertFalse(teams[self.team.id]["is_archived"])

    def test_record_rules_of_lanes_do_not_hide_the_board(self):
        """A ticket of one company in a team of another: that is another fault."""
        ticket = self.make_ticket(name="ours")
        other = self.env["res.company"].create({"name": "Other"})
        self.env.cr.execute(
            "UPDATE helpdesk_ticket_team SET company_id = %s WHERE id = %s",
            [other.id, self.team.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.titles(), ["ours"])
        self.assertTrue(ticket.social_care_work_ids.lane_id)

    def test_an_upgrade_lets_supervisors_see_lanes_without_a_team(self):
        ticket = self.make_ticket(team_id=False)
        rule = self.env.ref("social_care_routing.lane_company_rule")
        right = rule.domain_force
        rule.domain_force = "[('team_id.company_id', '=', False)]"
        lane = ticket.social_care_work_ids.lane_id.with_user(self.supervisor)
        self.assertFalse(lane.search([("id", "=", lane.id)]))
        migrate("social_care_routing", "19.0.1.1.0", "post-lane-rule", self.env.cr)
        self.env.invalidate_all()
        self.assertEqual(lane.search([("id", "=", lane.id)]), lane)
        self.assertEqual(
            safe_eval(rule.domain_force, CONTEXT), safe_eval(right, CONTEXT)
        )

    # -- queue -----------------------------------------------------------------

    def test_the_queue_is_in_routing_order(self):
        self.make_ticket(name="second", minutes=20)
        self.make_ticket(name="third", minutes=10)
        self.make_ticket(name="first", minutes=5, priority="3")
        self.assertEqual(self.titles(), ["first", "second", "third"])
        first, second, _third = self.board()["queue"]
        self.assertEqual(first["why"], "Ticket priority: +60 min")
        self.assertEqual(second["why"], "Waiting time")

    def test_all_terms_of_the_priority_score_are_sent(self):
        self.make_ticket(minutes=154, priority="3")
        [row] = self.board()["queue"]
        terms = {term["code"]: term["minutes"] for term in row["terms"]}
        self.assertEqual(terms, {"wait": 154, "priority": 60})

    def list_unqualified(self, **filters):
        return [row["no_qualified_agent"] for row in self.board(**filters)["queue"]]

    def want(self, skill, points):
        return self.env["social.care.skill.requirement"].create(
            {
                "team_id": self.team.id,
                "skill_id": skill.id,
                "when": "always",
                "level_id": self.levels[points].id,
            }
        )

    def test_work_without_a_qualified_agent_is_marked(self):
        polish = self.make_skill("Polish")
        self.want(polish, 50)
        self.make_ticket()
        self.make_agent("ben", skills={polish: 25})
        self.assertEqual(self.list_unqualified(), [True])
        self.make_agent("anna", state="offline", skills={polish: 50})
        self.assertEqual(self.list_unqualified(), [False], "who is away can come back")

    def test_a_later_relaxation_step_qualifies_an_agent(self):
        polish = self.make_skill("Polish")
        self.want(polish, 75)
        self.make_agent("anna", skills={polish: 50})
        self.make_ticket()
        self.assertEqual(self.list_unqualified(), [True])
        self.team.social_care_skill_relaxation_ids = [
            (0, 0, {"after_minutes": 10, "lower_levels": 25})
        ]
        self.assertEqual(self.list_unqualified(), [False])

    def test_agents_of_other_teams_do_not_qualify(self):
        polish = self.make_skill("Polish")
        self.want(polish, 50)
        anna = self.make_agent("anna", team=self.billing, skills={polish: 50})
        self.make_ticket()
        self.assertEqual(self.list_unqualified(), [True])
        self.team.user_ids += anna.user_id
        self.assertEqual(self.list_unqualified(), [False])

    def test_agents_hidden_by_a_filter_still_qualify(self):
        self.make_ticket(team_id=self.billing.id)
        self.make_agent("anna")
        self.assertEqual(self.list_unqualified(team_ids=self.billing.ids), [True])
        step = {"after_minutes": 10, "add_team_ids": self.team.ids}
        self.billing.social_care_skill_relaxation_ids = [(0, 0, step)]
        self.assertEqual(self.list_unqualified(team_ids=self.billing.ids), [False])

    def test_a_longer_queue_costs_no_more(self):
        polish = self.make_skill("Polish")
        self.want(polish, 50)
        self.make_ticket()
        self.board()
        few = self.queries(self.board)
        for team in (self.team, self.billing, self.billing):
            self.make_ticket(team_id=team.id)
        self.assertLessEqual(self.queries(self.board), few)

    def queries(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before

    def test_a_row_names_the_customer_as_plain_text(self):
        self.make_ticket(name="<b>Late</b>", partner_name="<i>Paula</i>")
        row = self.board()["queue"][0]
        self.assertEqual((row["title"], row["who"]), ("<b>Late</b>", "<i>Paula</i>"))
        self.assertEqual(row["team_id"], self.team.id)

    def test_pushed_work_says_so(self):
        ticket = self.make_ticket()
        works = self.env["social.care.work"].with_user(self.supervisor)
        works.push_front(ticket.social_care_work_ids.ids)
        self.assertEqual(self.board()["queue"][0]["why"], "Pushed to front")

    def test_an_offer_names_its_agent_and_its_end(self):
        anna = self.make_agent("anna")
        ticket = self.make_ticket()
        self.drain()
        row = self.board()["queue"][0]
        self.assertEqual((row["state"], row["agent"]), ("offered", "Anna"))
        [offer] = self.person(anna)["offers"]
        self.assertEqual(offer["number"], ticket.number)
        self.assertEqual(offer["until"], row["until"])

    def test_filters_apply_to_the_whole_board(self):
        self.make_ticket(name="care")
        self.make_ticket(name="billing", team_id=self.billing.id)
        anna = self.make_agent("anna", team=self.billing)
        self.assertEqual(self.titles(team_ids=self.billing.ids), ["billing"])
        self.assertIsNone(self.load_of(self.team, team_ids=self.billing.ids))
        self.assertEqual(self.titles(medium_ids=self.phone.ids), [])
        self.assertTrue(self.person(anna, team_ids=self.billing.ids))
        self.assertIsNone(self.person(anna, team_ids=self.team.ids))

    # -- people ----------------------------------------------------------------

    def test_an_agent_is_shown_with_state_load_and_limit(self):
        reason = self.env.ref("social_care_routing.pause_lunch")
        anna = self.make_agent("anna")
        self.make_ticket().user_id = anna.user_id
        anna._set_state("away", reason)
        self.make_ticket().user_id = anna.user_id
        row = self.person(anna)
        self.assertEqual((row["state"], row["reason"]), ("away", "Lunch"))
        self.assertEqual(row["load"][self.mail.id], {"count": 1, "limit": 5})
        self.assertEqual(row["team_ids"], self.team.ids)

    # -- news ------------------------------------------------------------------

    def notices(self, act):
        """What the supervisors' screens are told of, once it is committed."""
        self.env.cr.precommit.run()
        group = self.env.ref("social_care.group_social_care_supervisor")
        with patch.object(type(group), "_bus_send", autospec=True) as send:
            act()
            self.env.cr.precommit.run()
        return [call.args[1] for call in send.mock_calls if call.args[0] == group]

    def test_boards_are_notified_once_per_transaction(self):
        anna, ben = self.make_agent("anna"), self.make_agent("ben")
        told = ["social_care_routing/changed"]
        self.assertEqual(self.notices(lambda: (anna | ben)._set_state("away")), told)
        self.assertEqual(self.notices(lambda: [self.make_ticket(), self.drain()]), told)
        self.assertEqual(self.notices(lambda: anna.read(["state"])), [])

    # -- setting up ------------------------------------------------------------

    def test_the_board_says_that_no_team_is_routed(self):
        self.assertTrue(self.board()["routed"])
        (self.team | self.billing).social_care_routing_mode = "manual"
        self.assertFalse(self.board()["routed"])
        self.assertFalse(self.board()["can_set_up"])
        self.assertTrue(self.board(self.manager)["can_set_up"])

    def test_a_team_of_the_helpdesk_alone_is_left_out(self):
        letters = self.make_team("Letters", social_care_routing_mode="manual")
        ticket = self.make_ticket(team_id=letters.id)
        ids = {team["id"] for team in self.board()["teams"]}
        self.assertNotIn(letters.id, ids)
        self.assertNotIn(ticket.name, [row["title"] for row in self.board()["queue"]])
        self.env["social.care.rule"].create(
            {"name": "All", "company_id": self.company.id, "team_id": letters.id}
        )
        self.assertIn(letters.id, {team["id"] for team in self.board()["teams"]})

    # -- objections ------------------------------------------------------------

    def test_there_are_no_objections_to_a_qualified_agent(self):
        anna = self.make_agent("anna")
        self.assertEqual(self.get_objections(self.make_ticket(), anna), [])

    def test_objections_name_absence_capacity_and_skills(self):
        polish = self.make_skill("Polish")
        self.env["social.care.skill.requirement"].create(
            {"team_id": self.team.id, "skill_id": polish.id, "when": "always"}
        )
        anna = self.make_agent("anna", state="away")
        anna.profile_id.line_ids.filtered(
            lambda line: line.medium_id == self.mail
        ).limit = 0
        ticket = self.make_ticket()
        ticket.social_care_work_ids._place()
        self.assertEqual(
            self.get_objections(ticket, anna),
            [
                "Away",
                "Insufficient skills: Polish",
                "At capacity for this medium",
            ],
        )

    def test_an_offer_is_no_objection_to_its_own_agent(self):
        anna = self.make_agent("anna")
        anna.profile_id.line_ids.limit = 1
        ticket = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(ticket), anna)
        self.assertEqual(self.get_objections(ticket, anna), [])

    # -- access ----------------------------------------------------------------

    def test_agents_may_not_read_the_board(self):
        agent = self.make_agent("anna")
        ticket = self.make_ticket()
        with self.assertRaises(AccessError):
            self.board(agent.user_id)
        board = self.env["social.care.wallboard"].with_user(agent.user_id)
        with self.assertRaises(AccessError):
            board.get_objections(ticket.social_care_work_ids.id, agent.id)

    def test_each_company_has_its_own_board(self):
        self.make_ticket(name="ours")
        anna = self.make_agent("anna")
        company = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", SUPERVISOR, company)
        board = self.board(stranger)
        self.assertEqual((board["loads"], board["queue"]), ([], []))
        self.assertNotIn(self.team.id, [team["id"] for team in board["teams"]])
        self.assertNotIn(anna.id, [person["id"] for person in board["agents"]])
        with self.assertRaises(AccessError):
            self.env["social.care.wallboard"].with_user(stranger).get_objections(
                self.env["social.care.work"].search([], limit=1).id, anna.id
            )

    def test_the_board_shows_the_selected_companies(self):
        self.make_ticket(name="ours")
        other = self.env["res.company"].create({"name": "Other"})
        team = self.make_team("Theirs", company_id=other.id)
        self.make_ticket(name="theirs", company_id=other.id, team_id=team.id)
        self.supervisor.company_ids += other
        board = self.env["social.care.wallboard"].with_user(self.supervisor)
        both = board.with_context(allowed_company_ids=(self.company | other).ids)
        one = board.with_context(allowed_company_ids=other.ids)
        titles = {row["title"] for row in both.read_board()["queue"]}
        self.assertEqual(titles, {"ours", "theirs"})
        self.assertEqual(
            [row["title"] for row in one.read_board()["queue"]], ["theirs"]
        )
