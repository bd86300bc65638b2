# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_routing.models.social_care_wallboard import SHOWN

from .routing_common import RoutingCase


class TestWallboardQueries(RoutingCase):
    """The board costs the same queries whatever waits and whoever works."""

    def fill(self, name, people, tickets):
        """A team with people, each with work of their own, and a queue."""
        team = self.make_team(name)
        agents = [
            self.make_agent(f"{name}{number}", team=team) for number in range(people)
        ]
        for number in range(tickets):
            ticket = self.make_ticket(team_id=team.id, name=f"{name} {number}")
            if number % 3 == 0:
                ticket.user_id = agents[number % people].user_id
        offered = team.env["social.care.work"].search(
            [("team_id", "=", team.id), ("state", "=", "waiting")], limit=people
        )
        for work, agent in zip(offered, agents, strict=False):
            work.write(
                {"state": "offered", "agent_id": agent.id, "user_id": agent.user_id.id}
            )

    def cost(self):
        """How many queries it takes; what Odoo remembers of access is no matter."""
        board = self.env["social.care.wallboard"].with_user(self.supervisor)
        board.read_board()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.read = board.read_board()
        return self.env.cr.sql_log_count - before

    def test_the_board(self):
        self.fill("few", people=2, tickets=6)
        few = self.cost()
        self.fill("many", people=8, tickets=40)
        self.assertLessEqual(self.cost(), few)
        self.assertGreater(len(self.read["queue"]), 20)
        self.assertEqual(len(self.read["agents"]), 10)

    def test_only_the_first_are_listed_all_are_counted(self):
        for number in range(SHOWN + 5):
            self.make_ticket(name=f"{number}")
        self.cost()
        self.assertEqual(len(self.read["queue"]), SHOWN)
        self.assertEqual(self.read["loads"][0]["waiting"], SHOWN + 5)
