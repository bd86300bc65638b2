# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.social_care.tools.housekeeping import delete_part

from ..tools.candidate_log import unpack_candidates

# In SQL: an anti-join on all decisions, which ``delete_part`` deletes by.
_UNUSED = """
    NOT EXISTS (
        SELECT FROM social_care_decision decision
        WHERE decision.run_id = social_care_routing_run.id
    )
"""


class SocialCareRoutingRun(models.Model):
    """One run of the queue, with the candidates of each lane and why others were
    excluded."""

    _name = "social.care.routing.run"
    _description = "Social Care Routing Run"
    _order = "id desc"
    _rec_name = "at"

    at = fields.Datetime(required=True, readonly=True, index=True)
    # Of people and work of all companies: it is told of one decision at a time.
    seconds = fields.Float(readonly=True, groups=fields.NO_ACCESS)
    offered = fields.Integer(readonly=True, groups=fields.NO_ACCESS)
    lanes = fields.Json(
        readonly=True,
        groups=fields.NO_ACCESS,
        help="Serialized by tools.candidate_log.",
    )

    def _read_candidates(self, lane, step):
        """Candidates of a lane at the time of a decision.

        :return: as tools.candidate_log.unpack_candidates
        """
        return self.lanes and unpack_candidates(self.lanes, lane, step)

    @api.model
    def _gc_unused(self):
        """Delete runs whose decisions are gone, in batches.

        :return: (number of deleted runs, whether there may be more)
        """
        self.env.flush_all()
        deleted = delete_part(self.env.cr, self._table, SQL(_UNUSED))
        self.env.invalidate_all()
        return deleted
