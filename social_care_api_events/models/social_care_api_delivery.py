# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.social_care.tools.housekeeping import delete_part

from ..tools.happening import to_text

KEPT = timedelta(days=7)
# Most events that are returned at once, and that get their place in the list at once.
MOST_LISTED, MOST_PLACED = 1_000, 10_000
SEQUENCE = "social_care_api_delivery_position_seq"

# SQL: the place in the list is given when a row can be seen, not when it was written,
# so that a transaction that commits late is not passed by.
_PLACE = f"""
    UPDATE social_care_api_delivery delivery SET position = placed.position
    FROM (
        SELECT id, nextval('{SEQUENCE}') AS position
        FROM (
            SELECT id FROM social_care_api_delivery
            WHERE subscription_id = %s AND position IS NULL
            ORDER BY id LIMIT %s
        ) unplaced
        ORDER BY id
    ) placed
    WHERE delivery.id = placed.id
"""


class SocialCareApiDelivery(models.Model):
    """One thing that happened, for one subscription. No row has a word of a person."""

    _name = "social.care.api.delivery"
    _description = "Notification of an Outside Desktop"
    _order = "id desc"
    _rec_name = "type"
    _log_access = False

    subscription_id = fields.Many2one(
        "social.care.api.subscription",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    type = fields.Char(string="Event", required=True, readonly=True)
    subject = fields.Char(
        required=True,
        readonly=True,
        help="What is told in order, such as a ticket.",
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    data = fields.Json(readonly=True)
    content = fields.Text(compute="_compute_content", help="IDs and states.")
    key = fields.Char(
        string="Message ID",
        required=True,
        readonly=True,
        help="The subscriber recognizes a repetition by it.",
    )
    happened_at = fields.Datetime(required=True, readonly=True, index=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("sent", "Delivered"),
            ("parked", "Given up"),
            ("kept", "To be asked for"),
        ],
        required=True,
        readonly=True,
    )
    attempts = fields.Integer(readonly=True, default=0)
    next_try_at = fields.Datetime(string="Next attempt", readonly=True)
    tried_at = fields.Datetime(string="Last attempt", readonly=True)
    status = fields.Integer(string="HTTP status", readonly=True)
    error = fields.Char(readonly=True)
    position = fields.Integer(readonly=True)

    _waiting = models.Index(
        "(subscription_id, id) INCLUDE (next_try_at) WHERE state = 'waiting'"
    )
    _again = models.Index(
        "(subscription_id, subject, id) WHERE state = 'waiting' AND attempts > 0"
    )
    _unplaced = models.Index("(subscription_id, id) WHERE position IS NULL")
    _placed = models.UniqueIndex(
        "(subscription_id, position) WHERE position IS NOT NULL",
        "Two events cannot have the same place.",
    )

    @api.depends("data")
    def _compute_content(self):
        for delivery in self:
            delivery.content = json.dumps(delivery.data or {}, indent=2)

    def init(self):
        self.env.cr.execute(
            SQL(
                "CREATE SEQUENCE IF NOT EXISTS %(name)s AS integer"
                " OWNED BY %(table)s.position",
                name=SQL.identifier(SEQUENCE),
                table=SQL.identifier(self._table),
            )
        )

    @api.model
    def _list_events(self, subscription, after=None, limit=100):
        """Return what happened since a cursor, oldest first.

        Nothing is passed by: an event gets its place in the list when it is first
        listed, also if its transaction committed late. Two who ask at once for one
        subscription may collide (serialization failure), which Odoo tries again.

        :param subscription: ``social.care.api.subscription``, one record that the
            caller may use; it is switched on
        :param after: cursor that an earlier call returned; from the oldest event that
            is kept by default
        :param limit: number of events, MOST_LISTED at most
        :return: (list of dicts with ``id``, ``type``, ``timestamp``, ``sequence``,
            ``data`` and, if allowed, ``words``; cursor)
        :raise ValueError: if the cursor is malformed
        """
        position = _read_cursor(after)
        self._place(subscription)
        rows = self.sudo().search(
            [("subscription_id", "=", subscription.id), ("position", ">", position)],
            order="position",
            limit=min(limit, MOST_LISTED),
        )
        events = [row._describe(subscription.sudo()) for row in rows]
        return events, f"e{rows[-1:].position or position}"

    @api.model
    def _place(self, subscription):
        key = f"social_care.api.events.{subscription.id}"
        self.flush_model()
        # One at a time, or an event could get a place before one that is listed.
        self.env.cr.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (key,)
        )
        self.env.cr.execute(_PLACE, (subscription.id, MOST_PLACED))
        self.invalidate_model(["position"], flush=False)

    def _describe(self, subscription):
        event = {
            "id": self.key,
            "type": self.type,
            "timestamp": to_text(self.happened_at),
            "sequence": self.id,
            "data": self.data,
        }
        if not subscription.with_words:
            return event
        compose = self.env["social.care.api.words"].sudo()._compose
        words = compose(self.type, self.data, subscription.user_id)
        return {**event, "words": words} if words else event

    @api.autovacuum
    def _gc_old(self):
        """Delete what happened long ago, in batches.

        :return: (number of rows, whether more are left)
        """
        before = fields.Datetime.now() - KEPT
        return delete_part(self.env.cr, self._table, SQL("happened_at < %s", before))


def _read_cursor(after):
    """:raise ValueError: if the cursor is none of ours"""
    if not after:
        return 0
    digits = after.removeprefix("e")
    if after[0] != "e" or not digits.isdecimal() or len(digits) > 9:
        raise ValueError("unknown cursor")
    return int(digits)
