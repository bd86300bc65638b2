# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64decode, b64encode

from psycopg2.extras import execute_values

from odoo import api, fields, models

from ..tools import embedding


class SocialCareEmbeddingVector(models.Model):
    """The embedding of a corrected text; deleted with the correction."""

    _name = "social.care.embedding.vector"
    _description = "Meaning of a Corrected Text"
    _rec_name = "correction_id"

    correction_id = fields.Many2one(
        "social.care.correction", required=True, readonly=True, ondelete="cascade"
    )
    data = fields.Binary(required=True, readonly=True, attachment=False)

    _once = models.Constraint(
        "UNIQUE (correction_id)", "This text has already been read."
    )

    @api.model
    def _store(self, corrections, vectors):
        """Store vectors, one for each correction.

        SQL: another job may store the same ones at this moment, which is no conflict.
        """
        rows = [
            (correction.id, b64encode(embedding.packed(vector)))
            for correction, vector in zip(corrections, vectors, strict=True)
        ]
        execute_values(
            self.env.cr._obj,
            """
            INSERT INTO social_care_embedding_vector (correction_id, data)
            VALUES %s
            ON CONFLICT (correction_id) DO NOTHING
            """,
            rows,
        )

    @api.model
    def _find(self, corrections):
        """Return the vectors of those corrections that were read."""
        return self.search([("correction_id", "in", corrections.ids)])

    def _unpack(self):
        """Return an array of text × number, in the order of the records."""
        return embedding.unpacked([b64decode(vector.data) for vector in self])
