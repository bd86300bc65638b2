# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.facts import Known
from ..tools.keys import PLACED, find_identity

# A call that began less than this ago is asked about soon again, others later.
YOUNG = timedelta(minutes=2)
SOON, LATER = timedelta(seconds=2), timedelta(seconds=10)
# Calls of which the switch says nothing for so long ended unseen.
SILENT = timedelta(minutes=5)
# It may refuse an answer once, for a fault of its own.
REFUSED = timedelta(seconds=10)
# Calls of one run.
MOST_ASKED = 50


class SocialCareCall(models.Model):
    _inherit = "social.care.call"

    soap_asked_at = fields.Datetime(
        readonly=True, help="When the SOAP switch was last asked about this call."
    )
    soap_heard_at = fields.Datetime(
        readonly=True, help="When the SOAP switch last said how this call is."
    )

    @api.model
    def _soap_get_domain(self):
        """Calls that a SOAP switch may still know."""
        return [
            ("system_id.binding", "=", "soap"),
            ("state", "!=", "ended"),
            ("key", "=like", PLACED),
        ]

    @api.model
    def _get_unplaced_domain(self):
        """The switch has placed those that it gave an ID: they are asked about."""
        placed = Domain("system_id.binding", "=", "soap") & Domain(
            "key", "=like", PLACED
        )
        return super()._get_unplaced_domain() & ~placed

    @api.model
    def _soap_search_due(self, system):
        """:return: calls of a system that are to be asked about, the longest waiting
        first
        """
        now = fields.Datetime.now()
        due = [
            *("|", ("soap_asked_at", "=", False)),
            *("|", ("soap_asked_at", "<=", now - LATER)),
            *("&", ("started_at", ">", now - YOUNG)),
            ("soap_asked_at", "<=", now - SOON),
        ]
        return self.search(
            [*self._soap_get_domain(), ("system_id", "=", system.id), *due],
            order="soap_asked_at NULLS FIRST, id",
            limit=MOST_ASKED,
        )

    def _soap_describe(self):
        """:return: list of ``tools.facts.Known``"""
        devices = {leg.call_id: leg.device for leg in self.leg_ids}
        return [
            Known(
                key=call.key,
                identity=find_identity(call.key),
                device=devices[call],
                number=call.number,
                started_at=_get_seconds(call.started_at),
                answered_at=call.answered_at and _get_seconds(call.answered_at) or None,
                heard_at=_get_seconds(call.soap_heard_at or call.started_at),
            )
            for call in self
        ]

    def _soap_filter_unheard(self, since):
        """:param since: timedelta
        :return: the calls of which the switch said nothing for so long
        """
        before = fields.Datetime.now() - since
        return self.filtered(
            lambda call: (call.soap_heard_at or call.started_at) < before
        )


def _get_seconds(moment):
    return moment.replace(tzinfo=UTC).timestamp()
