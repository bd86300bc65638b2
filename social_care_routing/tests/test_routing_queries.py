# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What happens often costs queries by the batch, not by the piece."""

from .routing_common import RoutingCase

FEW, MANY = 10, 90


class TestRoutingQueries(RoutingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agents = cls.env["social.care.agent"].union(
            *(cls.make_agent(f"agent{number}") for number in range(4))
        )
        cls.medium = cls.env.ref("social_care_routing.medium_email")
        for agent in cls.agents:
            agent.profile_id = cls.env["social.care.capacity.profile"].create(
                {
                    "name": "A lot",
                    "offers": 0,
                    "line_ids": [
                        (0, 0, {"medium_id": cls.medium.id, "limit": 100, "load": 1})
                    ],
                }
            )

    def queries(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def tickets(self, count):
        return self.env["helpdesk.ticket"].union(
            *(self.make_ticket() for _number in range(count))
        )

    def costs(self, act):
        """Queries of ``act`` for a few and for many tickets; once to warm up."""
        found = []
        for count in (2, FEW, MANY):
            tickets = self.tickets(count)
            found.append(self.queries(lambda t=tickets: act(t)))
            tickets.social_care_work_ids.write({"state": "done", "agent_id": False})
        return found[1:]

    def test_following_tickets(self):
        few, many = self.costs(lambda tickets: tickets._sync_social_care_work())
        self.assertLessEqual(many, few)

    def test_a_change_of_tickets(self):
        few, many = self.costs(lambda tickets: tickets.write({"priority": "2"}))
        self.assertLessEqual(many, few)

    def test_draining_the_queue(self):
        few, many = self.costs(
            lambda _tickets: self.env["social.care.routing.drain"]._drain_once()
        )
        self.assertLessEqual(many, few)

    def test_draining_with_more_people(self):
        self.tickets(FEW)
        self.make_agent("usual")
        self.env["social.care.routing.drain"]._drain_once()
        self.tickets(FEW)
        few = self.queries(lambda: self.queue._build_snapshot())
        for number in range(6):
            self.make_agent(f"more{number}")
        # Odoo forgets what it keeps in memory when there is a new user.
        self.queue._build_snapshot()
        self.assertLessEqual(self.queries(lambda: self.queue._build_snapshot()), few)

    def test_offers_that_nobody_answers(self):
        def time_out(tickets):
            self.env["social.care.routing.drain"]._drain_once()
            tickets.social_care_work_ids.filtered(
                lambda w: w.state == "offered"
            )._expire_offer()
            self.agents._set_state("available")

        few, many = self.costs(time_out)
        self.assertLessEqual(many, few + 2)

    def test_the_cards_of_offers(self):
        def desk(_tickets):
            self.env["social.care.routing.drain"]._drain_once()
            self.env.invalidate_all()
            return self.agents[0].with_user(self.agents[0].user_id).get_desk()

        few, many = self.costs(desk)
        self.assertLessEqual(many, few + 2)

    def test_the_places_of_a_queue_that_wants_something_else(self):
        few, many = self.costs(lambda tickets: tickets.social_care_work_ids._place())
        self.assertLessEqual(many, few)
