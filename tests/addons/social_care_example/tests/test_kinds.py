# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.social_care.tools.values import BY_KIND
from odoo.addons.social_care_demo.tests.channel_reply_common import ReplyCase


@tagged("post_install", "-at_install")
class TestKinds(ReplyCase):
    """A stream, a post and a medium of this addon, from the network to the queue."""

    def setUp(self):
        super().setUp()
        self.stories = self.env["social.care.stream"].create(
            {
                "name": "Our stories",
                "account_id": self.account.id,
                "kind": "stories",
                "transport": "webhook",
                "stage": "routed",
            }
        )

    def hear_story(self):
        none = self.stories.browse()
        return self.hear(self.post("s", "Your story is great. In stock?"), stream=none)

    def test_a_reply_to_a_story_goes_all_the_way(self):
        mention = self.hear_story()
        self.assertEqual(mention.kind, "story_reply")
        self.assertEqual(mention.stream_id, self.stories)
        self.assertTrue(mention.ticket_id)
        threads = self.env["social.care.thread"].with_user(self.agent)
        panel = threads.get_conversation(mention.thread_id.id)
        self.assertEqual(panel["messages"][0]["kind"], "story_reply")
        reply = self.answer(mention)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")

    def test_a_poll_of_a_stream_that_the_network_does_not_list_finds_nothing(self):
        self.stories.transport = "both"
        self.post("s", "Your story is great. In stock?")
        self.stories._poll()
        self.assertFalse(self.stories.last_error)
        self.assertTrue(self.stories.last_poll_at)

    def test_whom_nobody_told_apart_from_a_private_message_is_private(self):
        """The demo network says of each post that it is public; others do not."""
        stories = type(self.env["social.care.connector.demo"])
        parse = stories._parse

        def parse_without_privacy(*args):
            return replace(parse(*args), private=BY_KIND)

        with patch.object(stories, "_parse", parse_without_privacy):
            mention = self.hear_story()
            post = self.hear(self.post("p", "Where is my parcel?"))
        self.assertTrue(mention.private)
        self.assertEqual(
            mention.ticket_id.social_care_work_ids.medium_id.code, "social_private"
        )
        self.assertFalse(post.private)

    def test_the_first_stream_takes_it_where_it_has_none(self):
        self.stories.unlink()
        self.assertEqual(self.hear_story().stream_id, self.stream)

    def test_rules_and_their_tester_offer_it(self):
        for model in ("social.care.rule", "social.care.rule.test"):
            field = self.env[model].fields_get(["kind"])["kind"]
            self.assertIn(("story_reply", "Reply to a story"), field["selection"])

    def test_rules_ask_for_it(self):
        rule = self.make_rule(kind="story_reply", action="ignore", sequence=0)
        self.assertEqual(self.hear_story().rule_id, rule)

    def test_a_ticket_of_the_channel_is_at_the_medium(self):
        ticket = self.env["helpdesk.ticket"].create(
            {
                "name": "A letter",
                "description": "Dear company",
                "company_id": self.company.id,
                "team_id": self.team.id,
                "channel_id": self.env.ref("social_care_example.channel_letter").id,
            }
        )
        medium = self.env.ref("social_care_example.medium_letter")
        self.assertEqual(ticket.social_care_work_ids.medium_id, medium)

    def test_a_medium_for_some_conversations(self):
        medium = self.env.ref("social_care_example.medium_letter")
        works = type(self.env["social.care.work"])
        with patch.object(works, "_get_medium_id", lambda work, turn: medium.id):
            mention = self.hear_story()
        self.assertEqual(mention.ticket_id.social_care_work_ids.medium_id, medium)
