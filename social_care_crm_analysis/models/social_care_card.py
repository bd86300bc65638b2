# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models

PERIOD = timedelta(days=365)


class SocialCareCard(models.AbstractModel):
    _inherit = "social.care.card"

    def _get_card_sections(self, subject):
        return {
            **super()._get_card_sections(subject),
            "sentiment": self._get_sentiment(subject),
        }

    def _get_sentiment(self, subject):
        """Return the sentiment of the customer's messages by month, of the last year.

        :return: list of dicts (``month``: its first day, and the number of messages by
            sentiment), oldest first
        """
        mentions = self.env["social.care.mention"]
        profiles = subject.people["profile"]
        if not profiles or not mentions.has_access("read"):
            return []
        groups = mentions._read_group(
            [
                ("profile_id", "in", profiles),
                ("effective_at", ">=", fields.Datetime.now() - PERIOD),
                ("sentiment", "!=", False),
            ],
            ["effective_at:month", "sentiment"],
            ["__count"],
        )
        months = {}
        for month, sentiment, count in groups:
            months.setdefault(month, {})[sentiment] = count
        return [
            {"month": fields.Date.to_string(month), **months[month]}
            for month in sorted(months)
        ]
