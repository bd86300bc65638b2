# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import TransactionCase, new_test_user, tagged

from odoo.addons.social_care.tests.contract import ContractCase

from .common import DemoNetwork


@tagged("post_install", "-at_install")
class TestStory(DemoNetwork, ContractCase, TransactionCase):
    """The demo data come in through the real way and fill every screen."""

    def make_account(self):
        account = super().make_account()
        account.write({"handle": "northwind", "demo_delivery": "normal"})
        vals = {"account_id": account.id, "kind": "search"}
        self.env["social.care.stream"].create(
            [
                {**vals, "name": "Fest", "query": "#windfest", "stage": "manual"},
                {**vals, "name": "Us", "query": "northwind", "stage": "monitored"},
            ]
        )
        return account

    def setUp(self):
        super().setUp()
        self.env["social.care.demo.post"]._tell_story(self.account.id)
        mine = [("account_id", "=", self.account.id)]
        self.mentions = self.env["social.care.mention"].search(mine)

    def test_nothing_failed(self):
        self.assertEqual(set(self.all_events().mapped("state")), {"done"})

    def test_every_place_has_something(self):
        states = set(self.mentions.mapped("state"))
        self.assertGreaterEqual(states, {"inbox", "ticket", "context"})
        self.assertGreaterEqual(
            set(self.mentions.stream_id.mapped("stage")),
            {"manual", "monitored", "routed"},
        )

    def test_the_story_shows_every_state(self):
        self.assertTrue(self.mentions.filtered("edited_at"))
        self.assertTrue(self.mentions.filtered("deleted_at"))
        self.assertTrue(self.mentions.filtered("private"))
        self.assertTrue(self.mentions.filtered("is_own"))
        self.assertTrue(self.mentions.filtered("answered_at"))
        self.assertEqual(self.mentions.filtered("stars").mapped("kind"), ["review"])
        self.assertGreater(max(self.mentions.thread_id.mapped("mention_count")), 2)

    def test_people_wait(self):
        waiting = self.mentions.thread_id.filtered("waiting_since")
        self.assertGreater(len(waiting), 5)

    def test_a_newcomer_finds_replies_that_somebody_has_to_look_after(self):
        posts = self.env["social.care.demo.post"]
        groups = "base.group_user,social_care.group_social_care_agent"
        agent = new_test_user(self.env, "story_agent", groups=groups)
        posts._add_replies(self.account.id, agent.id)
        replies = self.env["social.care.reply"].search(
            [("account_id", "=", self.account.id)]
        )
        states = {"to_approve", "failed", "unconfirmed"}
        self.assertEqual(set(replies.mapped("state")), states)
        self.assertTrue(all(replies.mapped("text")))
        self.assertTrue(all(replies.ticket_id))
        pending = replies.filtered(lambda reply: reply.state == "to_approve")
        self.assertEqual(pending.approval_reason, "money is promised (20 €)")
        self.assertTrue(pending.approver_ids)

    def test_telling_the_story_twice_keeps_the_people(self):
        self.env["social.care.demo.post"]._tell_story(self.account.id)
        handles = self.env["social.care.demo.person"].search([]).mapped("handle")
        self.assertEqual(len(handles), len(set(handles)))
