# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareTopic(models.Model):
    """The skills for replies on a topic."""

    _inherit = "social.care.topic"

    skill_ids = fields.Many2many(
        "hr.skill",
        string="Skills",
        help="Agents with one of these skills find the tickets of this topic under "
        "“For my skills”.",
    )
