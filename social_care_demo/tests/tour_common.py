# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, new_test_user

from .job_runner import jobs_beside_the_browser


class TourCase(HttpCase):
    """An agent, a supervisor, an administrator and a customer on the demo network;
    nothing else is heard."""

    def setUp(self):
        super().setUp()
        self.env["queue.job"].search([]).unlink()
        self.env.company.social_care_undo_seconds = 0
        self.env["social.care.account"].search([]).active = False
        self.env["social.care.mention"].search([]).state = "context"
        self.env["social.care.rule"].search([]).active = False
        self.agent = self.user("tour_agent", "agent", "Anna Novak")
        self.user("tour_supervisor", "supervisor", "Sara Lind")
        self.user("tour_admin", "manager", "Adam Min")
        self.account = self.make_account()
        self.customer = self.env["social.care.demo.person"].create(
            {"name": "Paula Tour", "handle": "paula.tour"}
        )

    def user(self, login, group, name):
        groups = f"social_care.group_social_care_{group}"
        return new_test_user(self.env, login, groups=groups, name=name, password=login)

    def make_account(self):
        account = self.env["social.care.account"].create(
            {
                "name": "Tour shop",
                "network": "demo",
                "handle": "tourshop",
                "team_id": self.make_team("Tour Shop Team").id,
            }
        )
        account.action_connect()
        account.stream_ids.stage = "manual"
        return account

    def make_team(self, name):
        return self.env["helpdesk.ticket.team"].create(
            {"name": name, "user_ids": self.agent.ids}
        )

    def customer_posts(self, text):
        self.env["social.care.demo.post"]._say(
            {
                "account_id": self.account.id,
                "person_id": self.customer.id,
                "text": f"@tourshop {text}",
            }
        )
        self.env["social.care.event"]._ingest_batch()

    def tour(self, name, url, login):
        actors = f"{self.account.id}-{self.customer.id}"
        with jobs_beside_the_browser(self.registry):
            self.start_tour(
                url, name, login=login, cookies={"social_care_tour": actors}
            )
