# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .storm_common import StormCase

SUPERVISOR = "social_care.group_social_care_supervisor"
CLOSING = ("action_calm", "action_cancel", "action_route_rest", "action_stop_holding")


@tagged("post_install", "-at_install")
class TestIncidentAccess(StormCase):
    """Agents read and take; supervisors decide."""

    def setUp(self):
        super().setUp()
        self.incident = self.hear_storm()
        self.for_agent = self.incident.with_user(self.agent)

    def test_an_agent_reads_it_and_what_it_collects(self):
        (values,) = self.for_agent.read(
            ["name", "mention_count", "author_count", "holding_state", "key_ids"]
        )
        self.assertEqual(values["mention_count"], 12)
        self.assertEqual(values["holding_state"], "none")
        domain = self.for_agent.action_view_mentions()["domain"]
        mentions = self.env["social.care.mention"].with_user(self.agent)
        self.assertEqual(mentions.search_count(domain), 12)

    def test_an_agent_takes_it_and_its_ticket(self):
        self.for_agent.action_take()
        self.assertEqual(self.incident.user_id, self.agent)
        self.assertEqual(self.incident.ticket_id.user_id, self.agent)

    def test_an_agent_writes_nothing_in_it(self):
        for vals in (
            {"holding_approved_by_id": self.agent.id},
            {"holding_body": "Go away."},
            {"holding_stopped": True},
            {"state": "cancelled"},
            {"user_id": self.agent.id},
        ):
            with self.assertRaises(AccessError, msg=str(vals)):
                self.for_agent.write(vals)
        with self.assertRaises(AccessError):
            self.for_agent.unlink()

    def test_an_agent_neither_approves_nor_stops_nor_ends_it(self):
        self.incident.holding_body = "We are on it."
        for name in ("action_approve_holding", *CLOSING):
            with self.assertRaises(AccessError, msg=name):
                getattr(self.for_agent, name)()
        self.assertEqual(self.incident.state, "open")
        self.assertFalse(self.incident.holding_approved_by_id)

    def test_a_supervisor_writes_the_reply_and_decides(self):
        mine = self.incident.with_user(self.supervisor)
        mine.holding_body = "We are on it."
        mine.action_approve_holding()
        self.assertEqual(self.incident.holding_approved_by_id, self.supervisor)
        mine.action_stop_holding()
        mine.action_calm()
        mine.action_route_rest()

    def test_nobody_makes_incidents_by_hand(self):
        for user in (self.agent, self.supervisor):
            with self.assertRaises(AccessError):
                self.env["social.care.incident"].with_user(user).create(
                    {"name": "Mine", "company_id": self.company.id}
                )

    def test_another_company_s_people_see_nothing_of_it(self):
        company = self.env["res.company"].create({"name": "Other"})
        other = self.make_user("elsewhere", SUPERVISOR, company=company)
        theirs = self.env["social.care.incident"].with_user(other)
        self.assertFalse(theirs.search([("id", "=", self.incident.id)]))
        for name in ("action_take", "action_cancel", "action_approve_holding"):
            with self.assertRaises(AccessError, msg=name):
                getattr(self.incident.with_user(other), name)()
        keys = self.env["social.care.incident.key"].with_user(other)
        self.assertFalse(keys.search([("incident_id", "=", self.incident.id)]))

    def test_the_conversation_tells_of_the_incident(self):
        mention = self.mention("s1")
        threads = self.env["social.care.thread"].with_user(self.agent)
        panel = threads.get_conversation(mention.thread_id.id)
        (shown,) = [m for m in panel["messages"] if m["id"] == mention.id]
        self.assertEqual(
            shown["analysis"]["incident"],
            {"id": self.incident.id, "name": self.incident.name},
        )
