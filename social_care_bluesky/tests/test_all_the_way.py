# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time

from odoo.tests import tagged

from odoo.addons.queue_job.job import Job

from .common import BlueskyCase
from .network import wait_for


@tagged("post_install", "-at_install")
class TestAllTheWay(BlueskyCase):
    """Somebody asks on Bluesky, an agent answers from the ticket, and it stands there.

    Nothing is mocked: the jobs are those of the queue, the screen's calls are made as
    the agent.
    """

    def test_all_the_way(self):
        question = self.customer.post("Where is my parcel? 📦", to=self.brand)
        ticket = wait_for(lambda: self.work() or self.mention(question).ticket_id)
        conversation = self.open_as_agent(ticket)
        self.assertEqual(conversation["network_name"], "Bluesky")
        self.assertEqual(conversation["labels"]["public"], "Reply publicly on Bluesky")
        # Odoo notes whole seconds; people are slower than this test.
        time.sleep(1)
        self.answer_as_agent(conversation, "It is on its way. 🚚 https://a.example/7")
        self.work()
        self.assert_customer_sees(
            question, "It is on its way. 🚚 https://a.example/7 ^AL"
        )
        self.assert_agent_sees_it_published(ticket)
        more = self.customer.post("When will it come?", parent=self.published(ticket))
        wait_for(lambda: self.work() or self.mention(more))
        self.assertEqual(self.mention(more).ticket_id, ticket)
        self.assertEqual(ticket.social_care_waiting_since, self.mention(more).posted_at)

    def work(self):
        """What the crons and the workers of the queue do in one round."""
        self.account.stream_ids.next_poll_at = False
        self.env["social.care.stream"]._cron_poll()
        waiting = [("state", "=", "pending"), ("model_name", "=like", "social.care.%")]
        while jobs := self.env["queue.job"].search(waiting):
            for uuid in jobs.sorted("priority").mapped("uuid"):
                self.perform(uuid)

    def perform(self, uuid):
        self.env.flush_all()
        with self.registry.cursor() as cr:
            job = Job.load(self.env(cr=cr), uuid)
            job.perform()
            job.set_done()
            job.store()
        self.env.invalidate_all()

    def open_as_agent(self, ticket):
        thread = self.env["social.care.thread"].with_user(self.agent)
        (conversation,) = thread.get_conversations(ticket.id)
        return conversation

    def answer_as_agent(self, conversation, text):
        self.account.signature_template = "^{initials}"
        thread = self.env["social.care.thread"].with_user(self.agent)
        message = conversation["messages"][-1]
        thread.post_reply(conversation["id"], message["id"], text, "public", [])

    def assert_customer_sees(self, question, text):
        (answer,) = wait_for(lambda: self.customer.answers_to(question))
        self.assertEqual(answer["record"]["text"], text)
        self.assertEqual(answer["author"]["handle"], self.brand.handle)

    def assert_agent_sees_it_published(self, ticket):
        conversation = self.open_as_agent(ticket)
        self.assertFalse(conversation["replies"], "nothing is on its way any more")
        self.assertTrue(conversation["messages"][-1]["is_own"])
        self.assertFalse(ticket.social_care_waiting_since)

    def published(self, ticket):
        return ticket.social_care_thread_id.reply_ids.external_id
