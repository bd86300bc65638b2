# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..tools.happening import Happening, to_text

TYPES = {
    "waiting": "work.waiting",
    "offered": "work.offered",
    "working": "work.accepted",
    "parked": "work.ended",
    "done": "work.ended",
}
# How many items the sweep tells of at a time.
MOST_AT_RISK = 1_000

# SQL: at risk is a matter of time, and what was told already is in another table.
_AT_RISK = """
    SELECT subscription.id, work.id
    FROM social_care_work work
    JOIN social_care_api_subscription subscription
        ON subscription.company_id = work.company_id
    WHERE subscription.id = ANY(%(subscriptions)s)
        AND work.state IN ('waiting', 'offered', 'working')
        AND work.sla_risk_at <= %(now)s
        AND work.sla_risk_at > %(now)s - interval '1 day'
        AND NOT EXISTS (
            SELECT FROM social_care_api_delivery told
            WHERE told.ticket_id = work.ticket_id
                AND told.subscription_id = subscription.id
                AND told.type = 'sla.at_risk'
                AND told.data->>'due_at'
                    = to_char(work.sla_due_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        )
    ORDER BY work.sla_risk_at, work.id
    LIMIT %(most)s
"""


class SocialCareWork(models.Model):
    """Outside desktops are told what becomes of work."""

    _name = "social.care.work"
    _inherit = ["social.care.work", "social.care.api.watched"]

    _api_event_types = tuple(sorted(set(TYPES.values())))

    @api.model
    def _add(self, vals_list):
        result = super()._add(vals_list)
        if self._is_watched():
            tickets = [vals["ticket_id"] for vals in vals_list]
            self.search([("ticket_id", "in", tickets)])._watch(are_new=True)
        return result

    def write(self, vals):
        if {"state", "user_id"} & vals.keys():
            self._watch()
        return super().write(vals)

    def _get_api_state(self):
        return self.state, self.user_id.id

    def _list_happenings(self, before):
        return [
            work._make_happening(TYPES[work.state], before[work.id])
            for work in self
            if work._is_news(before[work.id])
        ]

    def _is_news(self, before):
        """Work that ended stays ended, but for its ticket that is closed later."""
        state, _user = before or (None, None)
        if self.state in ("parked", "done"):
            return state not in (None, "done", self.state)
        return before != self._get_api_state()

    def _make_happening(self, kind, before=()):
        return Happening(
            kind,
            self.company_id.id,
            f"ticket/{self.ticket_id.id}",
            self.ticket_id.id,
            {**self._get_api_data(), **_describe_before(before)},
        )

    def _get_api_data(self):
        """Return the IDs and states of this item, as subscribers are told them."""
        return {
            "work_id": self.id,
            "ticket_id": self.ticket_id.id,
            "number": self.ticket_id.number,
            "team_id": self.team_id.id or None,
            "medium": self.medium_id.code,
            "state": self.state,
            "agent_id": self.agent_id.id or None,
            "user_id": self.user_id.id or None,
            "waiting_since": to_text(self.waiting_since),
            "offered_until": to_text(self.offer_until),
        }

    @api.model
    def _tell_at_risk(self):
        """Tell which SLA targets are at risk since a moment, once for each deadline."""
        wanted = self.env["social.care.api.outbox"]._list_wanted()
        ids = [one for codes in wanted for one in codes.get("sla.at_risk", ())]
        if not ids:
            return
        self.env.flush_all()
        now = fields.Datetime.now()
        self.env.cr.execute(
            _AT_RISK, {"subscriptions": ids, "now": now, "most": MOST_AT_RISK}
        )
        rows = self.env.cr.fetchall()
        works = self.browse(work_id for _subscription, work_id in rows)
        told = {work.id: work._make_risk_happening() for work in works}
        self.env["social.care.api.outbox"]._insert(
            [(subscription_id, told[work_id]) for subscription_id, work_id in rows]
        )

    def _make_risk_happening(self):
        happening = self._make_happening("sla.at_risk")
        due = {"due_at": to_text(self.sla_due_at)}
        return happening._replace(data={**happening.data, **due})


def _describe_before(before):
    if not before:
        return {}
    state, user_id = before
    return {"previous_state": state, "previous_user_id": user_id or None}
