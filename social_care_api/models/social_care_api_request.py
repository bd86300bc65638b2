# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import json
from datetime import timedelta
from types import SimpleNamespace

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.errors import ServiceError
from ..tools.outcome import Outcome
from ..tools.values import is_request_id

KEPT = timedelta(hours=24)
GC_BATCH = 5_000

# In SQL: of two transactions with the same request, the second waits here for the
# first. If that one was committed meanwhile, PostgreSQL refuses the statement
# (repeatable read), Odoo repeats the call, and it finds the answer.
_OPEN = """
    INSERT INTO social_care_api_request
        (user_id, request_id, operation, digest, create_uid, create_date)
    VALUES (%(user)s, %(request)s, %(operation)s, %(digest)s, %(user)s, %(now)s)
    ON CONFLICT (user_id, request_id) DO NOTHING
    RETURNING id
"""


class SocialCareApiRequest(models.Model):
    """A call that changed something, and how it ended, so that the same call acts once.

    It holds IDs and states, and words only of a refusal.
    """

    _name = "social.care.api.request"
    _description = "Request of an Outside Desktop"
    _order = "id desc"
    _rec_name = "request_id"

    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade"
    )
    request_id = fields.Char(string="Request ID", required=True, readonly=True)
    operation = fields.Char(required=True, readonly=True)
    digest = fields.Char(
        required=True, readonly=True, help="Checksum of operation and arguments."
    )
    answer = fields.Json(readonly=True)
    error_code = fields.Char(string="Refused as", readonly=True)
    error_words = fields.Char(string="Reason", readonly=True)

    _once = models.UniqueIndex("(user_id, request_id)")
    _age = models.Index("(create_date)")

    @api.model
    def _open(self, operation, request_id, values):
        """Note a request, or find it.

        :param operation: ``tools.operation.Operation``
        :param request_id: as the client chose it
        :param values: what it sent
        :return: object with ``id``, ``is_new``, and of a known one ``outcome``
        :raises ServiceError: if it is no ID, or that of another request
        """
        _check_request_id(request_id)
        digest = _make_digest(operation, values)
        self._forget_expired(request_id)
        rows = self.env.execute_query(
            SQL(
                _OPEN,
                user=self.env.uid,
                request=request_id,
                operation=operation.name,
                digest=digest,
                now=fields.Datetime.now(),
            )
        )
        if rows:
            return SimpleNamespace(id=rows[0][0], is_new=True)
        known = self._search_own(request_id)
        if known.digest != digest:
            words = self.env._("This request ID was used for another request.")
            raise ServiceError("request_id_reused", words)
        return SimpleNamespace(
            id=known.id, is_new=False, outcome=known._build_outcome()
        )

    def _search_own(self, request_id):
        return self.search(
            [("user_id", "=", self.env.uid), ("request_id", "=", request_id)]
        )

    def _forget_expired(self, request_id):
        """An ID can be used again when its time is over."""
        known = self._search_own(request_id)
        if known and known.create_date < fields.Datetime.now() - KEPT:
            known.unlink()

    def _build_outcome(self):
        if self.error_code:
            return Outcome(error=ServiceError(self.error_code, self.error_words))
        return Outcome(answer=self.answer)

    @api.model
    def _settle(self, request, outcome):
        """Store how a new request ended; a refusal that may pass is forgotten.

        :param request: what ``_open`` returned
        :param outcome: ``tools.outcome.Outcome``
        """
        record = self.browse(request.id)
        if not outcome.can_be_stored:
            record.unlink()
        elif outcome.error:
            code, words = outcome.error.code, outcome.error.words
            record.write({"error_code": code, "error_words": words})
        else:
            record.answer = outcome.answer

    @api.autovacuum
    def _gc_old(self):
        """Forget requests after a day, in batches.

        :return: (number of requests, whether more are left)
        """
        since = fields.Datetime.now() - KEPT
        old = self.search([("create_date", "<", since)], limit=GC_BATCH)
        old.unlink()
        return len(old), len(old) == GC_BATCH


def _check_request_id(request_id):
    if is_request_id(request_id):
        return
    words = "request_id: 1 to 200 printable ASCII characters without spaces."
    raise ServiceError("invalid_request", words, {"request_id": words})


def _make_digest(operation, values):
    text = json.dumps([operation.name, values], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
