# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.urgency import HIGHEST
from ..tools.worth import WORTH


class SocialCareMention(models.Model):
    """What other models would make of mentions that were judged already."""

    _inherit = "social.care.mention"

    def _foresee(self, company, learned):
        """What would become of these mentions with other models.

        Where a person corrected a mention, that word holds: calling it irrelevant sets
        nobody aside, and what a person called less than danger is no danger missed.

        :param learned: kind to the engine's Model, None for the word lists alone
        :return: for each mention a pair (is set aside, is danger)
        """
        if not self:
            return []
        sample = self._sample()
        sample.models = learned
        verdicts = self._judge_texts(company, sample)
        rows = zip(self, verdicts["worth"], verdicts["urgency"], strict=True)
        return [
            mention._foresee_one(bool(worth.reason), haste.level == HIGHEST)
            for mention, worth, haste in rows
        ]

    def _foresee_one(self, aside, danger):
        irrelevant = self._is_set_by_hand("worth") and self.worth != WORTH
        harmless = self._is_set_by_hand("urgency") and not self._is_pressing()
        return (
            aside and not irrelevant and not self._must_be_read(),
            danger and not harmless,
        )

    def _is_set_by_hand(self, kind):
        """Whether a person corrected this kind of verdict."""
        return "by" in (self.verdicts or {}).get(kind, {})
