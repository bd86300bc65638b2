# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What happens often costs queries by the batch, not by the piece."""

from odoo.tests import TransactionCase, new_test_user, tagged

from .pushing import make_account, post

FEW, MANY = 20, 200


@tagged("post_install", "-at_install")
class TestQueries(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.numbers = iter(range(10**6))
        cls.listening = make_account(cls.env, "Listening", stage="manual")
        cls.routed = make_account(cls.env, "Routed", stage="routed")
        cls.agent = new_test_user(
            cls.env, "query_agent", groups="social_care.group_social_care_supervisor"
        )
        # What is read once for all stays in memory.
        for account in (cls.listening, cls.routed):
            cls.hear(account, FEW)

    @classmethod
    def hear(cls, account, count, **values):
        """Let people speak; returns the number of queries to read it."""
        notices = [post(next(cls.numbers), **values) for _ in range(count)]
        events = account._get_connector()._make_events(account, notices)
        store = cls.env["social.care.event"]
        store._store(account, store.stream_id, events, "webhook")
        return cls.queries(store._ingest_batch)

    @classmethod
    def queries(cls, call):
        cls.env.flush_all()
        cls.env.invalidate_all()
        before = cls.env.cr.sql_log_count
        call()
        cls.env.flush_all()
        return cls.env.cr.sql_log_count - before

    def test_reading_events_costs_by_the_batch(self):
        few = self.hear(self.listening, FEW)
        # Odoo inserts a hundred rows with each statement.
        self.assertLessEqual(self.hear(self.listening, MANY), few + 6)

    def test_a_ticket_costs_what_helpdesk_mgmt_asks_for_it(self):
        """Its number, from a sequence, in two queries, and its stage."""
        few = self.hear(self.routed, FEW)
        many = self.hear(self.routed, MANY)
        self.assertLessEqual(many - few, 3 * (MANY - FEW) + 8)

    def test_the_inbox_costs_the_same_for_a_full_page(self):
        self.hear(self.listening, MANY)
        self.inbox(10)
        self.assertLessEqual(self.inbox(80), self.inbox(10))

    def test_tickets_cost_the_same_for_a_full_page(self):
        self.hear(self.routed, MANY)
        self.tickets(10)
        self.assertLessEqual(self.tickets(80), self.tickets(10))

    def test_a_long_conversation_costs_the_same(self):
        self.hear(self.routed, FEW, thread_id="long")
        self.conversation()
        few = self.conversation()
        self.hear(self.routed, MANY, thread_id="long")
        self.assertLessEqual(self.conversation(), few)

    def test_fifty_pictures_in_five_hundred_messages_cost_the_same(self):
        self.hear(self.routed, FEW, thread_id="long", media=[self.picture()])
        self.store_pictures()
        self.conversation()
        few = self.conversation()
        for _ in range(2):
            self.hear(self.routed, MANY, thread_id="long")
        self.hear(self.routed, 50, thread_id="long", media=[self.picture()])
        self.store_pictures()
        self.assertLessEqual(self.conversation(), few)

    def picture(self):
        link = f"https://cdn.example/{next(self.numbers)}.jpg"
        return {"url": link, "type": "image", "alt": "A scratch"}

    def store_pictures(self):
        """As if the job had fetched them."""
        media = self.env["social.care.media"].search([("state", "=", "pending")])
        self.assertTrue(media)
        media.write({"state": "stored", "mimetype": "image/jpeg"})

    def test_reading_pictures_costs_by_the_batch(self):
        few = self.hear(self.listening, FEW, media=[self.picture()])
        many = self.hear(self.listening, MANY, media=[self.picture()])
        self.assertLessEqual(many, few + 10)

    def test_the_list_of_who_waits_for_me_costs_the_same(self):
        self.own(self.hear_tickets(5))
        few = self.waiting(5)
        self.own(self.hear_tickets(90))
        self.assertLessEqual(self.waiting(95), few)

    def hear_tickets(self, count):
        known = self.env["helpdesk.ticket"].search([])
        self.hear(self.routed, count)
        return self.env["helpdesk.ticket"].search([]) - known

    def own(self, tickets):
        self.agent.company_id = tickets.company_id
        tickets.user_id = self.agent

    def waiting(self, count):
        model = self.env["social.care.waiting"].with_user(self.agent)
        return self.queries(
            lambda: self.assertEqual(model.get_waiting()["count"], count)
        )

    def inbox(self, rows):
        mentions = self.env["social.care.mention"].with_user(self.agent)
        view = self.env.ref("social_care.social_care_mention_view_inbox")
        return self.read_all(mentions, view, [("state", "=", "inbox")], rows)

    def tickets(self, rows):
        tickets = self.env["helpdesk.ticket"].with_user(self.agent)
        view = self.env.ref("helpdesk_mgmt.view_helpdesk_ticket_kanban")
        return self.read_all(
            tickets, view, [("social_care_is_social", "=", True)], rows
        )

    def read_all(self, records, view, domain, rows):
        names = records.get_view(view.id)["models"][records._name]
        wanted = {name: {} for name in names}
        return self.queries(
            lambda: self.assertEqual(
                len(records.web_search_read(domain, wanted, limit=rows)["records"]),
                rows,
            )
        )

    def conversation(self):
        threads = self.env["social.care.thread"]
        thread = threads.search([("external_id", "=", "long")])
        show = threads.with_user(self.agent).get_conversation
        return self.queries(lambda: show(thread.id))
