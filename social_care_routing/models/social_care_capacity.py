# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SocialCareCapacity(models.Model):
    """How many of one medium at once, and what may come in between."""

    _name = "social.care.capacity"
    _description = "Social Care Capacity"
    _order = "medium_id, id"
    _rec_name = "medium_id"

    profile_id = fields.Many2one(
        "social.care.capacity.profile", index="btree_not_null", ondelete="cascade"
    )
    agent_id = fields.Many2one(
        "social.care.agent", index="btree_not_null", ondelete="cascade"
    )
    medium_id = fields.Many2one("social.care.medium", required=True, ondelete="cascade")
    limit = fields.Integer(
        string="At once", default=1, required=True, help="0 offers none of this."
    )
    load = fields.Float(
        string="One counts as",
        default=1.0,
        required=True,
        help="Its share of the load at once in all, and of what is fair.",
    )
    interrupted_by_ids = fields.Many2many(
        "social.care.medium",
        string="May be interrupted by",
        help="What somebody may be offered while they are at one of these. More of the "
        "same medium is offered up to the limit.",
    )

    _owner = models.Constraint(
        "CHECK ((profile_id IS NULL) != (agent_id IS NULL))",
        "A capacity belongs to a profile or to a person.",
    )
    _limit = models.Constraint(
        'CHECK ("limit" >= 0 AND load BETWEEN 0 AND 1000)',
        "A capacity cannot be negative, and one counts as 1000 at most.",
    )
    _profile_once = models.UniqueIndex(
        "(profile_id, medium_id) WHERE profile_id IS NOT NULL",
        "This medium is in the profile already.",
    )
    _agent_once = models.UniqueIndex(
        "(agent_id, medium_id) WHERE agent_id IS NOT NULL",
        "This person has a capacity for this medium already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        capacities = super().create(vals_list)
        self.env["social.care.routing.drain"]._schedule()
        return capacities

    def write(self, vals):
        result = super().write(vals)
        self.env["social.care.routing.drain"]._schedule()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["social.care.routing.drain"]._schedule()
        return result
