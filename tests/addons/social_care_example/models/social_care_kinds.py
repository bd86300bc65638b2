# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from odoo import fields, models


class SocialCareStream(models.Model):
    _inherit = "social.care.stream"

    kind = fields.Selection(
        selection_add=[("stories", "Stories")], ondelete={"stories": "cascade"}
    )


class SocialCareMention(models.Model):
    _inherit = "social.care.mention"

    kind = fields.Selection(
        selection_add=[("story_reply", "Reply to a story")],
        ondelete={"story_reply": "set null"},
    )
    urgency_kind = fields.Selection(selection_add=[("recall", "Product recall")])

    def _get_stream_kinds(self, kind):
        return (
            ("stories",) if kind == "story_reply" else super()._get_stream_kinds(kind)
        )


class SocialCareConnectorDemo(models.AbstractModel):
    _inherit = "social.care.connector.demo"

    def _get_capabilities(self, account):
        capabilities = super()._get_capabilities(account)
        return replace(capabilities, streams=(*capabilities.streams, "stories"))

    def _parse(self, account, payload, kind):
        value = super()._parse(account, payload, kind)
        is_story = payload.get("post", {}).get("text", "").startswith("Your story")
        return replace(value, kind="story_reply") if is_story else value
