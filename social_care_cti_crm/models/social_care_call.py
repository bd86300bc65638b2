# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

MOST_MESSAGES = 3
LONGEST = 140


class SocialCareCall(models.Model):
    """The card of a call shows what the caller said on social networks."""

    _inherit = "social.care.call"

    _timeline_idx = models.Index(
        "(partner_id, started_at DESC, id DESC) WHERE partner_id IS NOT NULL"
    )

    def _get_card(self):
        return {
            **super()._get_card(),
            "messages": self._list_messages(),
            "segment": self._get_segment() if self.partner_id else "",
        }

    def _get_segment(self):
        cards = self.env["social.care.card"]
        facts = cards._get_customer_facts(self.partner_id, self.company_id)
        return facts.get("segment", "")

    def _list_messages(self):
        """The latest messages of the contact that the current user may read."""
        if not self.partner_id:
            return []
        mentions = self.env["social.care.mention"].with_user(self.env.uid)
        found = mentions.search(
            [
                ("profile_id.partner_id", "=", self.partner_id.id),
                ("is_own", "!=", True),
                ("deleted_at", "=", False),
            ],
            order="id desc",
            limit=MOST_MESSAGES,
        )
        return [self._describe_message(mention) for mention in found.sudo()]

    def _describe_message(self, mention):
        text = " ".join((mention.text or "").split())
        return {
            "id": mention.id,
            "network": mention.network,
            "private": mention.private,
            "text": text if len(text) <= LONGEST else f"{text[:LONGEST]}…",
            "at": fields.Datetime.to_string(mention.received_at),
        }
