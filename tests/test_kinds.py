# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from dataclasses import replace
from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from odoo.addons.social_care.tests.contract import ContractCase
from odoo.addons.social_care_webhook.tests.common import WebhookNetwork


@tagged("post_install", "-at_install")
class TestKindsOfOtherAddons(WebhookNetwork, ContractCase, HttpCase):
    """A kind of streams or posts and a medium that another addon declares, from the
    webhook to the queue."""

    def setUp(self):
        super().setUp()
        self.declare("social.care.stream", "stories", "Stories")
        self.declare("social.care.mention", "story_reply", "Reply to a story")
        connector = type(self.connector)
        capabilities = replace(self.capabilities, streams=("mentions", "stories"))
        self.startPatcher(
            patch.object(connector, "_get_capabilities", lambda *args: capabilities)
        )
        self.stream = self.env["social.care.stream"].create(
            {
                "name": "Our stories",
                "account_id": self.account.id,
                "kind": "stories",
                "transport": "webhook",
                "stage": "routed",
            }
        )

    def declare(self, model, code, label):
        """As ``selection_add`` of an addon does."""
        field = self.env[model]._fields["kind"]
        choices = [*field.selection, (code, label)]
        self.startPatcher(patch.object(field, "selection", choices))

    def hear_story(self, **vals):
        payload = {
            "id": self.new_id(),
            "kind": "story_reply",
            "text": "Is this still in stock?",
            "author": {"id": "9", "handle": "maria"},
            **vals,
        }
        raw = json.dumps([payload]).encode()
        self.assertEqual(self.push_raw(raw, self.sign(raw)).status_code, 200)
        self.ingest()
        event = self.all_events().sorted("id")[-1]
        self.assertEqual(event.state, "done", event.error)
        return event.mention_id

    def test_a_post_goes_all_the_way(self):
        mention = self.hear_story(stream="stories")
        self.assertEqual(mention.kind, "story_reply")
        self.assertEqual(mention.stream_id, self.stream)
        self.assertEqual(mention.thread_id.ticket_id, mention.ticket_id)
        self.assertTrue(mention.ticket_id)
        panel = self.env["social.care.thread"].get_conversation(mention.thread_id.id)
        self.assertEqual(panel["messages"][0]["kind"], "story_reply")
        self.assertTrue(panel["can_reply"])
        self.assertFalse(panel["window_until"])

    def test_whom_nobody_told_apart_from_a_private_message_is_private(self):
        mention = self.hear_story()
        self.assertTrue(mention.private)
        self.assertTrue(mention.thread_id.private)
        self.assertFalse(self.hear_story(private=False).private)

    def test_the_first_stream_takes_what_no_stream_is_for(self):
        first = self.account.stream_ids.sorted(lambda s: (s.sequence, s.id))[0]
        self.assertEqual(self.hear_story().stream_id, first)

    def test_its_own_stream_takes_it_where_both_are_called_alike(self):
        self.declare("social.care.mention", "stories", "Story")
        self.assertEqual(self.hear_story(kind="stories").stream_id, self.stream)

    def test_rules_and_their_tester_offer_it(self):
        for model in ("social.care.rule", "social.care.rule.test"):
            field = self.env[model].fields_get(["kind"])["kind"]
            self.assertIn(("story_reply", "Reply to a story"), field["selection"])
        rule = self.env["social.care.rule"].create(
            {
                "name": "Stories are for reading",
                "company_id": self.account.company_id.id,
                "account_ids": [(6, 0, self.account.ids)],
                "kind": "story_reply",
                "action": "ignore",
                "sequence": 0,
            }
        )
        mention = self.hear_story()
        self.assertEqual((mention.rule_id, mention.state), (rule, "ignored"))

    def test_a_kind_that_nobody_declared_is_kept_as_unknown(self):
        payload = {"id": self.new_id(), "kind": "hologram", "text": "Hi"}
        raw = json.dumps([payload]).encode()
        self.assertEqual(self.push_raw(raw, self.sign(raw)).status_code, 202)
        self.assertEqual(self.all_events().sorted("id")[-1].kind, "unknown")

    # -- media -----------------------------------------------------------------

    def test_a_conversation_is_at_a_social_medium(self):
        private, public = self.hear_story(), self.hear_story(private=False)
        self.assertEqual(private.ticket_id.work_ids.medium_id.code, "social_private")
        self.assertEqual(public.ticket_id.work_ids.medium_id.code, "social_public")

    def test_a_medium_of_another_addon(self):
        medium = self.env["social.care.medium"].create(
            {"name": "Letters", "code": "letter", "icon": "fa-envelope"}
        )
        self.assertEqual(
            self.env["social.care.medium"]._id_by_code()["letter"], medium.id
        )
        channel = self.env["helpdesk.ticket.channel"].create(
            {"name": "Post", "medium_id": medium.id}
        )
        ticket = self.env["helpdesk.ticket"].create(
            {
                "name": "A letter",
                "description": "Dear company",
                "team_id": self.team.id,
                "channel_id": channel.id,
            }
        )
        self.assertEqual(ticket.work_ids.medium_id, medium)

    def test_a_medium_for_some_conversations(self):
        medium = self.env["social.care.medium"].create(
            {"name": "Stories", "code": "story"}
        )
        works = type(self.env["social.care.work"])
        with patch.object(works, "_get_medium_id", lambda work, turn: medium.id):
            mention = self.hear_story()
        self.assertEqual(mention.ticket_id.work_ids.medium_id, medium)
