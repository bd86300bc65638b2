# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A shop on the demo network: customers who write, colleagues at browsers without a
mouse, and a server whose jobs and notifications are real."""

from odoo.tests import new_test_user

from .keyboard import Chromium, Person
from .nodes import start_node
from .race import RaceCase

INPUT = ".o_social_care_input"
SENT = ".o_social_care_message.o_own:not(.o_pending)"
TICKETS = "/odoo/social-tickets"


class Agent(Person):
    """What people do at the desk, by its keyboard shortcuts."""

    def open_tickets(self):
        self.browser.open(f"{self.address}{TICKETS}")
        self.wait_for(".o_data_row")

    def open_row(self, words):
        """From the list to a ticket: arrow keys, then Enter."""
        self.wait_for(".o_data_row", words)
        self.wait_for_focus(".o_data_row *")
        row = "document.activeElement.closest('.o_data_row')?.innerText || ''"
        for _ in range(20):
            if words in self.browser.evaluate(row):
                break
            self.press("ArrowDown")
        self.press("Enter")
        self.wait_for(".o_social_care_message", words)

    def go_back(self):
        """To where the breadcrumb leads."""
        self.press("Alt+B")
        self.wait_for(".o_list_view .o_data_row")

    def compose(self, text, choose):
        """Choose who may read the reply, and write it."""
        self.press(choose)
        self.wait_for_focus(INPUT)
        self.type(text)

    def reply(self, text, choose, send="Control+Enter"):
        self.compose(text, choose)
        self.press(send)
        self.wait_for(SENT, text)

    def attach(self, path):
        """Choose a file where the browser asks for one, from the reply box."""
        self.browser.command("Page.setInterceptFileChooserDialog", enabled=True)
        self.press_until("Tab", ".o_social_care_attach")
        self.press("Enter")
        self.browser.choose_file(path)
        self.wait_for(".o_social_care_attached")

    def open_next(self):
        """Go to the next customer who waits for this agent."""
        before = self.browser.evaluate("location.href")
        self.press("Alt+Shift+J")
        said = "the next ticket is shown"
        self.wait_until(lambda: self.browser.evaluate("location.href") != before, said)
        self.wait_for_focus(INPUT)

    @property
    def waiting(self):
        """The number in the top bar of customers who wait for this agent."""
        badge = "document.querySelector('.o_social_care_waiting_badge')?.innerText"
        return int(self.browser.evaluate(badge) or 0)


class DeskCase(RaceCase):
    """Nothing but the tickets of this shop, and what its customers write, is there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.env() as env:
            cls._clear(env)
            cls.make_colleagues(env)
            cls.account = cls.make_shop(env).id

    @classmethod
    def _clear(cls, env):
        env.company.social_care_undo_seconds = 0
        # This process has the files of the suite, the server those of its database.
        env["ir.config_parameter"].set_param("ir_attachment.location", "db")
        env["helpdesk.ticket.team"].search([]).social_care_routing_mode = "manual"
        for name in ("social.care.account", "social.care.rule", "helpdesk.ticket"):
            env[name].search([]).active = False
        env["social.care.approval.rule"].search([]).unlink()

    @classmethod
    def make_colleagues(cls, env):
        for login, group, name in (
            ("hour_anna", "agent", "Anna Novak"),
            ("hour_piotr", "agent", "Piotr Lis"),
            ("hour_sara", "supervisor", "Sara Lind"),
        ):
            groups = f"social_care.group_social_care_{group}"
            new_test_user(env, login, groups=groups, name=name, password=login)

    @classmethod
    def make_shop(cls, env):
        agents = env["res.users"].search([("login", "in", ("hour_anna", "hour_piotr"))])
        team = {"name": "Hour Shop", "user_ids": agents.ids}
        account = env["social.care.account"].create(
            {
                "name": "Hour shop",
                "network": "demo",
                "handle": "hourshop",
                "team_id": env["helpdesk.ticket.team"].create(team).id,
                "signature_template": False,
            }
        )
        account.action_connect()
        account.stream_ids.stage = "routed"
        return account

    def setUp(self):
        super().setUp()
        self.node = start_node(self)

    def sit_down(self, login):
        """Somebody logs in at a browser of their own.

        :return: ``Agent``
        """
        browser = self.enterContext(Chromium())
        agent = Agent(browser, f"http://127.0.0.1:{self.node.port}")
        agent.log_in(login)
        return agent

    # -- customers -------------------------------------------------------------

    def say(self, name, text, **vals):
        """A customer posts on the network; one who is new there is made.

        :return: ID of the post
        """
        with self.env() as env:
            post = self._find_person(env, name), env["social.care.demo.post"]
            return post[1]._say(self._get_post_vals(post[0], text, vals)).id

    def _find_person(self, env, name):
        people = env["social.care.demo.person"]
        handle = name.lower()
        found = people.search([("handle", "=", handle)])
        return found or people.create({"name": name, "handle": handle})

    def _get_post_vals(self, person, text, vals):
        place = {"account_id": self.account, "person_id": person.id}
        to = "" if vals.get("private") or vals.get("parent_id") else "@hourshop "
        return {**place, "text": f"{to}{text}", **vals}

    def answer(self, name, text):
        """A customer answers the newest reply to them."""
        with self.env() as env:
            thread = self.find_ticket(env, name).social_care_thread_ids
            own = thread.mention_ids.filtered("is_own").sorted("id")[-1]
            post = env["social.care.demo.post"].search([("uid", "=", own.external_id)])
            person = self._find_person(env, name)
            vals = {"parent_id": post.id, "private": post.private}
            env["social.care.demo.post"]._say(self._get_post_vals(person, text, vals))

    # -- what came of it -------------------------------------------------------

    def find_tickets(self, env, name=None):
        domain = [("social_care_thread_ids.account_id", "=", self.account)]
        if name:
            domain.append(("social_care_profile_id.name", "=", name))
        return env["helpdesk.ticket"].search(domain, order="id")

    def find_ticket(self, env, name):
        return self.find_tickets(env, name)[:1]

    def find_replies(self, env, name):
        replies = self.find_ticket(env, name).social_care_thread_ids.reply_ids
        return replies.sorted("id")

    def wait_for_tickets(self, count):
        def reached(env):
            return len(self.find_tickets(env)) == count

        self.wait_until(reached, f"{count} tickets")
