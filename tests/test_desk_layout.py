# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The reply box of a ticket on a desk, on a phone and at a zoom of 200 %."""

import json

from .desk import DeskCase

ARABIC = "ar_001"
# The last one is 1280 x 800 at 200 %.
SIZES = ((1280, 800), (390, 844), (640, 400))
SEND = ".o_social_care_send"
MEASURE = f"""
    (() => {{
        const send = document.querySelector("{SEND}");
        send.scrollIntoView({{block: "nearest"}});
        const {{left, top, right, bottom}} = send.getBoundingClientRect();
        const page = document.documentElement.scrollWidth;
        return {{
            direction: getComputedStyle(document.body).direction,
            overflow: page - innerWidth,
            isInside: left >= 0 && top >= 0 && right <= innerWidth
                && bottom <= innerHeight,
        }};
    }})()
"""
MEASURE_TOOLS = f"""
    (() => {{
        const send = document.querySelector("{SEND}");
        const tools = send.parentElement;
        return {{
            height: tools.clientHeight,
            line: send.offsetHeight,
            overflow: tools.scrollWidth - tools.clientWidth,
        }};
    }})()
"""


class TestDeskLayout(DeskCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.env() as env:
            for lang in (ARABIC, "de_DE", "pl_PL"):
                env["res.lang"]._activate_lang(lang)
            # Languages bring their terms with the update of an addon
            addons = env["ir.module.module"].search([("name", "=", "social_care")])
            addons._update_translations(["de_DE", "pl_PL"])
            piotr = env["res.users"].search([("login", "=", "hour_piotr")])
            piotr.lang = ARABIC

    def setUp(self):
        super().setUp()
        with self.env() as env:
            is_there = bool(self.find_tickets(env))
        if not is_there:
            self.say("Adam", "Where is my parcel?")
            self.wait_for_tickets(1)

    def test_the_reply_box_is_in_view_at_each_size_in_both_directions(self):
        for login, direction in (("hour_anna", "ltr"), ("hour_piotr", "rtl")):
            agent = self.sit_down(login)
            for size in SIZES:
                with self.subTest(login=login, size=size):
                    found = self.measure(agent, *size)
                    words = json.dumps(found)
                    self.assertEqual(found["direction"], direction)
                    self.assertTrue(found["isInside"], words)
                    self.assertLessEqual(found["overflow"], 0, words)

    def test_a_notice_above_the_desk_does_not_push_the_reply_box_away(self):
        agent = self.sit_down("hour_anna")
        self.measure(agent, *SIZES[0])
        agent.press("Alt+Shift+Z")
        agent.wait_for(".modal", "Snooze")
        agent.press("Alt+Q")
        agent.wait_for(".alert", "Snoozed until")
        bottom = f"document.querySelector('{SEND}').getBoundingClientRect().bottom"
        height = SIZES[0][1]
        agent.wait_until(
            lambda: agent.browser.evaluate(bottom) < height, "the button is in view"
        )

    def test_messages_can_be_read_on_a_phone(self):
        agent = self.sit_down("hour_anna")
        self.measure(agent, 390, 844)
        height = "document.querySelector('.o_social_care_timeline').clientHeight"
        self.assertGreater(agent.browser.evaluate(height), 240)

    def test_the_tools_of_the_composer_are_one_line_in_each_language(self):
        agent = self.sit_down("hour_anna")
        for lang in ("en_US", "de_DE", "pl_PL"):
            with self.subTest(lang=lang):
                with self.env() as env:
                    env["res.users"].search([("login", "=", "hour_anna")]).lang = lang
                self.measure(agent, *SIZES[0])
                found = agent.browser.evaluate(MEASURE_TOOLS)
                self.assertLess(found["height"], 2 * found["line"], found)
                self.assertLessEqual(found["overflow"], 0, found)

    def measure(self, agent, width, height):
        with self.env() as env:
            ticket = self.find_ticket(env, "Adam").id
        agent.browser.resize(width, height)
        agent.browser.open(f"{agent.address}/odoo/social-tickets/{ticket}")
        agent.wait_for(SEND)
        return agent.browser.evaluate(MEASURE)
