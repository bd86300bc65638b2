# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64decode
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import gate
from ..tools.learner import Model
from .social_care_model import LEARNT

# As many of the latest are drawn from, and so many are drawn.
RECENT, SAMPLE = 20_000, 2_000
RECENT_DAYS = timedelta(days=90)


class SocialCareModel(models.Model):
    """Before use: what would it have done to recent mentions?"""

    _inherit = "social.care.model"

    @api.depends(
        "state",
        "sample_count",
        "aside_count",
        "aside_before_count",
        "lost_danger_count",
    )
    def _compute_refusal(self):
        for model in self:
            model.refusal = "\n".join(model._refusal_lines())

    def _refusal_lines(self):
        """Why this model is not used, each reason on a line."""
        check = self._as_check()
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
            yield self.env._(
                "It does worse than what is in use on corrections new to it."
            )

    def _as_check(self):
        return gate.Check(
            self.sample_count,
            self.aside_count,
            self.aside_before_count,
            self.lost_danger_count,
        )

    def _check_on_recent_mentions(self):
        """Raise unless this model is safe on what customers write today."""
        if not self._try_out_again():
            raise UserError(self.env._("This model cannot be used.\n%s", self.refusal))

    def _try_out_again(self):
        """Try this model out on what customers write today.

        :return: whether it is safe; bytes that are no model are not
        """
        try:
            content = self.with_context(bin_size=False).data or b""
            model = Model.from_bytes(b64decode(content))
        except ValueError:
            return False
        check = self._try_out(self.company_id, self.kind, model)
        self.write(self._check_vals(check))
        return check.is_safe

    def _retire_unless_safe(self):
        if not self._try_out_again():
            self._retire_active()
            self.state = "rejected"

    @api.model
    def _check_vals(self, check):
        return {
            "sample_count": check.checked,
            "aside_count": check.aside,
            "aside_before_count": check.aside_before,
            "lost_danger_count": check.lost_danger,
        }

    @api.model
    def _try_out(self, company, kind, model):
        """What a model would do to recent mentions, beside the word lists alone.

        Mentions that a person called irrelevant, or no danger, are judged by that
        person and not by the word lists.

        :param model: an engine's Model for ``kind``
        :return: ``tools.gate.Check``
        """
        mentions = self._draw_recent(company)
        alone = dict.fromkeys(LEARNT)
        with_it = {one: self._in_use(company, one) for one in LEARNT} | {kind: model}
        return gate.compare(
            mentions._foresee(company, alone), mentions._foresee(company, with_it)
        )

    @api.model
    def _draw_recent(self, company):
        """Up to ``SAMPLE`` mentions by others, drawn at random from the latest."""
        mentions = self.env["social.care.mention"]
        mentions.flush_model(["company_id", "effective_at", "is_own", "text"])
        rows = self.env.execute_query(
            # The ORM cannot draw at random.
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
