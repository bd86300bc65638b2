# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from functools import partial

from lxml import etree

from .card_common import CardCase

OURS = "social_care_"


class TestContactForm(CardCase):
    """What our addons put on the form of a contact is read when its page is opened."""

    def list_fields(self, user):
        """Return the names of the fields that the form reads."""
        partners = self.env["res.partner"].with_user(user)
        arch = partners.get_views([(False, "form")])["views"]["form"]["arch"]
        found = etree.fromstring(arch).xpath("//field[not(ancestor::field)]/@name")
        return set(found)

    def read_form(self, user, names):
        specification = {name: {} for name in names}
        self.contact.with_user(user).web_read(specification)

    def test_it_costs_no_query_more(self):
        self.meet_maria()
        self.contact.social_care_handle_ids = [(0, 0, {"network": "demo", "name": "m"})]
        for user in (self.agent, self.boss):
            names = self.list_fields(user)
            others = {name for name in names if OURS not in name}
            self.assertIn("social_care_is_vip", names - others)
            read_others = partial(self.read_form, user, others)
            read_all = partial(self.read_form, user, names)
            # Both are read once before: what lasts in memory is then there for both
            self.count_queries(read_others)
            now = self.count_queries(read_all)
            self.assertEqual(now, self.count_queries(read_others), user.login)
