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
MEASURE_TITLE = """
    (() => {
        const title = document.querySelector(".oe_title");
        const input = title.querySelector("h2 input");
        const items = title.querySelector(".o_social_care_queue_items");
        const {bottom} = items.getBoundingClientRect();
        return {
            height: title.offsetHeight,
            overflow: title.scrollWidth - title.clientWidth,
            isCut: input.scrollWidth > input.clientWidth,
            words: input.value,
            tooltip: input.title,
            more: title.querySelector(".o_social_care_queue_more")?.innerText,
            shown: [...items.children]
                .filter((item) => item.getBoundingClientRect().top < bottom)
                .map((item) => item.innerText.replace(/\\s+/g, " ")),
        };
    })()
"""
MEASURE_TEAMS = """
    (() => {
        const table = document.querySelector(".o_social_care_board_teams_table");
        return {
            overflow: table.scrollWidth - table.clientWidth,
            columns: [...table.querySelectorAll("thead th")].map((th) => th.innerText),
        };
    })()
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
            names = ("social_care", "social_care_routing", "social_care_cti")
            addons = env["ir.module.module"].search([("name", "in", names)])
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

    def test_messages_can_be_read_on_a_phone(self):
        agent = self.sit_down("hour_anna")
        self.measure(agent, 390, 844)
        height = "document.querySelector('.o_social_care_timeline').clientHeight"
        self.assertGreater(agent.browser.evaluate(height), 240)

    def test_the_tools_of_the_composer_are_one_line_in_each_language(self):
        agent = self.sit_down("hour_anna")
        for lang in ("en_US", "de_DE", "pl_PL"):
            with self.subTest(lang=lang):
                self.set_lang("hour_anna", lang)
                self.measure(agent, *SIZES[0])
                found = agent.browser.evaluate(MEASURE_TOOLS)
                self.assertLess(found["height"], 2 * found["line"], found)
                self.assertLessEqual(found["overflow"], 0, found)

    def test_title_and_clocks_are_one_line(self):
        words = "My parcel was promised for Monday and nobody tells me where it is now"
        with self.env() as env:
            self.make_targets(env)
            count = len(self.find_tickets(env))
        self.set_lang("hour_anna", "en_US")
        self.say("Berta", words)
        self.wait_for_tickets(count + 1)
        agent = self.sit_down("hour_anna")
        self.measure(agent, *SIZES[0], name="Berta")
        agent.wait_for(".o_social_care_queue_items", "Resolution")
        all_items = self.assert_one_line(agent)["shown"]
        self.assertGreater(len(all_items), 2, all_items)
        agent.browser.resize(900, 800)
        agent.wait_for(".o_social_care_queue_more", "+")
        found = self.assert_one_line(agent)
        hidden = int(found["more"].lstrip("+"))
        self.assertEqual(len(found["shown"]) + hidden, len(all_items), found)
        more = "document.querySelector('.o_social_care_queue_more').click()"
        agent.browser.evaluate(more)
        agent.wait_for(".o_social_care_queue.o_all")
        opened = agent.browser.evaluate(MEASURE_TITLE)
        self.assertEqual(opened["shown"], all_items)

    def assert_one_line(self, agent):
        """Title and clocks are in one line, and the tooltip has what is cut off."""
        found = agent.browser.evaluate(MEASURE_TITLE)
        words = json.dumps(found)
        self.assertLess(found["height"], 45, words)
        self.assertLessEqual(found["overflow"], 0, words)
        self.assertTrue(found["isCut"], words)
        self.assertEqual(found["tooltip"], found["words"])
        return found

    def make_targets(self, env):
        """SLA targets of each kind for the team of the shop."""
        team = env["social.care.account"].browse(self.account).team_id
        team.write({"use_sla": True, "resource_calendar_id": False})
        for target in ("first_response", "next_response", "resolution"):
            env["helpdesk.sla"].create(
                {
                    "name": f"A name of some length for {target}",
                    "team_ids": [(6, 0, team.ids)],
                    "sla_response_target": target,
                    "sla_response_minutes": 90,
                }
            )

    def test_the_teams_of_the_wallboard_fit_in_each_language(self):
        with self.env() as env:
            # A board without a team that is routed has no table
            name = "Returns, complaints and everything else that nobody wants"
            team = {"name": name, "social_care_routing_mode": "offer"}
            env["helpdesk.ticket.team"].create(team)
        supervisor = self.sit_down("hour_sara")
        supervisor.browser.resize(*SIZES[0])
        for lang, label in (
            ("de_DE", "Anrufer"),
            ("pl_PL", "Dzwoniący"),
            ("en_US", "Callers"),
        ):
            with self.subTest(lang=lang):
                self.set_lang("hour_sara", lang)
                supervisor.browser.open(f"{supervisor.address}/odoo/social-wallboard")
                supervisor.wait_for(".o_social_care_board_teams_table td")
                found = supervisor.browser.evaluate(MEASURE_TEAMS)
                self.assertIn(label, " ".join(found["columns"]))
                self.assertLessEqual(found["overflow"], 0, found)

    def set_lang(self, login, lang):
        """Let a user have another language from the next page on."""
        with self.env() as env:
            env["res.users"].search([("login", "=", login)]).lang = lang
        # The server remembers the context of users
        self.registry.signal_changes()

    def measure(self, agent, width, height, name="Adam"):
        with self.env() as env:
            ticket = self.find_ticket(env, name).id
        agent.browser.resize(width, height)
        agent.browser.open(f"{agent.address}/odoo/social-tickets/{ticket}")
        agent.wait_for(SEND)
        return agent.browser.evaluate(MEASURE)
