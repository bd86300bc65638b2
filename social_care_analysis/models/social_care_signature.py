# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from psycopg2.extras import execute_values

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.social_care.tools.housekeeping import delete_part

from ..tools.duplicates import Signature

WINDOW = timedelta(hours=72)
# Candidates for one batch; exact copies are not stored, so this covers many groups.
MOST = 5000


class SocialCareSignature(models.Model):
    """The signature of a text, compared to find its copies.

    Raw SQL throughout: the ORM has no array fields, and one overlap query on a GIN
    index finds the candidates of a whole batch.
    """

    _name = "social.care.signature"
    _description = "Signature of a Mention's Text"
    _log_access = False

    mention_id = fields.Many2one(
        "social.care.mention", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    at = fields.Datetime(required=True, readonly=True)

    _once = models.Constraint("UNIQUE (mention_id)", "One signature for each mention.")

    def init(self):
        self.env.cr.execute(
            """
            ALTER TABLE social_care_signature
                ADD COLUMN IF NOT EXISTS bands int[] NOT NULL DEFAULT '{}',
                ADD COLUMN IF NOT EXISTS bins int[] NOT NULL DEFAULT '{}';
            CREATE INDEX IF NOT EXISTS social_care_signature_bands_idx
                ON social_care_signature USING gin (bands);
            CREATE INDEX IF NOT EXISTS social_care_signature_at_idx
                ON social_care_signature (at);
            """
        )

    @api.model
    def _find_near(self, company, found):
        """Find recent signatures that share a band with any of a batch.

        :param found: list of ``duplicates.Signature`` or None
        :return: list of (mention id, ``duplicates.Signature``)
        """
        bands = sorted({band for own in found if own for band in own.bands})
        self.env.cr.execute(
            """
            SELECT mention_id, bands, bins
            FROM social_care_signature
            WHERE bands && %s::int[] AND company_id = %s AND at > %s
            ORDER BY mention_id DESC
            LIMIT %s
            """,
            (bands, company.id, fields.Datetime.now() - WINDOW, MOST),
        )
        return [(row[0], Signature(*row[1:])) for row in self.env.cr.fetchall()]

    @api.model
    def _store(self, company, signatures):
        """Store signatures.

        :param signatures: list of (mention id, ``duplicates.Signature``)
        """
        if not signatures:
            return
        now = fields.Datetime.now()
        execute_values(
            self.env.cr._obj,
            """
            INSERT INTO social_care_signature (mention_id, company_id, at, bands, bins)
            VALUES %s ON CONFLICT (mention_id) DO NOTHING
            """,
            [(id_, company.id, now, own.bands, own.bins) for id_, own in signatures],
        )
        self.invalidate_model()

    @api.autovacuum
    def _gc_old(self):
        """Delete signatures that are older than the window."""
        old = SQL("at < %s", fields.Datetime.now() - WINDOW)
        return delete_part(self.env.cr, self._table, old)
