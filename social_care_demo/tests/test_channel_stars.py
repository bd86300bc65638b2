# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from .channel_common import JOHN, ChannelCase


class TestStars(ChannelCase):
    """The star rating of a review is where people look for it."""

    def review(self, uid="a", stars=2, text="Too late", **post):
        return self.post(uid, text, stars=stars, **post)

    def hear_review(self, **vals):
        return self.hear(self.review(**vals))

    def test_a_review_has_its_rating(self):
        mention = self.hear_review()
        self.assertEqual((mention.kind, mention.stars), ("review", "2"))
        self.assertFalse(mention.private)

    def test_an_ordinary_post_has_none(self):
        mention = self.hear(self.post("b"))
        self.assertEqual((mention.kind, mention.stars), ("post", False))
        self.assertEqual(mention.preview, "Hello")

    def test_it_stands_in_front_of_every_line_about_it(self):
        mention = self.hear_review()
        self.assertEqual(mention.preview, "2★ Too late")
        self.assertEqual(mention.display_name, "Maria: 2★ Too late")
        self.assertEqual(mention.thread_id.preview, "2★ Too late")

    def test_it_is_in_the_conversation(self):
        thread = self.hear_review().thread_id
        threads = self.env["social.care.thread"].with_user(self.agent)
        (message,) = threads.get_conversation(thread.id)["messages"]
        self.assertEqual(message["stars"], 2)

    def test_lists_are_searched_and_grouped_by_it(self):
        for number, stars in enumerate((1, 1, 5)):
            who = {**JOHN, "external_id": f"r{number}"}
            self.hear_review(uid=f"r{number}", stars=stars, who=who)
        self.hear(self.post("b"))
        mentions = self.env["social.care.mention"].with_user(self.supervisor)
        own = [("company_id", "=", self.company.id)]
        self.assertEqual(mentions.search_count([*own, ("stars", "in", ["1", "2"])]), 2)
        rows = mentions._read_group(own, ["stars"], ["__count"])
        self.assertEqual(dict(rows), {"1": 2, "5": 1, False: 1})

    def test_an_edit_changes_it_and_one_without_it_does_not(self):
        review = self.review(stars=1)
        mention = self.hear(review)
        changed = {**review.payload["post"], "text": "Better", "stars": 4}
        self.hear(self._event("edit", "a", 5, changed, 1))
        self.assertEqual((mention.text, mention.stars), ("Better", "4"))
        self.hear(self._event("edit", "a", 9, {**changed, "stars": 0}, 2))
        self.assertEqual(mention.stars, "4")

    # -- rules -----------------------------------------------------------------

    def test_a_rule_picks_bad_reviews(self):
        bad = self.make_rule(name="Bad reviews", stars_max="2", priority="3")
        for stars, rule in ((1, bad), (2, bad), (3, False), (5, False)):
            who = {**JOHN, "external_id": f"r{stars}"}
            mention = self.hear_review(uid=f"r{stars}", stars=stars, who=who)
            self.assertEqual(mention.rule_id.id, rule and rule.id, stars)
        self.assertFalse(self.hear(self.post("b", at=9)).rule_id)

    def test_the_tester_says_the_same(self):
        rule = self.make_rule(name="Bad reviews", stars_max="2")
        for stars, acts in (("1", True), ("2", True), ("3", False), (False, False)):
            test = self.env["social.care.rule.test"].create(
                {"account_id": self.account.id, "text": "late", "stars": stars}
            )
            self.assertEqual(test.rule_id == rule, acts, stars)
            self.assertEqual("Rating at most" in test.result, not acts)

    def test_the_condition_is_on_the_form_and_in_the_configuration(self):
        arch = self.env["social.care.rule"].get_view(view_type="form")["arch"]
        self.assertEqual(arch.count('name="stars_max"'), 1)
        self.make_rule(name="Bad reviews", stars_max="2")
        configuration = self.env["social.care.configuration"].with_user(self.manager)
        exported = configuration.with_company(self.company)._export_file()
        self.assertIn("stars_max", str(exported))

    # -- personal data ---------------------------------------------------------

    def test_it_is_exported(self):
        export = self.hear_review().profile_id._export()
        self.assertEqual(export["mentions"][0]["stars"], 2)

    def test_it_is_erased(self):
        mention = self.hear_review()
        mention.profile_id.action_erase()
        self.assertFalse(mention.stars)

    def test_it_ends_with_the_retention_even_without_words(self):
        mention = self.hear_review(text="")
        self.account.retention_days = 30
        mention.effective_at = fields.Datetime.now() - timedelta(days=40)
        self.env["social.care.mention"]._gc_expired()
        self.assertFalse(mention.stars)
