# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

# Figures of fewer corrections are chance.
FEWEST = 20


class SocialCareEmbedding(models.Model):
    """Whether a company has unsure topics judged by meaning, and what that gains."""

    _name = "social.care.embedding"
    _description = "Topics by Meaning"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    state = fields.Selection(
        [("off", "Off"), ("on", "On")], required=True, readonly=True, default="off"
    )
    is_trying = fields.Boolean(string="Being tried", readonly=True)
    progress = fields.Float(compute="_compute_progress", help="Percent of the texts.")
    tried_at = fields.Datetime(string="Tried", readonly=True)
    method = fields.Selection(
        [
            ("none", "There are no corrections"),
            ("start", "As before any learning, on all corrections"),
            ("turns", "Each fifth of the corrections after learning from the others"),
            ("held_back", "On corrections kept aside, after learning from the others"),
        ],
        string="Judged",
        readonly=True,
    )
    correction_count = fields.Integer(string="Corrections used", readonly=True)
    judged_count = fields.Integer(string="Corrections judged by", readonly=True)
    builtin_accuracy = fields.Float(readonly=True)
    builtin_f1 = fields.Float(readonly=True)
    embedding_accuracy = fields.Float(readonly=True)
    embedding_f1 = fields.Float(readonly=True)
    both_accuracy = fields.Float(readonly=True)
    both_f1 = fields.Float(readonly=True)
    better_count = fields.Integer(string="Right only with it", readonly=True)
    worse_count = fields.Integer(string="Right only without it", readonly=True)
    unsure_share = fields.Float(
        string="Would be read",
        readonly=True,
        help="Share of the mentions of which the built-in analysis is not sure.",
    )
    thousand_seconds = fields.Float(
        string="Seconds for 1,000 mentions",
        readonly=True,
        help="Of one core of this machine, as measured in the trial.",
    )
    topic_ids = fields.One2many(
        "social.care.embedding.topic", "embedding_id", readonly=True
    )
    advice = fields.Text(compute="_compute_advice")
    failed_at = fields.Datetime(readonly=True)
    last_error = fields.Char(readonly=True)

    _once = models.Constraint("UNIQUE (company_id)", "A company has one of these.")

    @api.depends("company_id")
    def _compute_display_name(self):
        for embedding in self:
            name = embedding.company_id.name
            embedding.display_name = self.env._("Topics by meaning (%s)", name)

    @api.model
    def _of(self, company):
        """The company's row; empty before an administrator opened it."""
        return self.sudo().search([("company_id", "=", company.id)])

    @api.model
    def _action_open(self):
        """The form of the company that one works in."""
        self.check_access("read")
        company = self.env.company
        row = self._of(company) or self.sudo().create({"company_id": company.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Topics by Meaning"),
            "res_model": self._name,
            "res_id": row.id,
            "views": [(False, "form")],
        }

    # -- what an administrator does --------------------------------------------

    def action_try(self):
        """Find out in a job what it would gain."""
        self.ensure_one()
        self.check_access("read")
        self.sudo().write({"is_trying": True, "last_error": False, "failed_at": False})
        self.sudo()._enqueue_trial()

    def action_switch_on(self):
        self.ensure_one()
        self.check_access("read")
        if not self.tried_at:
            raise UserError(self.env._("Try it first: then you see what it gains."))
        self.sudo().state = "on"

    def action_switch_off(self):
        self.ensure_one()
        self.check_access("read")
        self.sudo().state = "off"

    def action_refresh(self):
        """The form reads the record again after any button."""
        self.check_access("read")

    # -- what an administrator reads -------------------------------------------

    def _compute_progress(self):
        for row in self:
            corrections = row.sudo()._corrections()
            known = self.env["social.care.embedding.vector"].sudo()._of(corrections)
            row.progress = 100 * len(known) / max(len(corrections), 1)

    @api.depends("tried_at", "judged_count", "better_count", "worse_count")
    def _compute_advice(self):
        for row in self:
            row.advice = row._advice() if row.tried_at else False

    def _advice(self):
        """What the figures say, and whether they say anything."""
        if not self.judged_count:
            return self.env._(
                "Nobody has corrected a topic yet, so nothing can be judged. Until "
                "then it goes by the names and keywords of your topics. Try it again "
                "when some have been corrected."
            )
        if self.judged_count < FEWEST:
            return self.env._(
                "It cannot be judged yet: %(count)s corrections are too few, the "
                "figures below may be mere chance. Try it again from %(fewest)s on.",
                count=self.judged_count,
                fewest=FEWEST,
            )
        return f"{self._compared()} {self._conclusion()}"

    def _compared(self):
        return self.env._(
            "Of %(count)s corrected mentions, %(better)s have the right topic only "
            "with it and %(worse)s only without it.",
            count=self.judged_count,
            better=self.better_count,
            worse=self.worse_count,
        )

    def _conclusion(self):
        """A sign test: what differs by less than two standard deviations is chance."""
        gain = self.better_count - self.worse_count
        if gain**2 < 4 * (self.better_count + self.worse_count) or not gain:
            return self.env._("That may be chance: no gain is certain.")
        if gain > 0:
            return self.env._("It is worth switching on.")
        return self.env._("It does harm here: better leave it off.")

    def _note_failure(self, error):
        words = f"{type(error).__name__}: {error}"
        self.write({"failed_at": fields.Datetime.now(), "last_error": words[:500]})
