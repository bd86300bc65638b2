# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareTopic(models.Model):
    """What one must know to answer on a topic."""

    _inherit = "social.care.topic"

    skill_ids = fields.Many2many(
        "hr.skill",
        string="Skills",
        help="Who has one of these finds the tickets of this topic under “For my "
        "skills”.",
    )
