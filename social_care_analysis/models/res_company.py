# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.social_care.tools.text import terms

LANGUAGES = "ar, de, en, es, fr, hi, it, ja, ko, nl, pl, pt, ru, sv, tr, uk, zh"


class ResCompany(models.Model):
    _inherit = "res.company"

    social_care_languages = fields.Char(
        string="Languages of customers",
        default=LANGUAGES,
        help="Codes of the languages that customers write in. The fewer there are, the "
        "surer is the language of a short text.",
        groups="base.group_user",
    )
    social_care_other_sense = fields.Text(
        string="The name in another sense",
        help="Negative keywords, such as “apple pie”, separated "
        "by commas. A * at the end stands for any ending.",
        groups="base.group_user",
    )
    social_care_worth_sure = fields.Float(
        string="Confidence threshold",
        default=0.9,
        help="From 0.5 to 1. What is spam, an advert, a bot, a job post or about "
        "something else goes aside only when the analysis is at least so sure.",
        groups="base.group_user",
    )

    social_care_put_aside = fields.Boolean(
        string="Set irrelevant mentions aside",
        default=True,
        help="Without it the analysis says so, and everything goes its usual way.",
        groups="base.group_user",
    )
    social_care_incidents = fields.Boolean(
        string="Collect storms in incidents",
        default=True,
        help="Without it each of the many goes its usual way.",
        groups="base.group_user",
    )

    @api.constrains("social_care_worth_sure")
    def _check_social_care_worth_sure(self):
        for company in self:
            if not 0.5 <= company.social_care_worth_sure <= 1:
                raise ValidationError(
                    self.env._("“Confidence threshold” is a number from 0.5 to 1.")
                )

    def _social_care_languages(self):
        """Codes of the languages to tell apart."""
        own = terms(self.social_care_languages or "") or terms(LANGUAGES)
        return [code.lower().split("-")[0] for code in own]
