# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.sample import Sample

HOLDING_PRIORITY = 6


class SocialCareReply(models.Model):
    """A reply that may be the holding reply of an incident to one person."""

    _inherit = "social.care.reply"

    incident_id = fields.Many2one(
        "social.care.incident", readonly=True, copy=False, ondelete="set null"
    )
    holding_profile_id = fields.Many2one(
        "social.care.profile", readonly=True, copy=False, ondelete="set null"
    )

    _one_holding = models.UniqueIndex(
        "(incident_id, holding_profile_id) WHERE incident_id IS NOT NULL",
        "This person has already received the holding reply of this incident.",
    )

    def _detect_language(self):
        """Detect the language by the company's step of the analysis."""
        company = self.thread_id.company_id
        sample = Sample.of_texts([self.text or ""])
        steps = self.env["social.care.analysis.step"].sudo()
        kind = self.env["social.care.analysis.language"]
        (language,) = steps._judge(company, kind, sample)
        return language or super()._detect_language()

    def _get_job_priority(self):
        """Send replies of agents before holding replies."""
        return HOLDING_PRIORITY if self.incident_id else super()._get_job_priority()

    def _get_undo_end(self):
        """Send a holding reply at once: its author approved it with the others."""
        return not self.incident_id and super()._get_undo_end()

    def _claim(self):
        """Cancel a holding reply that was stopped or is no longer approved, or whose
        conversation no machine may reply to anymore.
        """
        incident = self.incident_id
        if incident and not self._is_holding_allowed():
            self._cancel_unsent()
            incident._resume_holding()
            return False
        return super()._claim()

    def _is_holding_allowed(self):
        return (
            self.incident_id._is_approved(self) and not self.thread_id._has_self_harm()
        )

    def _cancel_unsent(self):
        """Cancel a holding reply; its person waits for the next one."""
        self.write({"state": "cancelled", "holding_profile_id": False})

    def _queue_holding(self):
        """Queue a holding reply; one that cannot be sent is marked as failed."""
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
        """Skip holding replies: the incident shows those that failed."""
        if not self.incident_id:
            return super()._tell_author(subject)
