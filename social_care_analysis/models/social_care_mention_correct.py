# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from babel import Locale, UnknownLocaleError

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.social_care.tools.arguments import is_label, is_text, takes

from .social_care_correction import FIELDS, KINDS

SCORES = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}


class SocialCareMention(models.Model):
    """One click says what a mention really is."""

    _inherit = "social.care.mention"

    @takes(kind=is_text, value=is_label)
    def correct(self, kind, value):
        """Set a verdict by hand; what is set by hand is learnt from.

        :param kind: language, sentiment, urgency, topic or worth
        :param value: a label of ``correction_choices``; for a topic its id, False for
            none
        """
        self.check_access("read")
        mentions = self.sudo().filtered(lambda m: not m.is_own and not m.deleted_at)
        mentions._check_choice(kind, value)
        mentions._note_by_hand(kind, value)
        mentions._follow_correction(kind)
        mentions.thread_id._refresh()
        mentions.thread_id._notify_changed(mentions, inbox=kind == "worth")

    def _note_by_hand(self, kind, value):
        self.env["social.care.correction"].sudo()._note(self, kind, value)
        before = {mention: mention._verdict_in_words(kind) for mention in self}
        for mention in self:
            mention._set_by_hand(kind, value)
        self.env["social.care.log"]._note(
            self,
            "corrected",
            lambda m: f"{before[m]} → {m._verdict_in_words(kind)}",
        )

    def _verdict_in_words(self, kind):
        """“Urgency: Soon”"""
        field = self._fields[FIELDS[kind]]
        value = self[field.name]
        words = value
        if field.type == "many2one":
            words = value.display_name
        elif field.type == "selection":
            words = dict(field._description_selection(self.env)).get(value)
        return f"{dict(KINDS)[kind]}: {words or '–'}"

    def _check_choice(self, kind, value):
        if kind not in FIELDS:
            raise UserError(self.env._("There is nothing to correct by that name."))
        for company in self.company_id:
            choices = self._choices(kind, company)
            if value not in [choice[0] for choice in choices]:
                raise UserError(
                    self.env._(
                        "%s has no such choice (any more). Reload the page.",
                        company.name,
                    )
                )

    def _set_by_hand(self, kind, value):
        vals = {FIELDS[kind]: value, "is_corrected": True}
        if kind == "sentiment":
            vals["sentiment_score"] = SCORES[value]
        by = {"by": self.env.user.name, "words": [], "sure": 1}
        self.write({**vals, "verdicts": {**(self.verdicts or {}), kind: by}})
        if kind == "topic":
            self._watch_topic()
            self._tag_ticket()

    def _follow_correction(self, kind):
        """What is worth an answer after all goes its usual way; what is not goes
        aside."""
        if kind != "worth":
            return
        back = self.filtered(lambda m: m.worth == "worth" and m.state == "ignored")
        back._apply_decisions(self.env["social.care.rule"]._decide(back))
        aside = self.filtered(lambda m: m.worth != "worth" and m.state == "inbox")
        aside.state = "ignored"

    def action_restore(self):
        """Who brings back what the analysis put aside says that it was wrong."""
        self.check_access("read")
        wrong = self.sudo().filtered(
            lambda m: m.state == "ignored" and m.worth not in (False, "worth")
        )
        wrong._note_by_hand("worth", "worth")
        return super().action_restore()

    # -- what one can choose ---------------------------------------------------

    @api.model
    def correction_choices(self):
        """By kind: [value, words], and the colour of a topic."""
        return {kind: self._choices(kind, self.env.companies) for kind in FIELDS}

    def _choices(self, kind, companies):
        if kind == "topic":
            return self._topic_choices(companies)
        if kind == "language":
            return self._language_choices(companies)
        field = self._fields[FIELDS[kind]]
        return [list(pair) for pair in field._description_selection(self.env)]

    def _topic_choices(self, companies):
        topics = self.env["social.care.topic"].search(
            [("company_id", "in", companies.ids)]
        )
        none = [False, self.env._("No topic"), 0]
        return [*(self._topic_choice(t, companies) for t in topics), none]

    def _topic_choice(self, topic, companies):
        company = f" ({topic.company_id.name})" if len(companies) > 1 else ""
        return [topic.id, f"{topic.name}{company}", topic.color]

    def _language_choices(self, companies):
        codes = {
            code
            for company in companies.sudo()
            for code in company._social_care_languages()
        }
        choices = [[code, self._language_name(code)] for code in codes]
        return sorted(choices, key=lambda choice: choice[1])

    def _language_name(self, code):
        """The language's name in the words of the reader."""
        try:
            return Locale.parse(self.env.lang or "en_US").languages.get(code, code)
        except (UnknownLocaleError, ValueError):
            return code
