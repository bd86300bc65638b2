# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareLease(models.Model):
    """How often the holder of something changed; every write of a holder checks it.

    Written by ``tools.lease`` alone.
    """

    _name = "social.care.lease"
    _description = "Social Care Lease"
    _log_access = False

    name = fields.Char(required=True, readonly=True)
    epoch = fields.Integer(required=True, readonly=True)

    _once = models.Constraint("UNIQUE (name)", "There is one lease of each name.")
