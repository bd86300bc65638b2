# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from odoo import models

from odoo.addons.social_care.tools.values import PUBLIC_KINDS

from ..tools.sample import Sample
from ..tools.urgency import HIGHEST
from ..tools.verdict import is_unsure


class SocialCareRuleTest(models.TransientModel):
    """The tester shows the verdicts on a text, and tries the conditions on them."""

    _inherit = "social.care.rule.test"

    def _judge_text(self):
        """Return {kind: verdict} of the text."""
        sample = Sample.of_texts([self.text or ""], [self.language or ""])
        sample.reaches = [self.reach]
        mentions = self.env["social.care.mention"].sudo()
        judged = mentions._judge_texts(self.account_id.company_id, sample)
        return {kind: own[0] for kind, own in judged.items()}

    def _analyze_text(self):
        return super()._analyze_text() | self._judge_text()

    def _get_facts(self, found):
        facts = super()._get_facts(found)
        return replace(facts, language=found["language"] or facts.language)

    def _list_lines(self, verdicts, acting):
        said = self._judge_text() if self.text else {}
        if said and self._is_set_aside(said, acting):
            yield self.env._(
                "It is set aside, whatever the rules say: %s",
                self._describe_step(
                    self.env["social.care.analysis.relevance"], said["relevance"]
                ),
            )
        yield from super()._list_lines(verdicts, acting)
        if said:
            yield from self._describe_verdicts(said)

    def _is_set_aside(self, said, acting):
        """Return whether a mention like this is set aside, as
        ``mention._is_set_aside`` has it.

        :param said: as ``_judge_text`` returns it
        :param acting: the ``social.care.rule`` that acts, may be empty
        """
        is_manual = (self.stream_id.stage or "routed") == "manual"
        is_danger = said["urgency"].level == HIGHEST
        is_private = self.kind not in PUBLIC_KINDS
        has_to_be_read = self.customer or is_private or is_danger
        is_wanted = self.account_id.company_id.sudo().social_care_set_aside_irrelevant
        return bool(
            said["relevance"].reason
            and is_wanted
            and not is_manual
            and not has_to_be_read
            and not acting.relevance
        )

    def _describe_verdicts(self, said):
        yield ""
        yield self.env._("Verdicts of the analysis:")
        for kind in self.env["social.care.analysis.kind"]._get_all():
            yield self._describe_step(kind, said[kind._get_kind()])

    def _describe_step(self, kind, verdict):
        title, value = kind._get_label(), kind._describe(verdict)
        grounds = kind._get_grounds(verdict) or {}
        if is_unsure(grounds):
            value = self.env._("%s, unsure", value)
        words = grounds.get("words")
        if not words:
            return f"{title}: {value}"
        return self.env._(
            "%(title)s: %(value)s (on the words: %(words)s)",
            title=title,
            value=value,
            words=", ".join(words),
        )
