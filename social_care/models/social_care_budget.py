# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import suppress
from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.housekeeping import delete_part
from ..tools.locking import try_transaction_lock
from ..tools.text import make_storable

# Days for which a limit that was renewed meanwhile is shown.
KEPT_DAYS = 7
# Between an endpoint and the suffix of one of its budgets.
SEPARATOR = "#"


class SocialCareBudget(models.Model):
    """Rate limits that a network told for an account."""

    _name = "social.care.budget"
    _description = "Social Care Rate Limit"
    _order = "account_id, endpoint"
    _rec_name = "endpoint"

    account_id = fields.Many2one(
        "social.care.account", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="account_id.company_id")
    endpoint = fields.Char(required=True)
    allowance = fields.Integer(
        help="Calls allowed in one period; 0 if the network does not tell."
    )
    remaining = fields.Integer(help="Calls left in this period.")
    reset_at = fields.Datetime(string="Renewed at")

    _endpoint_unique = models.Constraint(
        "UNIQUE (account_id, endpoint)",
        "An account has one budget for each endpoint.",
    )

    @api.model
    def _get_spent_until(self, account, endpoint):
        """Return when an endpoint may be called again.

        :return: naive UTC datetime, False if it may be called now
        """
        spent = self.search(
            [
                ("account_id", "=", account.id),
                ("remaining", "<=", 0),
                ("reset_at", ">", fields.Datetime.now()),
            ]
        )
        spent = spent.filtered(lambda budget: budget._limits(endpoint))
        return max(spent.mapped("reset_at"), default=False)

    def _limits(self, endpoint):
        """Whether this is a budget of an endpoint, with or without a suffix."""
        return self.endpoint.partition(SEPARATOR)[0] == endpoint

    @api.autovacuum
    def _gc_old(self):
        """Delete limits that the network has not told for long."""
        self.flush_model()
        before = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        deleted = delete_part(self.env.cr, self._table, SQL("reset_at < %s", before))
        self.invalidate_model()
        return deleted

    @api.model
    def _note(self, account, endpoint, budget):
        """Store what the network told last. If another transaction stores it at this
        moment, this one does not: waiting or failing would cost more than knowing it
        one call later.

        :param budget: ``tools.rate_limit.Budget``
        """
        suffix = make_storable(budget.suffix)
        name = SEPARATOR.join(filter(None, (endpoint, suffix)))
        if self._is_free(account, name):
            with suppress(SerializationFailure), self.env.cr.savepoint():
                self._write_down(account, name, budget)
            self.invalidate_model()

    def _is_free(self, account, endpoint):
        key = f"social_care.budget.{account.id}.{endpoint}"
        return try_transaction_lock(self.env.cr, key)

    def _write_down(self, account, name, budget):
        """Raw SQL: one atomic upsert."""
        self.env.cr.execute(
            """
            INSERT INTO social_care_budget
                (account_id, endpoint, allowance, remaining, reset_at)
            VALUES (%s, %s, %s, %s, %s)
            ON CONFLICT (account_id, endpoint) DO UPDATE
            SET allowance = EXCLUDED.allowance,
                remaining = EXCLUDED.remaining,
                reset_at = EXCLUDED.reset_at
            """,
            (account.id, name, budget.allowance, budget.remaining, budget.reset_at),
        )
