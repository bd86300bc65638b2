# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareDemoPerson(models.Model):
    """A customer on the demo network, whom anybody here may play."""

    _name = "social.care.demo.person"
    _description = "Demo Network Person"
    _order = "name, id"

    name = fields.Char(required=True)
    handle = fields.Char(required=True)
    followers = fields.Integer()
    verified = fields.Boolean()
    language = fields.Char(default="en")

    _handle_unique = models.Constraint(
        "UNIQUE (handle)", "This name is taken on the demo network."
    )
