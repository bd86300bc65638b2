# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from odoo import api, fields, models

from ..tools.snooze import CHOICES


class SocialCareSnooze(models.TransientModel):
    """Wizard that snoozes tickets."""

    _name = "social.care.snooze"
    _inherit = "social.care.ticket.wizard"
    _description = "Snooze Tickets"

    choice = fields.Selection(
        [
            ("hour", "For 1 hour"),
            ("hours", "For 4 hours"),
            ("morning", "Until tomorrow morning"),
            ("monday", "Until Monday morning"),
            ("custom", "Until a date and time"),
        ],
        default="morning",
        required=True,
    )
    # Required on the screen: a required column is checked before the computation.
    until = fields.Datetime(compute="_compute_until", store=True, readonly=False)

    @api.depends("choice")
    def _compute_until(self):
        for wizard in self:
            if end := CHOICES.get(wizard.choice):
                wizard.until = wizard._get_end(end)
            elif not wizard.until:
                wizard.until = fields.Datetime.now()

    def _get_end(self, end):
        """Return the end of a choice in UTC.

        :param end: function of the local time that returns a local time
        """
        zone = ZoneInfo(self.env.user.tz or "UTC")
        local = datetime.now(zone).replace(tzinfo=None, second=0, microsecond=0)
        return end(local).replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)

    def action_snooze(self):
        """Snooze the open tickets among those chosen."""
        tickets = self._get_tickets()
        tickets._social_care_snooze(self.until)
        return {"type": "ir.actions.act_window_close"}
