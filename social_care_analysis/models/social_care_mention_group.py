# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SocialCareMentionGroup(models.Model):
    """Mentions that are alike: retweets, shares, nearly the same words by many."""

    _name = "social.care.mention.group"
    _description = "Group of Near-identical Mentions"
    _order = "id desc"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    mention_ids = fields.One2many("social.care.mention", "group_id")
    mention_count = fields.Integer(compute="_compute_mention_count")

    def _compute_mention_count(self):
        rows = self.env["social.care.mention"]._read_group(
            [("group_id", "in", self.ids)], ["group_id"], ["__count"]
        )
        counts = dict(rows)
        for group in self:
            group.mention_count = counts.get(group, 0)

    @api.depends("mention_ids")
    def _compute_display_name(self):
        for group in self:
            group.display_name = self.env._("%s alike", group.mention_count)
