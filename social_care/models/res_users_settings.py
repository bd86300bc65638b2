# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResUsersSettings(models.Model):
    """How a user wants to be alerted and to work."""

    _inherit = "res.users.settings"

    social_care_sound = fields.Boolean(
        string="Sound when a customer writes",
        default=True,
        help="Play a sound when a customer writes on a ticket of yours.",
    )
    social_care_hotkeys = fields.Boolean(
        string="Keyboard shortcuts of conversations",
        default=True,
    )
