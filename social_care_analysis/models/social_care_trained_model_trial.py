# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64decode
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import gate
from ..tools.learner import Model

# A trial draws SAMPLE mentions out of the latest RECENT ones.
RECENT, SAMPLE = 20_000, 2_000
RECENT_DAYS = timedelta(days=90)


class SocialCareTrainedModelTrial(models.AbstractModel):
    """The trial of a model before use: what it would have done to recent mentions."""

    _name = "social.care.trained.model.trial"
    _description = "Trial of a Trained Model"

    sample_count = fields.Integer(
        string="Recent Mentions Checked",
        readonly=True,
        aggregator="avg",
        help="Recent mentions, drawn at random, that it was tried on before use.",
    )
    aside_count = fields.Integer(
        string="Set Aside",
        readonly=True,
        aggregator="avg",
        help="Of the recent mentions, those that it would set aside although nobody "
        "called them irrelevant.",
    )
    aside_before_count = fields.Integer(
        string="Set Aside Without Learning",
        readonly=True,
        aggregator="avg",
        help="The same, by the word lists alone.",
    )
    lost_danger_count = fields.Integer(
        string="Danger Missed",
        readonly=True,
        aggregator="sum",
        help="Recent mentions that the word lists call danger and it does not.",
    )
    changed_count = fields.Integer(
        string="Verdicts Changed",
        readonly=True,
        aggregator="avg",
        help="Verdicts on recent mentions that it would change although nobody "
        "corrected them.",
    )
    most_changed_count = fields.Integer(
        string="Most Changes",
        readonly=True,
        aggregator="avg",
        help="Twice as many as are probably wrong, judging by people's corrections of "
        "what they handled. A model that changes more breaks more than it mends.",
    )
    refusal = fields.Text(string="Why Not Used", compute="_compute_refusal")

    @api.depends(
        "state",
        "sample_count",
        "aside_count",
        "aside_before_count",
        "lost_danger_count",
        "changed_count",
        "most_changed_count",
    )
    def _compute_refusal(self):
        for model in self:
            model.refusal = "\n".join(model._describe_refusal())

    def _describe_refusal(self):
        """Yield each reason why this model is not used."""
        check = self._get_check()
        if check.sets_customers_aside:
            yield self.env._(
                "It would set aside %(aside)s of %(checked)s recent mentions that "
                "nobody called irrelevant; without learning it is %(before)s.",
                aside=check.aside,
                checked=check.checked,
                before=check.aside_before,
            )
        if check.lost_danger:
            yield self.env._(
                "It would miss danger in %s recent mentions.", check.lost_danger
            )
        if check.is_safe and self.state == "rejected":
            yield self._describe_doubt(check)

    def _describe_doubt(self, check):
        if check.changes_too_much:
            return self.env._(
                "It would change %(changed)s of %(checked)s recent verdicts although "
                "people correct so few that more than %(most)s changes would do harm.",
                changed=check.changed,
                checked=check.checked,
                most=check.most_changed,
            )
        return self.env._("It does worse than what is in use on mentions new to it.")

    def _get_check(self):
        return gate.Check(
            self.sample_count,
            self.aside_count,
            self.aside_before_count,
            self.lost_danger_count,
            self.changed_count,
            self.most_changed_count,
        )

    def _check_on_recent_mentions(self):
        """Try this model on recent mentions.

        :raises UserError: unless it is safe
        """
        if not self._try_out_again():
            raise UserError(self.env._("This model cannot be used.\n%s", self.refusal))

    def _try_out_again(self):
        """Try this model on recent mentions, and keep the figures.

        :return: whether it is safe; bytes that are not of a model are not
        """
        try:
            content = self.with_context(bin_size=False).data or b""
            model = Model.from_bytes(b64decode(content))
        except ValueError:
            return False
        check = self._try_out(self.company_id, self.kind, model)
        self.write(self._prepare_check_vals(check))
        return check.is_safe

    def _retire_unless_safe(self):
        if not self._try_out_again():
            self._retire_active()
            self.state = "rejected"

    @api.model
    def _prepare_check_vals(self, check):
        return {
            "sample_count": check.checked,
            "aside_count": check.aside,
            "aside_before_count": check.aside_before,
            "lost_danger_count": check.lost_danger,
            "changed_count": check.changed,
            "most_changed_count": check.most_changed,
        }

    @api.model
    def _try_out(self, company, kind, model):
        """Compare what a model does to recent mentions with the word lists, and with
        the verdicts that they have.

        Where a person corrected a verdict, that counts. Where nobody spoke, the old
        verdict is the standard.

        :param model: a ``tools.learner.Model`` for ``kind``
        :return: a ``tools.gate.Check``
        """
        mentions = self._draw_recent(company)
        learning = self.env["social.care.analysis.kind"]._get_learning()
        kinds = [step._get_kind() for step in learning]
        alone = dict.fromkeys(kinds)
        with_it = {one: self._get_in_use(company, one) for one in kinds} | {kind: model}
        ruled = mentions._judge_with(company, alone)
        learned = mentions._judge_with(company, with_it)
        return gate.compare(
            mentions._predict_outcomes(ruled),
            mentions._predict_outcomes(learned),
            mentions._count_changes(kind, learned),
            mentions._limit_changes(kind),
        )

    @api.model
    def _draw_recent(self, company):
        """Draw up to ``SAMPLE`` of the latest mentions by others at random."""
        mentions = self.env["social.care.mention"]
        mentions.flush_model(["company_id", "effective_at", "is_own", "text"])
        # SQL: the ORM cannot draw at random.
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM (
                    SELECT id FROM social_care_mention
                    WHERE company_id = %s AND effective_at > %s
                        AND is_own IS NOT TRUE AND text IS NOT NULL
                    ORDER BY effective_at DESC LIMIT %s
                ) recent
                ORDER BY random() LIMIT %s
                """,
                company.id,
                fields.Datetime.now() - RECENT_DAYS,
                RECENT,
                SAMPLE,
            )
        )
        return mentions.browse(id_ for (id_,) in rows)
