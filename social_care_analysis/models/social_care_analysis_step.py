# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from .social_care_analysis_handler import PREFIX

BUILTIN = "builtin"
# An error that repeats is written at most this often, so that workers that fail at the
# same time do not wait for each other.
FAILURE_INTERVAL = timedelta(minutes=5)
_logger = logging.getLogger(__name__)


class SocialCareAnalysisStep(models.Model):
    """The handler that a company uses for one step of the analysis."""

    _name = "social.care.analysis.step"
    _description = "Analysis Step of a Company"
    _order = "company_id, kind"
    _rec_name = "kind"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    kind = fields.Selection(
        lambda self: self.env["social.care.analysis.kind"]._get_selection(),
        required=True,
    )
    handler = fields.Selection("_get_handler_selection", required=True, default=BUILTIN)
    failed_at = fields.Datetime(readonly=True)
    last_error = fields.Char(readonly=True)

    _once = models.Constraint(
        "UNIQUE (company_id, kind)", "A company has one handler for each step."
    )

    @api.model
    def _get_handler_selection(self):
        """Return the built-in handler, and those of all steps that addons offer."""
        names = self.env.registry.descendants(
            ["social.care.analysis.handler"], "_inherit"
        )
        handlers = [self.env[name] for name in names]
        offered = {
            handler._get_code(): handler._get_label()
            for handler in handlers
            if handler._get_code()
        }
        return [(BUILTIN, self.env._("Built-in")), *sorted(offered.items())]

    @api.constrains("company_id", "kind", "handler")
    def _check_handler(self):
        for step in self.filtered(lambda step: step.handler != BUILTIN):
            handler = self.env.get(f"{PREFIX}{step.kind}.{step.handler}")
            if handler is None:
                raise ValidationError(
                    self.env._("This handler is not one of this step. Choose another.")
                )
            handler._check_ready(step.company_id)

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

    # -- at once ---------------------------------------------------------------

    @api.model
    def _judge(self, company, kind, sample):
        """Judge a sample by the company's handler, or by the built-in one where that
        fails or is deferred.

        :param company: a ``res.company``
        :param kind: a model that inherits ``social.care.analysis.kind``
        :param sample: a ``tools.sample.Sample``
        :return: one verdict for each text
        """
        step, code = self._get_step(company, kind)
        verdicts = None
        if code != BUILTIN:
            verdicts = step._judge_by_handler(company, kind, code, sample)
        if verdicts is None:
            verdicts = kind._judge(company, sample)
        return kind._finish(verdicts, sample)

    def _judge_by_handler(self, company, kind, code, sample):
        """Return the verdicts of a handler; None where it failed or is deferred."""
        try:
            handler = self.env[f"{kind._name}.{code}"]
            if handler._is_deferred:
                return None
            with self.env.cr.savepoint():
                verdicts = handler._judge(company, sample)
                self._check_verdicts(company, kind, verdicts, sample)
                return verdicts
        except Exception as error:
            # A third-party handler may raise anything; the built-in one stands in.
            self._note_failure(error)
            return None

    def _check_verdicts(self, company, kind, verdicts, sample):
        """Check that verdicts can be written down.

        :raises ValueError: unless there is one for each text, out of the choices
        """
        # Detect a handler that swallowed a database error (aborted transaction).
        self.env.cr.execute("SELECT 1")
        if len(verdicts) != len(sample.texts):
            raise ValueError("There must be one verdict for each text.")
        self._check_labels(company, kind, verdicts)

    def _check_labels(self, company, kind, verdicts):
        choices = kind._get_choices(company)
        for verdict in verdicts:
            if choices and kind._get_verdict_label(verdict) not in choices:
                raise ValueError(f"{verdict!r} is no verdict of {kind._get_kind()}.")

    # -- deferred --------------------------------------------------------------

    @api.model
    def _get_deferred(self, company):
        """Return {kind: handler} of the deferred handlers that a company uses: codes of
        steps, models of handlers.
        """
        names = {
            kind: f"{PREFIX}{kind}.{code}"
            for kind, (_step, code) in self._get_handlers(company.id).items()
        }
        return {
            kind: self.env[name]
            for kind, name in names.items()
            if name in self.env and self.env[name]._is_deferred
        }

    @api.model
    def _judge_deferred(self, company, handler, sample):
        """Judge a sample by a deferred handler.

        :param handler: as ``_get_deferred`` returns it
        :return: verdicts of the first texts, as many as there was time for; none after
            a failure, which the step shows
        :raises psycopg2.Error: so that the job is retried
        """
        kind = self.env["social.care.analysis.kind"]._get(handler._get_kind())
        step, _code = self._get_step(company, kind)
        try:
            verdicts = handler._judge(company, sample)
            self._check_labels(company, kind, verdicts)
        except psycopg2.Error:
            raise
        except Exception as error:
            # A third-party handler may raise anything; the built-in verdicts stay.
            step._note_failure(error)
            return []
        if step.last_error:
            step.write({"failed_at": False, "last_error": False})
        return kind._finish(verdicts, sample)

    # -- choices ---------------------------------------------------------------

    def _get_step(self, company, kind):
        """Return the company's step of a kind (empty without one) and the code of its
        handler.
        """
        choice = self._get_handlers(company.id).get(kind._get_kind(), (0, BUILTIN))
        step_id, code = choice
        return self.browse(step_id or None), code

    @tools.ormcache("company_id")
    def _get_handlers(self, company_id):
        """Return {kind: (id of the step, code of its handler)}."""
        steps = self.search([("company_id", "=", company_id)])
        return {step.kind: (step.id, step.handler) for step in steps}

    def _note_failure(self, error):
        """Show an error on the step, which goes on being used."""
        _logger.info("Analysis step %s failed", self.id, exc_info=True)
        words = f"{type(error).__name__}: {error}"[:500]
        now = fields.Datetime.now()
        is_recent = self.failed_at and self.failed_at > now - FAILURE_INTERVAL
        if not is_recent or self.last_error != words:
            self.write({"failed_at": now, "last_error": words})
