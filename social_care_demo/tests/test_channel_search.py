# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ast import literal_eval

from lxml import etree

from odoo.fields import Domain
from odoo.modules.db import FunctionStatus
from odoo.tests import Form
from odoo.tools import SQL

from .channel_common import ChannelCase

LUKASZ = {
    "external_id": "p7",
    "handle": "łukasz.müller",
    "name": "Łukasz Müller-Nuñez",
    "followers": 3,
}
PLAIN = {"external_id": "p8", "handle": "muller", "name": "Lukasz Muller"}
TEXT = "Łódź: nobody opens in the Straße Müller, says Mr Æsop"


class SearchCase(ChannelCase):
    """Types a word into the search box of a screen, into each of its lines."""

    def setUp(self):
        super().setUp()
        self.account.stream_ids.stage = "manual"
        self.mention_found = self.hear(self.post("a", TEXT, who=LUKASZ))
        self.hear(self.post("b", "Nothing of the kind"))
        self.mention_found.with_user(self.agent).action_make_ticket()
        self.env.flush_all()

    def lines(self, model):
        """Domains of the search view's lines, with ``self`` for what is typed."""
        view = self.env[model].with_user(self.agent).get_view(view_type="search")
        for line in etree.fromstring(view["arch"]).iter("field"):
            domain = line.get("filter_domain")
            operator = line.get("operator", "ilike")
            yield domain or f"[({line.get('name')!r}, {operator!r}, self)]"

    def find(self, model, word):
        domains = [
            literal_eval(line.replace("self)", f"{word!r})"))
            for line in self.lines(model)
        ]
        return self.env[model].with_user(self.agent).search(Domain.OR(domains))

    def assert_found(self, record, *words):
        for word in words:
            self.assertEqual(self.find(record._name, word), record, word)

    def need_unaccent(self):
        if not self.registry.has_unaccent:
            self.skipTest("The database user of this suite may not make extensions")


class TestSearchWithoutAccents(SearchCase):
    """A keyboard without the letter finds the word, and the other way round."""

    def setUp(self):
        super().setUp()
        self.need_unaccent()

    def test_texts_are_found(self):
        words = ("lodz", "ŁÓDŹ", "muller", "Müller", "strasse", "Straße", "aesop")
        for record in (
            self.mention_found,
            self.mention_found.thread_id,
            self.mention_found.ticket_id,
        ):
            self.assert_found(record, *words)

    def test_people_are_found(self):
        profile = self.mention_found.profile_id
        self.assert_found(profile, "lukasz", "Nunez", "MULLER", "łukasz.muller")
        found = self.env["social.care.profile"].name_search("lukasz mull")
        self.assertEqual([row[0] for row in found], profile.ids)

    def test_tickets_are_found_by_their_author(self):
        self.assert_found(self.mention_found.ticket_id, "lukasz", "nunez")

    def test_contacts_are_found(self):
        contact = self.env["res.partner"].create({"name": "Łukasz Müller-Nuñez"})
        self.mention_found.profile_id.partner_id = contact
        self.assertEqual(
            self.env["res.partner"].search([("name", "ilike", "lukasz muller")]),
            contact,
        )
        self.assertEqual(
            self.env["social.care.mention"].search([("partner_id", "ilike", "nunez")]),
            self.mention_found,
        )

    def test_a_search_with_accents_finds_text_without(self):
        plain = self.hear(self.post("c", "Muller in Lodz", who=PLAIN))
        found = self.find("social.care.mention", "Müller")
        self.assertEqual(found, self.mention_found | plain)
        self.assertIn(plain.profile_id, self.find("social.care.profile", "Łukasz"))

    def test_replies_are_found(self):
        reply = self.answer(self.mention_found, "Grüße aus Łódź")
        self.assert_found(reply, "grusse", "lodz")


class TestSearchInLongLists(SearchCase):
    """Indexes answer, with accents or without."""

    def plan(self, model, field):
        """How PostgreSQL finds it where looking at every row is not an option."""
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute("SET LOCAL enable_indexscan = off")
        records = self.env[model].sudo().with_context(active_test=False)
        query = records._search([(field, "ilike", "müller")], bypass_access=True)
        self.env.cr.execute(SQL("EXPLAIN %s", query.select()))
        return "\n".join(row[0] for row in self.env.cr.fetchall())

    def test_an_index_answers(self):
        if self.registry.has_unaccent == FunctionStatus.PRESENT:
            self.skipTest("The function unaccent of this database is not immutable")
        for model, field in (
            ("social.care.mention", "text"),
            ("social.care.profile", "name"),
            ("social.care.profile", "handle"),
            ("social.care.reply", "text"),
        ):
            index = f"{self.env[model]._table}__{field}_index"
            self.assertIn(f"Bitmap Index Scan on {index}", self.plan(model, field))


class TestSearchWithoutTheExtension(SearchCase):
    """The app works where the database has no ``unaccent``."""

    def setUp(self):
        super().setUp()
        for name in ("has_unaccent", "unaccent", "unaccent_python"):
            value = getattr(self.registry, name)
            self.addCleanup(setattr, self.registry, name, value)
        self.registry.has_unaccent = FunctionStatus.MISSING
        self.registry.unaccent = self.registry.unaccent_python = lambda value: value

    def test_words_are_found_as_they_are_written(self):
        self.assert_found(self.mention_found, "Müller", "Łódź", "Straße")
        self.assert_found(self.mention_found.ticket_id, "Müller", "Łódź")
        self.assert_found(self.mention_found.profile_id, "Müller", "nuñez")
        self.assertFalse(self.find("social.care.mention", "lodz"))

    def test_forms_work(self):
        self.assertTrue(Form(self.mention_found.profile_id))
