# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SocialCareCapacity(models.Model):
    """How many contacts of a medium an agent handles, and what may interrupt them."""

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
        default=1,
        required=True,
        help="Contacts handled at the same time. At 0, this medium is never offered.",
    )
    load = fields.Float(
        default=1.0,
        required=True,
        help="How much one contact counts towards the maximum load, and in the "
        "fairness report.",
    )
    interrupted_by_ids = fields.Many2many(
        "social.care.medium",
        string="Interruptible by",
        help="Other media that may be offered to an agent who is handling this one. "
        "Contacts of the same medium are offered up to the limit.",
    )

    _owner = models.Constraint(
        "CHECK ((profile_id IS NULL) != (agent_id IS NULL))",
        "A capacity must belong to either a profile or an agent.",
    )
    _limit = models.Constraint(
        'CHECK ("limit" >= 0 AND load BETWEEN 0 AND 1000)',
        "The limit cannot be negative, and the load must be between 0 and 1000.",
    )
    _profile_once = models.UniqueIndex(
        "(profile_id, medium_id) WHERE profile_id IS NOT NULL",
        "This profile already has a capacity for this medium.",
    )
    _agent_once = models.UniqueIndex(
        "(agent_id, medium_id) WHERE agent_id IS NOT NULL",
        "This agent already has a capacity for this medium.",
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
