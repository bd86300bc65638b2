# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import timedelta

from odoo import api, fields, models, tools

from ..tools import sentiment, urgency, worth
from .social_care_correction import KINDS

# Two workers who both fail need not wait for each other to say so.
OFTEN = timedelta(minutes=5)
_logger = logging.getLogger(__name__)


class SocialCareAnalysisStep(models.Model):
    """Who does one step of the analysis for a company."""

    _name = "social.care.analysis.step"
    _description = "Step of the Analysis for a Company"
    _order = "company_id, kind"
    _rec_name = "kind"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    kind = fields.Selection(KINDS, required=True)
    handler = fields.Selection(
        [("builtin", "On this machine")], required=True, default="builtin"
    )
    failed_at = fields.Datetime(readonly=True)
    last_error = fields.Char(readonly=True)

    _once = models.Constraint(
        "UNIQUE (company_id, kind)", "A company has one handler for each step."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        if {"company_id", "kind", "handler"} & vals.keys():
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    def _judge(self, company, kind, sample):
        """Verdicts of the company's handler; of the built-in one where it fails."""
        builtin = self.env[f"social.care.analysis.{kind}"]
        step_id, handler = self._handlers(company.id).get(kind, (0, "builtin"))
        if handler == "builtin":
            return builtin._judge(company, sample)
        try:
            with self.env.cr.savepoint():
                own = self.env[f"social.care.analysis.{kind}.{handler}"]
                verdicts = own._judge(company, sample)
                self._check_verdicts(company, kind, verdicts, sample)
                return verdicts
        except Exception as error:
            # Whoever wrote it: a mention must not be lost for it.
            self.browse(step_id)._note_failure(error)
            return builtin._judge(company, sample)

    def _check_verdicts(self, company, kind, verdicts, sample):
        """Raise unless they can be written down: one for each text, of what there is
        to choose from."""
        # Fails where the handler broke the transaction and kept it to itself.
        self.env.cr.execute("SELECT 1")
        if len(verdicts) != len(sample.texts):
            raise ValueError("There must be one verdict for each text.")
        choices = self._choices(company, kind)
        for verdict in verdicts:
            if choices and self._label(kind, verdict) not in choices:
                raise ValueError(f"{verdict!r} is no verdict on {kind}.")

    def _choices(self, company, kind):
        """The labels of a kind; none where any code will do."""
        if kind == "topic":
            topics = self.env["social.care.topic"]
            own = topics.search([("company_id", "=", company.id)])
            return ("", *map(str, own.ids))
        return {
            "language": (),
            "sentiment": sentiment.LABELS,
            "urgency": urgency.LEVELS,
            "worth": ("", *worth.REASONS),
        }[kind]

    def _label(self, kind, verdict):
        if kind == "urgency":
            return str(verdict.level)
        return verdict.reason if kind == "worth" else verdict.label

    @tools.ormcache("company_id")
    def _handlers(self, company_id):
        """Of each kind: the id of the step and its handler."""
        steps = self.search([("company_id", "=", company_id)])
        return {step.kind: (step.id, step.handler) for step in steps}

    def _note_failure(self, error):
        """Shown on the step, which goes on being asked."""
        _logger.info("Analysis step %s failed", self.id)
        words = f"{type(error).__name__}: {error}"[:500]
        now = fields.Datetime.now()
        lately = self.failed_at and self.failed_at > now - OFTEN
        if not lately or self.last_error != words:
            self.write({"failed_at": now, "last_error": words})
