# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from odoo import models

from odoo.addons.social_care.tools.values import PUBLIC_KINDS

from ..tools.sample import Sample
from ..tools.urgency import HIGHEST


class SocialCareRuleTest(models.TransientModel):
    """The tester says what the analysis makes of a text, and rules ask for it."""

    _inherit = "social.care.rule.test"

    def _verdicts_of_text(self):
        """By kind, what would be said of the text."""
        sample = Sample.of_texts([self.text or ""], [self.language or ""])
        sample.reaches = [self.reach]
        judged = (
            self.env["social.care.mention"]
            .sudo()
            ._judge_texts(self.account_id.company_id, sample)
        )
        return {kind: own[0] for kind, own in judged.items()}

    def _analyze_text(self):
        return super()._analyze_text() | self._verdicts_of_text()

    def _get_facts(self, found):
        facts = super()._get_facts(found)
        return replace(facts, language=found["language"] or facts.language)

    def _list_lines(self, verdicts, acting):
        said = self._verdicts_of_text() if self.text else {}
        if said and self._goes_aside(said, acting):
            yield self.env._(
                "It goes aside, whatever the rules say: %s", self._worth_line(said)
            )
        yield from super()._list_lines(verdicts, acting)
        if said:
            yield from self._analysis_lines(said)

    def _goes_aside(self, said, acting):
        """As ``mention._goes_aside`` has it."""
        stage = self.stream_id.stage or "routed"
        danger = said["urgency"].level == HIGHEST
        heard = self.customer or self.kind not in PUBLIC_KINDS or danger or acting.worth
        wanted = self.account_id.company_id.sudo().social_care_put_aside
        aside = said["worth"].reason and wanted
        return bool(aside and stage != "manual" and not heard)

    def _analysis_lines(self, said):
        yield ""
        yield self.env._("What the analysis says:")
        mention = self.env["social.care.mention"]
        language = said["language"]
        yield self._line(
            self.env._("Language"),
            mention._language_name(language) if language else self.env._("unknown"),
            [],
        )
        yield self._line_of(
            "sentiment", said["sentiment"].label, said["sentiment"].words
        )
        yield self._line_of(
            "urgency", str(said["urgency"].level), said["urgency"].words
        )
        topic = self.env["social.care.topic"].browse(int(said["topic"].label or 0))
        name = topic.name or self.env._("none")
        yield self._line(self.env._("Topic"), name, said["topic"].words)
        yield self._worth_line(said)

    def _worth_line(self, said):
        verdict = said["worth"]
        return self._line_of("worth", verdict.reason or "worth", verdict.words)

    def _line_of(self, name, value, words):
        field = self.env["social.care.mention"]._fields[name]
        labels = dict(field._description_selection(self.env))
        title = self.env["social.care.mention"].fields_get([name])[name]["string"]
        return self._line(title, labels[value], words)

    def _line(self, title, value, words):
        if not words:
            return f"{title}: {value}"
        return self.env._(
            "%(title)s: %(value)s (on the words: %(words)s)",
            title=title,
            value=value,
            words=", ".join(words),
        )
