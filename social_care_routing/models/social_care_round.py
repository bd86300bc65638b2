# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.social_care.tools.housekeeping import delete_part

from ..tools.looks import unpacked

_UNUSED = """
    NOT EXISTS (
        SELECT FROM social_care_decision decision
        WHERE decision.round_id = social_care_round.id
    )
"""


class SocialCareRound(models.Model):
    """One run of the queue: who was in for which lane, who was out, and why."""

    _name = "social.care.round"
    _description = "Social Care Routing Round"
    _order = "id desc"
    _rec_name = "at"

    at = fields.Datetime(required=True, readonly=True, index=True)
    # Of people and work of all companies: it is told of one decision at a time.
    seconds = fields.Float(readonly=True, groups=fields.NO_ACCESS)
    offered = fields.Integer(readonly=True, groups=fields.NO_ACCESS)
    lanes = fields.Json(
        readonly=True, groups=fields.NO_ACCESS, help="As tools.looks packs it."
    )

    def _look(self, lane, ring):
        """Who was in and who was out when something of a lane was decided.

        :return: as tools.looks.unpacked
        """
        return self.lanes and unpacked(self.lanes, lane, ring)

    @api.model
    def _gc_unused(self):
        """Rounds go with the last of their decisions, some at a time.

        :return: how many, and whether there may be more
        """
        self.env.flush_all()
        deleted = delete_part(self.env.cr, self._table, SQL(_UNUSED))
        self.env.invalidate_all()
        return deleted
