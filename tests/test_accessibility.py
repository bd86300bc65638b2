# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Our screens with the data of the demo, checked by axe in a browser.

``AXE_COUNTS=path`` writes the counts per screen there; docs/accessibility.md has them.
"""

import os
from contextlib import contextmanager
from unittest import skipUnless
from urllib.parse import urljoin

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tests.common import ChromeBrowser

from . import axe
from .axe import Screen, open_form

AGENT = "social_care.group_social_care_agent"
TICKETS = "social_care.social_care_ticket_action"


@skipUnless(axe.AXE, "script/test fetches axe-core, which checks accessibility")
@tagged("post_install", "-at_install")
class TestAccessibility(HttpCase):
    browser_size = "1280x800"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.counts = []

    @classmethod
    def tearDownClass(cls):
        if path := os.environ.get("AXE_COUNTS"):
            axe.write_counts(path, cls.counts)
        super().tearDownClass()

    def check(self, login, screens, path="/odoo"):
        """Fail where our markup breaks a rule; Odoo's own is counted only."""
        with self.open_browser(login, path) as browser:
            axe.start(browser)
            findings = {screen.name: axe.check(browser, screen) for screen in screens}
        self.counts.append((login or "customer", findings))
        words = axe.describe(findings)
        self.assertFalse(words, words)

    @contextmanager
    def open_browser(self, login, path="/odoo"):
        browser = ChromeBrowser(self)
        try:
            with self.allow_requests(browser=browser):
                self.authenticate(login, login, browser=browser)
                self.cr.flush()
                self.cr.clear()
                browser.navigate_to(urljoin(self.base_url(), path), wait_stop=True)
                yield browser
                browser.stop()
                self._wait_remaining_requests()
        finally:
            browser.chrome.kill()

    def find_ticket(self):
        """One with a reply that waits for approval."""
        replies = self.env["social.care.reply"].search([("state", "=", "to_approve")])
        ticket = replies.ticket_id[:1]
        ticket._sync_social_care_work()
        return ticket

    def make_private_form(self):
        """:return: path of a form that a customer can use"""
        public = [
            ("is_own", "=", False),
            ("private", "=", False),
            ("text", "!=", False),
        ]
        mention = self.env["social.care.mention"].search(public, limit=1)
        reply = mention.thread_id._create_reply(mention.id, "Hello", "public", [])
        form = self.env["social.care.private.form"]._issue(reply)
        return f"/social_care/private/{form._get_token()}"

    def test_a_customer_s_pages(self):
        path = self.make_private_form()
        form = Screen("Private form", ".o_social_care_private form", is_our_page=True)
        self.check(None, [form], path)
        gone = Screen(
            "Private form, used", ".o_social_care_private h1", is_our_page=True
        )
        self.check(None, [gone], "/social_care/private/no-such")

    def make_agent(self):
        """One who is offered a ticket, and has others whose customers wait."""
        user = new_test_user(self.env, "agent", groups=AGENT, password="agent")
        threads = self.env["social.care.thread"].search(
            [("waiting_since", "!=", False), ("ticket_id.user_id", "=", False)]
        )
        tickets = threads.ticket_id[:3]
        tickets.team_id.write({"user_ids": [(4, user.id)]})
        tickets.user_id = user
        self.offer_ticket(user)

    def offer_ticket(self, user):
        team = self.env["helpdesk.ticket.team"].create(
            {
                "name": "Orders",
                "social_care_routing_mode": "offer",
                "user_ids": user.ids,
                "resource_calendar_id": False,
            }
        )
        call = {"name": "Call me back", "description": "Today", "user_id": False}
        self.env["helpdesk.ticket"].create(call | {"team_id": team.id})
        agent = self.env["social.care.agent"]._ensure_for_users(user)
        agent._set_state("available")
        self.env["social.care.routing.drain"]._drain_once()
        self.assertTrue(agent._search_works("offered"))

    def test_an_agent_s_screens(self):
        self.make_agent()
        ticket = open_form("helpdesk_mgmt.helpdesk_ticket_action", self.find_ticket())
        self.check(
            "agent",
            [
                Screen("Ticket with conversation", ".o_social_care_main", **ticket),
                Screen(
                    "Macros",
                    ".o_social_care_macro_menu",
                    clicks=(".o_social_care_macros",),
                ),
                Screen(
                    "Go private",
                    ".o_social_care_way",
                    **ticket,
                    clicks=(".o_social_care_go_private",),
                ),
                Screen(
                    "Why this agent",
                    ".o_social_care_story",
                    **ticket,
                    clicks=(".o_social_care_queue_why",),
                ),
                Screen(
                    "Keyboard shortcuts",
                    ".o_social_care_hotkeys",
                    **ticket,
                    clicks=(".o_social_care_hotkeys_button",),
                ),
                Screen("Tickets", ".o_data_row", TICKETS),
                Screen(
                    "Tickets, as cards",
                    ".o_kanban_record",
                    TICKETS,
                    {"viewType": "kanban"},
                ),
                Screen(
                    "Waiting for me",
                    ".o_social_care_waiting_row",
                    clicks=(".o_social_care_waiting_button",),
                ),
                Screen(
                    "State, workload and offer",
                    ".o_social_care_offer",
                    clicks=(".o_social_care_agent_state",),
                ),
                Screen(
                    "Inbox",
                    ".o_data_row",
                    "social_care.social_care_inbox_action",
                    is_our_view=True,
                ),
            ],
        )

    def test_a_supervisor_s_screens(self):
        reply = self.env["social.care.reply"].search([], limit=1)
        partner = self.env.ref("base.res_partner_2")
        self.env["social.care.profile"].search([], limit=1).partner_id = partner
        macro = self.env["social.care.macro"].search([], limit=1)
        replies = "social_care.social_care_reply_action"
        macros = "social_care.social_care_macro_action"
        form = ".o_form_renderer"
        self.check(
            "supervisor",
            [
                Screen(
                    "Replies to approve",
                    ".o_data_row",
                    "social_care.social_care_reply_approval_action",
                    is_our_view=True,
                ),
                Screen("Reply", form, **open_form(replies, reply), is_our_view=True),
                Screen(
                    "Wallboard",
                    ".o_social_care_board_figures",
                    "social_care_routing.social_care_wallboard_action",
                ),
                Screen(
                    "Customer",
                    ".o_social_care_history",
                    **open_form("base.action_partner_form", partner),
                    clicks=(".nav-link[name=social_care_history]",),
                ),
                Screen("Macro", form, **open_form(macros, macro), is_our_view=True),
                Screen(
                    "Test routing",
                    f".modal {form}",
                    "social_care_routing_replay.social_care_routing_test_action",
                    is_our_view=True,
                ),
            ],
        )

    def test_an_administrator_s_screens(self):
        rule = self.env["social.care.rule"].search([], limit=1)
        account = self.env.ref("social_care_demo.account_northwind")
        rules = "social_care.social_care_rule_action"
        accounts = "social_care.social_care_account_action"
        form = ".o_form_renderer"
        self.check(
            "admin",
            [
                Screen("Rule", form, **open_form(rules, rule), is_our_view=True),
                Screen(
                    "Account", form, **open_form(accounts, account), is_our_view=True
                ),
                Screen(
                    "Connect an account",
                    f".modal {form}",
                    "social_care.social_care_connect_action",
                    is_our_view=True,
                ),
            ],
        )
