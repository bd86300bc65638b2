# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

GC_BATCH = 500
# What says who it was; times, outcomes and agents stay for the reports.
ERASED = {
    "number": False,
    "number_dialed": False,
    "caller_name": False,
    "called": False,
    "partner_id": False,
    "note": False,
    # Phone systems repeat the number in what they refuse.
    "request_error": False,
    "is_erased": True,
}


class SocialCareCallErasure(models.AbstractModel):
    """Erase and export who called."""

    _name = "social.care.call.erasure"
    _description = "Erasure of a Call"

    is_erased = fields.Boolean(
        readonly=True, help="Number, contact and note were erased."
    )

    def _erase(self):
        """Erase who called; the call itself stays for the reports."""
        self.write(ERASED)

    def _export(self):
        """:return: list of dicts of what is stored of a person in these calls"""
        return [
            {
                "at": fields.Datetime.to_string(call.started_at),
                "direction": call.direction,
                "number": call.number or call.number_dialed or "",
                "name": call.caller_name or "",
                "outcome": call.outcome or call.state,
                "seconds": call.talk_seconds,
                "note": call.note or "",
            }
            for call in self
        ]

    def _erase_expired(self):
        """Erase calls older than the retention of their phone system, in batches.

        :return: (number of calls, whether more are left)
        """
        systems = self.env["social.care.phone.system"].with_context(active_test=False)
        limited = systems.search([("retention_days", ">", 0)])
        domains = [self._get_expired_domain(system) for system in limited]
        found = self.search(Domain.OR(domains), limit=GC_BATCH)
        found._erase()
        return len(found), len(found) >= GC_BATCH

    def _get_expired_domain(self, system):
        until = fields.Datetime.now() - timedelta(days=system.retention_days)
        return (
            Domain("system_id", "=", system.id)
            & Domain("state", "=", "ended")
            & Domain("is_erased", "=", False)
            & Domain("started_at", "<", until)
        )
