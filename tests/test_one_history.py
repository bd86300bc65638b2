# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A person who calls, mails, chats and posts is one customer."""

from odoo.tests import HttpCase, tagged
from odoo.tools import SQL

from odoo.addons.social_care.tests.mail_common import Mailing
from odoo.addons.social_care_crm.models.social_care_customer import CHANGED
from odoo.addons.social_care_crm.tests.link_common import JOHN, SUPERVISOR, LinkCase

CHATS = "im_livechat.im_livechat_group_user"
SALES = "sales_team.group_sale_salesman_all_leads"
PHONE = "helpdesk_mgmt.helpdesk_ticket_channel_phone"
LOGIN = "identity_anna"
# Kind of the entries of the timeline, and where their time is.
KINDS = {
    "crm.lead": ("lead", "create_date"),
    "crm.phonecall": ("call", "date"),
    "discuss.channel": ("chat", "create_date"),
    "helpdesk.ticket": ("ticket", "create_date"),
    "mail.message": ("mail", "date"),
    "social.care.mention": ("mention", "effective_at"),
}


@tagged("post_install", "-at_install")
class TestOneHistory(Mailing, LinkCase, HttpCase):
    """Anna is a contact with a login to the portal. On the network she is Maria."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.ticket.team"].search([]).social_care_routing_mode = "manual"
        cls.team.write(
            {"social_care_routing_mode": "offer", "resource_calendar_id": False}
        )
        cls.stream.stage = "integrated"
        cls.make_rule(action="ticket")
        cls.boss = cls.make_user("boss", f"{SUPERVISOR},{SALES},{CHATS}")

    # -- what Anna does --------------------------------------------------------

    def call(self):
        """An agent writes down what she says on the phone; a salesperson calls back.

        :return: (ticket, call)
        """
        vals = {
            "name": "Calls",
            "description": "Where is it?",
            "team_id": self.team.id,
            "channel_id": self.env.ref(PHONE).id,
            "partner_id": self.anna.id,
            "user_id": False,
        }
        ticket = self.env["helpdesk.ticket"].with_user(self.agent).create(vals)
        calls = self.env["crm.phonecall"].with_user(self.boss)
        vals = {"name": "Called back", "partner_id": self.anna.id, "state": "done"}
        return ticket, calls.create(vals)

    def mail(self):
        """A mail of hers comes in.

        :return: (mail, ticket)
        """
        ticket = self.receive(From=f"Anna <{self.anna.email}>")
        mails = ticket.message_ids.filtered(lambda m: m.message_type == "email")
        return mails, ticket

    def chat(self):
        """She chats as a guest. The salesperson makes it a lead and finds out whose.

        :return: (chat, lead)
        """
        chat = self.open_chat()
        chat.with_user(self.boss).execute_command_lead(body="/lead Wants ten more")
        lead = self.env["crm.lead"].search([("origin_channel_id", "=", chat.id)])
        self.assertFalse(lead.partner_id)
        lead.with_user(self.boss).convert_opportunity(self.anna)
        # Whose it is says which company it weighs in.
        lead.with_user(self.boss).write(
            {"user_id": self.boss.id, "expected_revenue": 10000}
        )
        return chat, lead

    def open_chat(self):
        vals = {"name": "Shop", "user_ids": [(6, 0, self.boss.ids)]}
        place = self.env["im_livechat.channel"].create(vals)
        self.env["mail.presence"]._update_presence(self.boss)
        session = self.make_jsonrpc_request(
            "/im_livechat/get_session", {"channel_id": place.id, "persisted": True}
        )
        said = {
            "thread_model": "discuss.channel",
            "thread_id": session["channel_id"],
            "post_data": {"body": "Have you got ten more?", "message_type": "comment"},
        }
        self.make_jsonrpc_request("/mail/message/post", said)
        return self.env["discuss.channel"].browse(session["channel_id"])

    def post_and_write(self):
        """She posts, and writes in private. Somebody else posts, too.

        :return: (post, its ticket, private message, its ticket)
        """
        self.hear(self.post("c", "Mine broke", who=JOHN))
        posted = self.hear(self.post("a", "Where is it?"))
        private = self.hear(self.post("b", "It is me, Anna", private=True, at=60))
        return posted, posted.ticket_id, private, private.ticket_id

    def confirm(self, private):
        """She opens the one-time link of a private answer, signed in to the portal."""
        words = self.panel().make_link(private.thread_id.id)
        self.run_job(self.answer(private, words, visibility="private"))
        path = "/social_care" + self.said()[-1].partition("/social_care")[2].split()[0]
        self.authenticate(LOGIN, LOGIN)
        page = self.url_open(path)
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        page = self.url_open(path, data={"csrf_token": token, "answer": "yes"})
        self.assertIn("Thank you", page.text)

    def panel(self):
        return self.env["social.care.identity.panel"].with_user(self.agent)

    # -- what passes -----------------------------------------------------------

    def run_jobs(self):
        """Compute the customers that changed, and place the work that asks for it."""
        self.env.flush_all()
        changed = self.env.cr.postcommit.data.get(CHANGED, set())
        self.env["social.care.customer"]._recompute_contacts(sorted(changed))
        changed.clear()
        jobs = self.env["queue.job"].search([("method_name", "=", "_place")])
        for job in jobs:
            job.records.exists()._place()
        jobs.unlink()
        self.env.invalidate_all()

    def let_happen(self, *records):
        """Date records an hour apart, in their order.

        :return: keys of their entries, newest first
        """
        self.env.flush_all()
        for hours, record in enumerate(reversed(records)):
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s = %s - make_interval(hours => %s) WHERE id = %s",
                    SQL.identifier(record._table),
                    SQL.identifier(KINDS[record._name][1]),
                    self.env.cr.now(),
                    hours,
                    record.id,
                )
            )
        self.env.invalidate_all()
        return [f"{KINDS[one._name][0]}-{one.id}" for one in reversed(records)]

    # -- what we see -----------------------------------------------------------

    def read_history(self):
        timeline = self.env["social.care.timeline"].with_user(self.boss)
        return timeline.get_page("res.partner", self.anna.id)["entries"]

    def assert_history(self, *records):
        """Exactly these are in the timeline, newest first."""
        expected = self.let_happen(*records)
        history = self.read_history()
        self.assertEqual([entry["key"] for entry in history], expected)
        moments = [entry["at"] for entry in history]
        self.assertEqual(moments, sorted(set(moments), reverse=True))
        self.assertFalse([entry for entry in history if entry["unproven"]])

    def find_customers(self):
        """Return how Acme knows Anna and the firm that she works for."""
        known = [("partner_id", "in", (self.anna | self.firm).ids)]
        own = [("company_id", "=", self.company.id)]
        return self.env["social.care.customer"].search(known + own)

    def read_term(self, ticket):
        """Return what the strip on a ticket says of the customer."""
        strip = ticket.with_user(self.agent).social_care_get_routing_strip()
        terms = [term for term in strip["terms"] if term["code"] == "customer"]
        return [(term["label"], term["minutes"]) for term in terms]

    def assert_terms(self, minutes, *tickets):
        for ticket in tickets:
            with self.subTest(ticket=ticket.name):
                term = [("Customer weight", minutes)] if minutes else []
                self.assertEqual(self.read_term(ticket), term)

    def test_who_calls_mails_chats_and_posts_is_one_customer(self):
        called, call = self.call()
        mail, mailed = self.mail()
        chat, lead = self.chat()
        posted, post_ticket, private, private_ticket = self.post_and_write()
        before = called, call, mail, mailed, chat, lead
        self.run_jobs()
        self.assert_history(*before)
        self.assert_terms(20, called, mailed)
        # An agent takes them for the same, which proves nothing.
        self.panel().choose_contact(private.thread_id.id, self.anna.id)
        self.run_jobs()
        self.assert_terms(0, post_ticket, private_ticket)

        self.confirm(private)
        self.run_jobs()
        self.assert_history(*before, posted, post_ticket, private, private_ticket)
        customer = self.find_customers()
        self.assertEqual(customer.partner_id, self.firm)
        self.assertEqual(customer.mapped("minutes"), [20])
        # We have answered in private: nobody waits there.
        self.assert_terms(20, called, mailed, post_ticket)

        self.panel().undo_link(private.thread_id.id)
        self.run_jobs()
        self.assert_history(*before)
        self.assert_terms(20, called, mailed)
        self.assert_terms(0, post_ticket)
        self.assertEqual(self.find_customers(), customer)
