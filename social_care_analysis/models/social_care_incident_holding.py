# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.social_care.models.social_care_reply_checks import ON_NETWORK
from odoo.addons.social_care.tools.locking import try_advisory_lock

# How many replies are under way at once: the network's limits hold, and an agent's own
# reply never waits long.
AT_ONCE, PACE_SECONDS = 50, 5
ON_THE_WAY, NOT_SAID = ("queued", "sending", "unknown"), ("failed", "cancelled")
# What a supervisor may write; everything else is changed by the buttons.
WRITABLE = {"name", "user_id", "team_id", "holding_body"}


class SocialCareIncidentHolding(models.AbstractModel):
    """The holding reply of an incident: approved once, sent to each person once."""

    _name = "social.care.incident.holding"
    _description = "Holding Reply of an Incident"

    holding_body = fields.Text(
        string="Holding reply",
        help="Sent once to each person, as fast as the network allows.",
    )
    holding_approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    holding_stopped = fields.Boolean(readonly=True, copy=False)
    holding_state = fields.Selection(
        [
            ("none", "Not approved"),
            ("sending", "Being sent"),
            ("stopped", "Stopped"),
            ("done", "Sent to all"),
        ],
        compute="_compute_holding",
    )
    holding_count = fields.Integer(string="Answered", compute="_compute_holding")
    holding_failed_count = fields.Integer(string="Failed", compute="_compute_holding")
    holding_waiting_count = fields.Integer(
        string="Without a reply", compute="_compute_holding"
    )
    reply_ids = fields.One2many("social.care.reply", "incident_id")

    @api.depends("holding_approved_by_id", "holding_stopped")
    def _compute_holding(self):
        own = self.sudo()
        by_state = own._count_replies()
        waiting, failed = own._count_waiting(), own._count_failed()
        for incident in self:
            counts = by_state.get(incident.id, {})
            under_way = sum(counts.get(state, 0) for state in ON_THE_WAY)
            incident.holding_count = sum(counts.get(state, 0) for state in ON_NETWORK)
            incident.holding_failed_count = failed.get(incident, 0)
            rest = waiting.get(incident.id, 0)
            incident.holding_waiting_count = rest + failed.get(incident, 0)
            incident.holding_state = incident._get_holding_state(rest + under_way)

    def _get_holding_state(self, rest):
        if self.holding_stopped:
            return "stopped"
        if not self.holding_approved_by_id:
            return "none"
        return "sending" if rest else "done"

    def _count_replies(self):
        rows = self.env["social.care.reply"]._read_group(
            [("incident_id", "in", self.ids)], ["incident_id", "state"], ["__count"]
        )
        counts = {}
        for incident, state, count in rows:
            counts.setdefault(incident.id, {})[state] = count
        return counts

    def _count_failed(self):
        """Count people whose reply failed or was cancelled, unless answered since.

        :return: {incident: count}
        """
        rows = self.env["social.care.reply"]._read_group(
            [
                ("incident_id", "in", self.ids),
                ("state", "in", (*NOT_SAID, "unconfirmed")),
                ("holding_profile_id", "!=", False),
                ("mention_id.answered_at", "=", False),
            ],
            ["incident_id"],
            ["__count"],
        )
        return dict(rows)

    def _count_waiting(self):
        """Count people who got neither an answer nor a holding reply yet.

        :return: {id of the incident: count}
        """
        self.env["social.care.reply"].flush_model()
        self.env["social.care.mention"].flush_model()
        # SQL, on top of the query above.
        rows = self.env.execute_query(
            SQL(
                "SELECT incident_id, count(DISTINCT profile_id) FROM (%s) w GROUP BY 1",
                self._get_waiting_query(),
            )
        )
        return dict(rows)

    def _get_waiting_query(self):
        """Return a query of the latest mention of each person who waits for a holding
        reply. One to somebody else in the same conversation is no answer to them. Who
        may harm themselves gets none, nor do others in that conversation.

        SQL, since the ORM has no DISTINCT ON.
        """
        return SQL(
            """
            SELECT DISTINCT ON (m.incident_id, m.profile_id)
                m.incident_id, m.profile_id, m.thread_id, m.id
            FROM social_care_mention m
            WHERE m.incident_id IN %(incidents)s AND m.state = 'incident'
                AND m.deleted_at IS NULL AND m.cannot_reply_reason IS NULL
                AND (m.answered_at IS NULL OR EXISTS (
                    SELECT FROM social_care_reply r
                    JOIN social_care_mention said ON said.id = r.published_mention_id
                    WHERE r.incident_id IN %(incidents)s
                        AND r.incident_id = m.incident_id AND r.thread_id = m.thread_id
                        AND said.effective_at = m.answered_at
                ))
                AND NOT EXISTS (
                    SELECT FROM social_care_reply r
                    WHERE r.incident_id = m.incident_id
                        AND r.holding_profile_id = m.profile_id
                )
                AND NOT EXISTS (
                    SELECT FROM social_care_mention serious
                    WHERE serious.urgency_kind = 'self_harm'
                        AND NOT serious.is_own AND serious.deleted_at IS NULL
                        AND (serious.thread_id = m.thread_id
                            OR serious.profile_id = m.profile_id)
                )
            ORDER BY m.incident_id, m.profile_id, m.effective_at DESC
            """,
            incidents=tuple(self.ids) or (0,),
        )

    # -- approval --------------------------------------------------------------

    def write(self, vals):
        """Protect the approval: nobody approves in another's name, and only approved
        text goes out. Changing it pauses sending until it is approved again.

        :raises AccessError: on other fields than ``WRITABLE``, without all rights
        """
        own = {name for name in vals if not name.startswith(("message_", "activity_"))}
        if not self.env.su and own - WRITABLE:
            raise AccessError(self.env._("Use the buttons to change an incident."))
        if "holding_body" in vals:
            changed = self.filtered(lambda i: i.holding_body != vals["holding_body"])
            changed._pause_holding()
        return super().write(vals)

    def _pause_holding(self):
        """Send the changed text to nobody before it is approved.

        :raises UserError: while the reply is being sent
        """
        approved = self.sudo().filtered(lambda incident: incident._is_holding())
        if "sending" in approved.mapped("holding_state"):
            raise UserError(
                self.env._("This reply is being sent. Stop it before you edit it.")
            )
        approved.holding_stopped = True

    def _check_holding_fits(self):
        """Check the text against each network before anybody gets it.

        :raises UserError: if one does not accept it
        """
        rows = self.env["social.care.mention"]._read_group(
            self._get_rest_domain(), ["account_id"], ["id:min"]
        )
        for _account, mention_id in rows:
            mention = self.env["social.care.mention"].browse(mention_id)
            draft = self.env["social.care.reply"].new(
                self._prepare_holding_vals(mention)
            )
            draft._check_sendable()

    # -- sending ---------------------------------------------------------------

    def _is_approved(self, reply):
        """Return whether a holding reply may still go out."""
        return self._is_holding() and reply.body == self.holding_body

    def _is_holding(self):
        approved = self.holding_approved_by_id and self.state != "cancelled"
        return approved and not self.holding_stopped

    def _resume_holding(self):
        if self._is_holding():
            self._enqueue_holding(0)

    def _enqueue_holding(self, seconds):
        when = "later" if seconds else "now"
        self.with_delay(
            priority=8,
            eta=seconds,
            description=self.env._("Holding reply of an incident"),
            identity_key=f"social_care.holding.{self.id}.{when}",
        )._send_holding()

    def _send_holding(self):
        """Job (may commit): queue some holding replies, and enqueue itself again while
        somebody waits.
        """
        self.ensure_one()
        with try_advisory_lock(
            self.env.cr, f"social_care.holding.{self.id}"
        ) as is_locked:
            self.invalidate_recordset()
            if is_locked and self._is_holding():
                if self._queue_some():
                    self._enqueue_holding(PACE_SECONDS)
                self._close_ticket()
                self._notify_changed()
                self.env.cr.commit()  # pylint: disable=invalid-commit

    def _queue_some(self):
        """Queue holding replies, up to ``AT_ONCE`` under way.

        :return: whether somebody is left
        """
        under_way = self.env["social.care.reply"].search_count(
            [("incident_id", "=", self.id), ("state", "in", ON_THE_WAY)]
        )
        room = max(AT_ONCE - under_way, 0)
        replies = self.env["social.care.reply"].create(
            [
                self._prepare_holding_vals(mention)
                for mention in self._find_next_waiting(room)
            ]
        )
        for reply in replies:
            reply._queue_holding()
        return bool(self._count_waiting())

    def _find_next_waiting(self, most):
        """Return the next mentions to reply to, one for each conversation.

        :param most: how many at most
        """
        self.env["social.care.reply"].flush_model()
        self.env["social.care.mention"].flush_model()
        # SQL, on top of the same query.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT min(w.id) FROM (%s) w
                WHERE NOT EXISTS (
                    SELECT FROM social_care_reply r
                    WHERE r.thread_id = w.thread_id AND r.state IN %s
                )
                GROUP BY w.thread_id ORDER BY 1 LIMIT %s
                """,
                self._get_waiting_query(),
                ON_THE_WAY,
                most,
            )
        )
        return self.env["social.care.mention"].browse(id_ for (id_,) in rows)

    def _prepare_holding_vals(self, mention):
        return {
            "thread_id": mention.thread_id.id,
            "mention_id": mention.id,
            "body": self.holding_body,
            "visibility": "private" if mention.private else "public",
            "user_id": (self.holding_approved_by_id or self.env.user).id,
            "approved_by_id": self.holding_approved_by_id.id,
            "incident_id": self.id,
            "holding_profile_id": mention.profile_id.id,
        }
