# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareApiEventType(models.Model):
    """A type of events that subscribers can be told of.

    Other addons add a record, and call ``social.care.api.outbox._tell`` with its code
    or watch their records with ``social.care.api.watched``.
    """

    _name = "social.care.api.event.type"
    _description = "Type of Events for Outside Desktops"
    _order = "sequence, code"

    code = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)

    _code_once = models.Constraint("UNIQUE (code)", "This type exists already.")
