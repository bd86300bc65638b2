# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo import api, fields, models

GC_LIMIT = 50_000


class SocialCareRound(models.Model):
    """One run of the queue: who was in for which lane, who was out, and why."""

    _name = "social.care.round"
    _description = "Social Care Routing Round"
    _order = "id desc"
    _rec_name = "at"

    at = fields.Datetime(required=True, readonly=True, index=True)
    seconds = fields.Float(readonly=True)
    offered = fields.Integer(readonly=True)
    lanes = fields.Json(
        readonly=True, help="{lane:ring: {in: [ids], out: {code: [ids]}}}"
    )

    def _row(self, work, decision, kind, snapshot):
        """The row of one decision of this round, for the database."""
        person, lane = snapshot.people[decision.person], decision.item.lane
        medium = snapshot.lanes[lane].medium
        return (
            self.id,
            work.id,
            lane,
            work.ticket_id.id,
            work.company_id.id,
            work.team_id.id or None,
            medium,
            decision.person,
            work.user_id.id or None,
            self.at,
            decision.item.ring,
            int((snapshot.now - decision.item.rank) / 60),
            person.limits[medium].load,
            kind,
            "open",
            int(work._seconds_to(self.at)),
            json.dumps(decision.explanation()),
        )

    @api.model
    def _gc_unused(self):
        """Rounds go with the last of their decisions."""
        self.env.cr.execute(
            """
            DELETE FROM social_care_round WHERE id IN (
                SELECT round.id FROM social_care_round round
                WHERE NOT EXISTS (
                    SELECT FROM social_care_decision decision
                    WHERE decision.round_id = round.id
                )
                LIMIT %s
            )
            """,
            (GC_LIMIT,),
        )
        self.env.invalidate_all()
