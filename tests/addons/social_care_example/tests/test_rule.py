# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from odoo.addons.social_care_demo.tests.channel_common import ChannelCase


@tagged("post_install", "-at_install")
class TestRule(ChannelCase):
    """The matching and the form know the condition by its declaration."""

    def test_a_rule_with_a_foreign_condition_matches_long_posts_only(self):
        self.account.stream_ids.stage = "routed"
        self.make_rule(example_min_length=40, action="ignore", sequence=1)
        self.hear(
            self.post("short", "@acme where is my parcel?"),
            self.post("long", "@acme where is my parcel? I wait for it since May."),
        )
        self.assertNotEqual(self.mention("short").state, "ignored")
        self.assertEqual(self.mention("long").state, "ignored")

    def test_the_form_shows_it(self):
        view = self.env["social.care.rule"].get_view(view_type="form")
        self.assertIn('name="example_min_length"', view["arch"])
