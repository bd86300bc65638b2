# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.social_care.tools.errors import ConnectorError, Temporary

# A job that was killed leaves a request behind; it may be made again after this time.
PATIENCE = timedelta(minutes=5)


class SocialCareTranslation(models.Model):
    """The translation of a message, as an agent requested it."""

    _name = "social.care.translation"
    _description = "Translation of a Message"
    _rec_name = "language"

    mention_id = fields.Many2one(
        "social.care.mention", required=True, ondelete="cascade", index=True
    )
    language = fields.Char(required=True, help="Code of the service.")
    source_language = fields.Char(help="Code of the language that was detected.")
    text = fields.Text()
    text_digest = fields.Char(
        required=True,
        help="Of the text translated: an edit ends the translation.",
    )
    state = fields.Selection(
        [("pending", "Pending"), ("done", "Done"), ("failed", "Failed")],
        required=True,
        default="pending",
    )
    error = fields.Char()
    requested_at = fields.Datetime(required=True, default=fields.Datetime.now)

    _pending_idx = models.Index("(id) WHERE state = 'pending'")
    _once = models.Constraint(
        "UNIQUE (mention_id, language)", "A message has one translation per language."
    )

    @api.model
    def _compute_digest(self, text):
        return hashlib.sha256(text.encode()).hexdigest()

    def _is_current(self):
        """Whether it is of what the message says now."""
        return self.text_digest == self._compute_digest(self.mention_id.text or "")

    def _is_stuck(self):
        age = fields.Datetime.now() - self.requested_at
        return self.state == "pending" and age > PATIENCE

    @api.model
    def _request(self, mention, language):
        """Translate a message in a job, unless that is done or under way.

        :param mention: ``social.care.mention``, one record
        :param language: code of the service
        """
        found = mention.translation_ids.filtered(lambda row: row.language == language)
        is_kept = found and found._is_current() and not found._is_stuck()
        if is_kept and found.state != "failed":
            return
        vals = {
            "text_digest": self._compute_digest(mention.text),
            "text": False,
            "state": "pending",
            "error": False,
            "requested_at": fields.Datetime.now(),
        }
        row = found or self._insert(mention, language, vals["text_digest"])
        row.write(vals)
        row._enqueue()

    @api.model
    def _insert(self, mention, language, digest):
        """Raw SQL: where two agents ask at the same moment, PostgreSQL lets the second
        one begin anew and find the request of the first one; the ORM would refuse it.
        """
        self.env.cr.execute(
            SQL(
                "INSERT INTO social_care_translation "
                "(mention_id, language, text_digest, state, requested_at) "
                "VALUES (%s, %s, %s, 'pending', %s) "
                "ON CONFLICT (mention_id, language) DO NOTHING RETURNING id",
                mention.id,
                language,
                digest,
                fields.Datetime.now(),
            )
        )
        mention.invalidate_recordset(["translation_ids"])
        return self.browse(self.env.cr.fetchone())

    def _enqueue(self):
        self.with_delay(
            priority=5,
            description=self.env._("Translate a message"),
            identity_key=f"social_care.translation.{self.id}.{self.text_digest}",
        )._translate()

    def _translate(self):
        """Job: ask the service. What was edited meanwhile is not translated, nor what
        failed with another request.
        """
        self.ensure_one()
        if self.state != "pending":
            return
        translator = self.mention_id.company_id.sudo().social_care_translator_ids
        if not self._is_current() or not translator.can_translate:
            self.unlink()
            return
        text = self.mention_id.text
        try:
            translated = translator._translate(text, self.language)
            vals = {
                "state": "done",
                "text": translated.text,
                "source_language": translated.source,
            }
        except ConnectorError as error:
            vals = {"state": "failed", "error": str(error)}
            if isinstance(error, Temporary):
                self._find_waiting()._complete(vals)
        self._complete(vals)

    def _find_waiting(self):
        """Find the other requests to the same service: while it hangs, each would keep
        those of other companies waiting.
        """
        company = ("mention_id.company_id", "=", self.mention_id.company_id.id)
        return self.search([("state", "=", "pending"), company, ("id", "!=", self.id)])

    def _complete(self, vals):
        self.write(vals)
        self.mention_id.thread_id._notify_changed(self.mention_id)

    def _get_panel_values(self):
        if self._is_stuck():
            words = self.env._("The service did not answer.")
            return {"state": "failed", "error": words}
        return {
            "state": self.state,
            "error": self.error or "",
            "text": self.text or "",
            "source": self.source_language or "",
        }

    def _export(self):
        return [
            {"language": row.language, "text": row.text}
            for row in self.filtered("text")
        ]
