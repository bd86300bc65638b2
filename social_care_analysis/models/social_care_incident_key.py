# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..tools import storm


class SocialCareIncidentKey(models.Model):
    """One thing that rose in an incident: a topic, a term, copies of one text."""

    _name = "social.care.incident.key"
    _description = "What Rose in an Incident"
    _order = "count desc, id"

    incident_id = fields.Many2one(
        "social.care.incident", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    key = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    count = fields.Integer(string="People at that time", readonly=True)
    usual = fields.Float(string="Usually", readonly=True)
    calm_below = fields.Float(
        default=storm.FEWEST / 2,
        required=True,
        readonly=True,
        help="With fewer people in half an hour, this key has calmed.",
    )
    watched = fields.Boolean(
        default=True, readonly=True, help="New mentions under it are collected."
    )

    _one_open = models.UniqueIndex(
        "(company_id, key) WHERE watched", "An incident is open for this already."
    )
    _incident_idx = models.Index("(incident_id)")
