# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .storm_common import StormCase

BODY = "We know of it and are on it. News within the hour."


class HoldingCase(StormCase):
    """An incident with twelve people who wait for a word."""

    def setUp(self):
        super().setUp()
        self.incident = self.hear_storm()
        self.boss = self.incident.with_user(self.supervisor)

    def approve(self, body=BODY):
        self.boss.holding_body = body
        self.boss.action_approve_holding()

    def hold(self):
        """The job that puts some replies on their way; it comes again by itself."""
        self.run_job(self.incident, "_send_holding")

    def on_their_way(self):
        return self.incident.reply_ids.filtered(lambda r: r.state == "queued")

    def send(self, replies=None):
        for reply in replies or self.on_their_way():
            self.run_job(reply)

    def finish(self):
        """What the runner of jobs does, until nobody is left."""
        self.hold()
        while self.on_their_way():
            self.send()
            self.hold()

    def said_to(self):
        """How often the network has our word to each person."""
        posts = self.env["social.care.demo.post"].search(
            [("account_id", "=", self.account.id), ("is_own", "=", True)]
        )
        replies = self.env["social.care.reply"].search(
            [("record_key", "in", posts.mapped("record_key"))]
        )
        self.assertEqual(len(replies), len(posts))
        return sorted(replies.mapped("mention_id.author_handle")), len(posts)

    def assert_everybody_once(self, *numbers):
        people, posts = self.said_to()
        self.assertEqual(people, sorted(f"person{n}" for n in numbers))
        self.assertEqual(posts, len(numbers))

    def jobs(self, record):
        """Pending jobs of a record, by the name of their method."""
        found = self.env["queue.job"].search(
            [("state", "=", "pending"), ("model_name", "=", record._name)]
        )
        return found.filtered(lambda job: job.records == record)
