# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareProfile(models.Model):
    """The holding replies to a person, and whether anybody was answered before."""

    _inherit = "social.care.profile"

    holding_reply_ids = fields.One2many("social.care.reply", "holding_profile_id")
    is_answered = fields.Boolean(
        string="Answered Before",
        compute="_compute_is_answered",
        help="We answered this person at least once.",
    )

    def _compute_is_answered(self):
        rows = self.env["social.care.mention"]._read_group(
            [("profile_id", "in", self.ids), ("answered_at", "!=", False)],
            ["profile_id"],
        )
        answered = self.browse(profile.id for (profile,) in rows)
        answered.is_answered = True
        (self - answered).is_answered = False
