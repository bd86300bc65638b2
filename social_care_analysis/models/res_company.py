# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.social_care.tools.text import split_terms

LANGUAGES = "ar, de, en, es, fr, hi, it, ja, ko, nl, pl, pt, ru, sv, tr, uk, zh"


class ResCompany(models.Model):
    _inherit = "res.company"

    social_care_languages = fields.Char(
        string="Languages of customers",
        default=LANGUAGES,
        help="Codes of the languages that customers write in. With fewer languages, "
        "the language of short texts is detected more reliably.",
        groups="base.group_user",
    )
    social_care_negative_keywords = fields.Text(
        string="Negative keywords",
        help="Words indicating that another meaning of the brand name is intended, "
        "such as “apple pie”, separated by commas. A * at the end stands for any "
        "ending.",
        groups="base.group_user",
    )
    social_care_relevance_confidence = fields.Float(
        string="Confidence threshold",
        default=0.9,
        help="From 0.5 to 1. Mentions are set aside as spam, adverts, bots, job posts "
        "or a different meaning only when the analysis is at least this confident.",
        groups="base.group_user",
    )

    social_care_set_aside_irrelevant = fields.Boolean(
        string="Set irrelevant mentions aside",
        default=True,
        help="Otherwise irrelevant mentions are only labeled and routed as usual.",
        groups="base.group_user",
    )
    social_care_incidents = fields.Boolean(
        string="Collect storms in incidents",
        default=True,
        help="Otherwise each mention of a storm is routed as usual.",
        groups="base.group_user",
    )

    social_care_self_harm_user_id = fields.Many2one(
        "res.users",
        string="Contact for self-harm",
        domain=[("share", "=", False)],
        help="Is notified at once when somebody writes that they or others may harm "
        "themselves. Without a contact, the supervisors are.",
        groups="base.group_user",
    )
    social_care_self_harm_guidance = fields.Text(
        string="What to do about self-harm",
        translate=True,
        default=lambda self: self._get_default_self_harm_guidance(),
        help="Is shown to agents above the conversation, and sent to the contact.",
        groups="base.group_user",
    )

    @api.model
    def _get_default_self_harm_guidance(self):
        return self.env._(
            "Read the message at once and do not wait for anybody. If a life is in "
            "danger, call the emergency services and give them what you know about "
            "the person. Reply yourself, calmly and in your own words: say that you "
            "take it seriously, ask whether they are safe right now, and name the "
            "crisis line of their country. Do not discuss the complaint, and do not "
            "leave the conversation before somebody has taken over. Automatic and "
            "holding replies are off in this conversation."
        )

    @api.constrains("social_care_relevance_confidence")
    def _check_social_care_relevance_confidence(self):
        for company in self:
            if not 0.5 <= company.social_care_relevance_confidence <= 1:
                raise ValidationError(
                    self.env._("The confidence threshold must be between 0.5 and 1.")
                )

    def _social_care_get_self_harm_users(self):
        """Return whom to alert of self-harm: the contact, or the supervisors where
        there is none who may read mentions.

        :return: ``res.users``
        """
        contact = self._social_care_filter_readers(self.social_care_self_harm_user_id)
        return contact or self._social_care_get_supervisors()

    def _social_care_filter_readers(self, users):
        """Return those of some users who still work here and may read mentions."""
        mentions = self.env["social.care.mention"]
        return users.filtered(
            lambda user: (
                user.active
                and not user.share
                and self in user.sudo().company_ids
                and mentions.with_user(user).has_access("read")
            )
        )

    def _social_care_get_languages(self):
        """Return the codes of the languages that customers may write in."""
        own = split_terms(self.social_care_languages or "") or split_terms(LANGUAGES)
        return [code.lower().split("-")[0] for code in own]
