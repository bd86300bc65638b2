# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from itertools import count

from odoo.exceptions import UserError
from odoo.modules.db import FunctionStatus
from odoo.tests import Form, new_test_user
from odoo.tools import SQL

from .channel_common import JOHN, OURS
from .test_channel_search import LUKASZ, SearchCase

MOST = 8


class FindCase(SearchCase):
    def setUp(self):
        super().setUp()
        self.ticket = self.mention_found.ticket_id
        self.other = self.hear(self.post("z", "Where is order S00042?", who=JOHN))
        self.other.with_user(self.agent).action_make_ticket()
        self.env.flush_all()

    def search_tickets(self, words, user=None):
        tickets = self.env["helpdesk.ticket"].with_user(user or self.agent)
        return tickets.search([("social_care_search", "ilike", words)])

    def search_mentions(self, words):
        mentions = self.env["social.care.mention"].with_user(self.agent)
        return mentions.search([("search_words", "ilike", words)])

    def find_with_palette(self, words, user=None):
        return self.env["social.care.finder"].with_user(user or self.agent).find(words)


class TestFirstLineOfTheSearch(FindCase):
    """What one types is looked for in all that people remember of a ticket."""

    def first_line(self, model):
        return next(self.lines(model))

    def test_it_is_the_default(self):
        self.assertIn("social_care_search", self.first_line("helpdesk.ticket"))
        self.assertIn("search_words", self.first_line("social.care.mention"))

    def test_tickets_are_found_by_number_title_text_author_and_handle(self):
        for words in (
            self.ticket.number,
            self.ticket.name,
            "nobody opens",
            LUKASZ["name"],
            LUKASZ["handle"],
            f"@{LUKASZ['handle']}",
        ):
            self.assertEqual(self.search_tickets(words), self.ticket, words)

    def test_tickets_are_found_by_the_order_that_the_customer_names(self):
        self.assertEqual(self.search_tickets("S00042"), self.other.ticket_id)

    def test_accents_are_ignored(self):
        self.need_unaccent()
        for words in ("lodz", "lukasz muller", "ŁUKASZ", "strasse"):
            self.assertEqual(self.search_tickets(words), self.ticket, words)

    def test_what_we_said_is_found(self):
        self.hear(self.post("b1", "We send a voucher", to="a", who=OURS))
        self.assertEqual(self.search_tickets("voucher"), self.ticket)

    def test_a_ticket_without_a_conversation_is_found(self):
        mail = self.env["helpdesk.ticket"].create(
            {
                "name": "Broken lamp",
                "description": "It is broken",
                "team_id": self.team.id,
                "company_id": self.company.id,
                "partner_name": "Olga Mail",
                "partner_email": "olga@example.com",
            }
        )
        for words in (mail.number, "broken lamp", "Olga M", "olga@exam"):
            self.assertEqual(self.search_tickets(words), mail, words)

    def test_archived_tickets_are_found_where_they_are_wanted(self):
        self.ticket.active = False
        tickets = self.env["helpdesk.ticket"].with_user(self.agent)
        domain = [("social_care_search", "ilike", "nobody opens")]
        self.assertFalse(tickets.search(domain))
        self.assertEqual(tickets.search([*domain, ("active", "=", False)]), self.ticket)
        number = [("social_care_search", "ilike", self.ticket.number)]
        self.assertEqual(tickets.search([*number, ("active", "=", False)]), self.ticket)

    def test_people_are_found_by_their_contact(self):
        contact = self.env["res.partner"].create({"name": "Acme Buyer"})
        self.mention_found.profile_id.partner_id = contact
        self.assertEqual(self.search_tickets("acme buyer"), self.ticket)
        self.assertEqual(self.search_mentions("acme buyer"), self.mention_found)

    def test_mentions_are_found_by_text_author_and_ticket(self):
        for words in (
            "nobody opens",
            LUKASZ["name"],
            f"@{LUKASZ['handle']}",
            self.ticket.number,
        ):
            self.assertEqual(self.search_mentions(words), self.mention_found, words)

    def test_signs_of_sql_are_letters(self):
        for words in ("' OR 1=1 --", "nobody') --", "\\'", "{}"):
            self.assertFalse(self.search_tickets(words), words)
            self.assertFalse(self.search_mentions(words), words)

    def test_conversations_of_others_stay_with_them(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_user(
            "stranger", "social_care.group_social_care_agent", elsewhere
        )
        for words in (self.ticket.number, "nobody opens", LUKASZ["handle"]):
            self.assertFalse(self.search_tickets(words, stranger), words)


class TestPalette(FindCase):
    """Ctrl+K finds people and tickets."""

    def test_people_and_tickets_are_found(self):
        found = self.find_with_palette("łukasz")
        profile = self.mention_found.profile_id
        self.assertEqual(
            found["people"],
            [
                {
                    "id": profile.id,
                    "name": LUKASZ["name"],
                    "handle": LUKASZ["handle"],
                    "network": "demo",
                }
            ],
        )
        (row,) = found["tickets"]
        self.assertEqual(row["id"], self.ticket.id)
        self.assertEqual(row["number"], self.ticket.number)
        self.assertEqual(row["who"], LUKASZ["name"])
        self.assertIn("Æsop", row["title"])

    def test_the_newest_tickets_come_first_and_not_all(self):
        for number in range(MOST + 3):
            self.hear(self.post(f"n{number}", "Same words here", who=JOHN))
        mentions = self.env["social.care.mention"].search(
            [("text", "=", "Same words here"), ("state", "=", "inbox")]
        )
        mentions.with_user(self.agent).action_make_ticket()
        found = self.find_with_palette("same words")
        ids = [row["id"] for row in found["tickets"]]
        self.assertEqual(ids, sorted(ids, reverse=True))
        self.assertLessEqual(len(ids), MOST)

    def test_one_letter_finds_nothing(self):
        self.assertFalse(self.find_with_palette("ł"))
        self.assertFalse(self.find_with_palette("   "))

    def test_an_endless_text_is_bounded(self):
        self.assertEqual(
            self.find_with_palette("x" * 10**6), {"people": [], "tickets": []}
        )

    def test_only_agents_find(self):
        employee = new_test_user(self.env, "palette_employee", groups="base.group_user")
        self.assertFalse(self.find_with_palette("łukasz", employee))

    def test_only_text_is_searched_for(self):
        for words in (7, None, ["łukasz"], {"a": 1}):
            with self.assertRaises(UserError):
                self.find_with_palette(words)

    def test_strangers_find_nothing(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_user(
            "stranger", "social_care.group_social_care_agent", elsewhere
        )
        self.assertEqual(
            self.find_with_palette("łukasz", stranger), {"people": [], "tickets": []}
        )


class TestPlans(FindCase):
    """No table is read as a whole, however many mentions there are."""

    numbers = count()

    def use_bitmaps(self):
        """As in a large database; in a small one PostgreSQL begins at the other end."""
        for way in ("seqscan", "indexscan", "nestloop"):
            self.env.cr.execute(f"SET LOCAL enable_{way} = off")

    def explain(self, model, name):
        self.use_bitmaps()
        # Without rules: in a small table PostgreSQL prefers the index of their company
        records = self.env[model].sudo()
        query = records._search([(name, "ilike", "müller")])
        self.env.cr.execute(SQL("EXPLAIN %s", query.select()))
        return "\n".join(row[0] for row in self.env.cr.fetchall())

    def need_index(self):
        if self.registry.has_unaccent == FunctionStatus.PRESENT:
            self.skipTest("The function unaccent of this database is not immutable")

    def test_indexes_find_tickets(self):
        self.need_index()
        plan = self.explain("helpdesk.ticket", "social_care_search")
        for index in (
            "helpdesk_ticket__number_index",
            "helpdesk_ticket__name_index",
            "helpdesk_ticket__partner_name_index",
            "helpdesk_ticket__partner_email_index",
        ):
            self.assertIn(f"Bitmap Index Scan on {index}", plan)

    def test_an_index_finds_people_by_the_names_of_their_contacts(self):
        self.need_index()
        profiles = self.env["social.care.profile"].sudo()
        queries = SQL(" UNION ").join(profiles._get_search_queries("müller"))
        self.use_bitmaps()
        self.env.cr.execute(SQL("EXPLAIN %s", queries))
        plan = "\n".join(row[0] for row in self.env.cr.fetchall())
        index = "res_partner_social_care_trigram_idx"
        self.assertIn(f"Bitmap Index Scan on {index}", plan)

    def test_indexes_find_mentions(self):
        self.need_index()
        plan = self.explain("social.care.mention", "search_words")
        for index in (
            "social_care_mention__text_index",
            "social_care_profile__handle_index",
            "helpdesk_ticket__number_index",
        ):
            self.assertIn(f"Bitmap Index Scan on {index}", plan)

    def test_many_rows_cost_the_queries_of_few(self):
        self.meet(2)
        self.find_with_palette("łukasz")
        few = self.count_queries("łukasz", 3)
        self.meet(MOST)
        self.assertLessEqual(self.count_queries("łukasz", MOST), few + 1)

    def meet(self, people):
        """People of the same name write."""
        for _number in range(people):
            uid = f"again-{next(self.numbers)}"
            who = dict(LUKASZ, external_id=uid, handle=uid)
            mention = self.hear(self.post(uid, "Again", who=who))
            mention.with_user(self.agent).action_make_ticket()

    def count_queries(self, words, people):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        found = self.find_with_palette(words)
        self.assertEqual(len(found["people"]), people)
        return self.cr.sql_log_count - before


class TestSettingOfShortcuts(SearchCase):
    """Each user decides in the preferences whether there are shortcuts."""

    def test_they_are_on_until_a_user_switches_them_off(self):
        agent = self.agent.with_user(self.agent)
        self.assertTrue(agent.social_care_hotkeys)
        agent.social_care_hotkeys = False
        self.assertFalse(agent.res_users_settings_id.social_care_hotkeys)
        self.assertTrue(self.supervisor.social_care_hotkeys)
        self.env.invalidate_all()
        self.assertFalse(agent.social_care_hotkeys)

    def test_they_are_in_the_preferences(self):
        self.agent.tz = "Europe/Warsaw"
        agent = self.agent.with_user(self.agent)
        view = "base.view_users_form_simple_modif"
        with Form(agent, view) as form:
            form.social_care_hotkeys = False
        self.assertFalse(agent.res_users_settings_id.social_care_hotkeys)

    def test_a_colleague_keeps_theirs(self):
        self.agent.social_care_hotkeys = False
        settings = self.env["res.users.settings"]
        own = settings._find_or_create_for_user(self.agent)
        self.assertFalse(own._res_users_settings_format()["social_care_hotkeys"])
        others = settings._find_or_create_for_user(self.supervisor)
        self.assertTrue(others._res_users_settings_format()["social_care_hotkeys"])
