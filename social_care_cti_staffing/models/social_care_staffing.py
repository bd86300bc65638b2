# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.social_care_routing_staffing.models import (
    social_care_staffing_history as history,
)

# Calls that were answered, with the time for notes that their team allows.
TALKS = """
    SELECT leg.user_id AS agent, leg.talk_from AS start,
        leg.talk_until + coalesce(team.social_care_after_call_seconds, 0)
            * interval '1 second' AS stop
    FROM social_care_call_leg leg
    JOIN social_care_call call ON call.id = leg.call_id
    LEFT JOIN helpdesk_ticket_team team ON team.id = call.team_id
    WHERE leg.talk_from IS NOT NULL AND leg.talk_until IS NOT NULL
        AND call.id IN %(calls)s
"""


class SocialCareStaffing(models.Model):
    """For the phone, a contact is an inbound call."""

    _inherit = "social.care.staffing"

    def _get_calls_domain(self):
        first, last = self._get_history_dates()
        domain = Domain("company_id", "=", self.company_id.id)
        domain &= Domain("direction", "=", "in") & Domain("merged_into_id", "=", False)
        domain &= Domain("started_at", ">=", self._get_midnight(first))
        until = self._get_midnight(last + timedelta(days=1))
        domain &= Domain("started_at", "<", until)
        if self.team_ids:
            domain &= Domain("team_id", "in", self.team_ids.ids)
        return domain

    def _counts_calls(self):
        """Whether the plan is for the phone, and calls are known."""
        calls = self.env["social.care.call"]
        return self.medium_id.code == "phone" and bool(
            calls.search_count(self._get_calls_domain(), limit=1)
        )

    def _count_contacts(self):
        if not self._counts_calls():
            return super()._count_contacts()
        query = self.env["social.care.call"]._search(self._get_calls_domain())
        zone, seconds = self._get_timezone().zone, 60 * int(self.interval_minutes)
        started = SQL.identifier(query.table, "started_at")
        local = SQL("(%s AT TIME ZONE 'UTC') AT TIME ZONE %s", started, zone)
        slot = SQL("floor(extract(epoch FROM %s) / %s)::bigint", local, seconds)
        query.groupby = SQL("1")
        rows = self.env.execute_query(query.select(slot, SQL("count(*)")))
        return {
            history.EPOCH + timedelta(seconds=s * seconds): count for s, count in rows
        }

    def _measure_effort(self):
        if not self._counts_calls():
            return super()._measure_effort()
        self.env["social.care.call.leg"].flush_model()
        self.env["helpdesk.ticket.team"].flush_model(["social_care_after_call_seconds"])
        query = self.env["social.care.call"]._search(self._get_calls_domain())
        spans = SQL(TALKS, calls=query.subselect())
        [row] = self.env.execute_query(SQL(history.EFFORT, spans=spans))
        return row
