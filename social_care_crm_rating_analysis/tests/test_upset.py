# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_crm_rating.tests.rating_common import RatingCase


class TestUpset(RatingCase):
    """Verdicts of the analysis decide whether somebody is asked."""

    def get_reason(self, **verdicts):
        request = self.close(self.open_ticket())
        self.mention_.write(verdicts)
        self.mention_.thread_id._refresh()
        return self.ask(request).skip_reason

    def test_angry(self):
        self.assertEqual(self.get_reason(sentiment="negative"), "upset")

    def test_urgent(self):
        self.assertEqual(self.get_reason(sentiment="neutral", urgency="3"), "upset")

    def test_a_serious_matter(self):
        reason = self.get_reason(sentiment="positive", urgency_kind="vulnerable")
        self.assertEqual(reason, "upset")

    def test_others_are_asked(self):
        self.assertFalse(self.get_reason(sentiment="positive", urgency="0"))

    def test_topics_are_reported(self):
        topic = self.env["social.care.topic"].create(
            {"name": "Delivery", "company_id": self.company.id}
        )
        request = self.close(self.open_ticket())
        self.mention_.topic_id = topic
        self.mention_.thread_id._refresh()
        self.assertEqual(self.ask(request).topic_id, topic)
