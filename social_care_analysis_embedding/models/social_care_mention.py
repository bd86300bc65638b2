# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools import nearest

CHUNK = 200


class SocialCareMention(models.Model):
    """A second look, in a job, at mentions whose topic is unsure."""

    _inherit = "social.care.mention"

    def _after_analysis(self):
        result = super()._after_analysis()
        for company, mentions in self.grouped("company_id").items():
            if self.env["social.care.embedding"]._of(company).state == "on":
                mentions._with_unsure_topic()._enqueue_second_look()
        return result

    def _with_unsure_topic(self):
        return self.filtered(lambda mention: mention._is_topic_unsure())

    def _is_topic_unsure(self):
        """Whether a second look may help: not at what is gone, at what is not worth an
        answer, nor at what a person said."""
        if not self.text or self.deleted_at or self.worth not in (False, "worth"):
            return False
        told = (self.verdicts or {}).get("topic", {})
        return "by" not in told and not nearest.is_sure(
            self.topic_id, told.get("sure", 0)
        )

    def _enqueue_second_look(self):
        for start in range(0, len(self), CHUNK):
            self[start : start + CHUNK].with_delay(
                priority=30, description=self.env._("Topics by meaning")
            )._take_second_look()

    def _take_second_look(self):
        """Job: topics by meaning, for as many as there is time for; a job of its own
        sees to the rest. May commit: reading takes seconds, and a person who corrects
        a mention meanwhile must not be in its way."""
        waiting = self.exists()._with_unsure_topic()
        row = self.env["social.care.embedding"]._of(waiting.company_id)
        if row.state != "on":
            return
        # Copies are read once.
        verdicts = row._judge(list(dict.fromkeys(waiting.mapped("text"))))
        self.env.cr.commit()  # pylint: disable=invalid-commit
        self.env.invalidate_all()
        alive = waiting.exists()._with_unsure_topic()
        ready = alive.filtered(lambda mention: mention.text in verdicts)
        ready._take_verdicts("topic", [verdicts[mention.text] for mention in ready])
        if verdicts:
            (alive - ready)._enqueue_second_look()
