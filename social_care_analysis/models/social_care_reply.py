# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.sample import Sample

HOLDING_PRIORITY = 6


class SocialCareReply(models.Model):
    """The holding reply of an incident, to one person."""

    _inherit = "social.care.reply"

    incident_id = fields.Many2one(
        "social.care.incident", readonly=True, copy=False, ondelete="set null"
    )
    holding_profile_id = fields.Many2one(
        "social.care.profile", readonly=True, copy=False, ondelete="set null"
    )

    _one_holding = models.UniqueIndex(
        "(incident_id, holding_profile_id) WHERE incident_id IS NOT NULL",
        "This person has got the holding reply of this incident.",
    )

    def _detect_language(self):
        """By the company's own step of the analysis."""
        company = self.thread_id.company_id
        sample = Sample.of_texts([self.text or ""])
        steps = self.env["social.care.analysis.step"].sudo()
        (language,) = steps._judge(company, "language", sample)
        return language or super()._detect_language()

    def _get_job_priority(self):
        """An agent's own words go before a holding reply."""
        return HOLDING_PRIORITY if self.incident_id else super()._get_job_priority()

    def _claim(self):
        """What was stopped, or says what nobody approves any more, is not said."""
        incident = self.incident_id
        if incident and not incident._approves(self):
            self._let_go()
            incident._go_on_holding()
            return False
        return super()._claim()

    def _let_go(self):
        """Surely not said: this person waits for the next holding reply."""
        self.write({"state": "cancelled", "holding_profile_id": False})

    def _queue_holding(self):
        """Like a person's reply; what may not go out is told on the incident."""
        try:
            self._check_sendable()
            self._note_confirmed()
            self._queue()
        except UserError as error:
            self._mark_failed("check", str(error))

    def _tell_unconfirmed(self, subject):
        if not self.incident_id:
            return super()._tell_unconfirmed(subject)

    def _tell_author(self, subject):
        """Of a holding reply the incident tells: its author did not write to each."""
        if not self.incident_id:
            return super()._tell_author(subject)
