# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager, suppress
from dataclasses import asdict

from psycopg2.errors import LockNotAvailable, SerializationFailure

from odoo import api, fields, models

from ..tools import errors
from ..tools.daily_budget import get_day, get_next_day

# Tries to count a call while others count theirs.
MOST_TRIES = 20
# An installation locks tables until it ends.
_LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'"
# Share of a budget from which a diagnosis warns.
SCARCE = 0.8
# One statement, so that two calls at once never spend the same rest. A server whose
# clock is behind finds the next day begun, and does not go back.
_RESERVE = """
    UPDATE social_care_daily_budget
    SET day = CASE WHEN day = %(day)s + 1 THEN day ELSE %(day)s END,
        spent = CASE WHEN day IN (%(day)s, %(day)s + 1) THEN spent ELSE 0 END + %(cost)s
    WHERE account_id = %(account)s AND code = %(code)s
        AND CASE WHEN day IN (%(day)s, %(day)s + 1) THEN spent ELSE 0 END + %(cost)s
            <= amount
"""
# Nothing is declared for an account that only its own transaction sees yet.
_DECLARE = """
    INSERT INTO social_care_daily_budget
        (account_id, code, label, amount, timezone, spent)
    SELECT id, %(code)s, %(label)s, %(amount)s, %(timezone)s, 0
    FROM social_care_account WHERE id = %(account)s
    ON CONFLICT (account_id, code) DO NOTHING
"""
_FIND = """
    SELECT FROM social_care_daily_budget
    WHERE account_id = %(account)s AND code = %(code)s
"""


class SocialCareDailyBudget(models.Model):
    """What the calls of an account may cost in a day, where the network does not tell:
    units (YouTube) or money (X).

    Rows are only written in transactions of their own: a call counts although its job
    is rolled back, and no other call waits for a job that takes long.
    """

    _name = "social.care.daily.budget"
    _description = "Social Care Daily Budget"
    _order = "account_id, code"
    _rec_name = "label"

    account_id = fields.Many2one(
        "social.care.account", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id")
    code = fields.Char(required=True, readonly=True)
    label = fields.Char(string="Unit", required=True, readonly=True)
    amount = fields.Float(
        string="Per day",
        digits=(16, 4),
        required=True,
        help="Once this is spent, the network is not called before its next day. "
        "With 0 it is never called.",
    )
    spent = fields.Float(digits=(16, 4), readonly=True)
    day = fields.Date(readonly=True, help="Day of the network that was counted last.")
    timezone = fields.Char(
        required=True, readonly=True, help="Its midnight renews the budget."
    )
    spent_today = fields.Float(
        string="Used today", digits=(16, 4), compute="_compute_today"
    )
    reset_at = fields.Datetime(string="Renewed at", compute="_compute_today")

    _account_code_unique = models.Constraint(
        "UNIQUE (account_id, code)",
        "An account has one daily budget of each unit.",
    )
    _amount_not_negative = models.Constraint(
        "CHECK (amount >= 0)", "A daily budget cannot be negative."
    )

    @api.depends("day", "spent", "timezone")
    def _compute_today(self):
        for budget in self:
            is_today = budget.day == get_day(budget.timezone)
            budget.spent_today = budget.spent if is_today else 0
            budget.reset_at = get_next_day(budget.timezone)

    def _is_scarce(self):
        """Whether most of today's budget is used."""
        return self.spent_today > self.amount * SCARCE

    # -- counting, in transactions of their own --------------------------------

    @api.model
    def _reserve(self, account, costs):
        """Count a call before it is made: all of its costs, or none of them. A call
        that does not reach the network afterward counts, too.

        :param account: ``social.care.account``, one record
        :param costs: dict of codes to amounts, as ``_get_cost`` of the connector
        :return: the spent ``tools.daily_budget.DailyBudget`` that does not allow the
            call; None if it may be made
        :raise Temporary: if too many others count at this moment
        """
        declared = self._get_declared(account)
        if not self.env.registry.ready:
            # Addons are being installed: their tables are locked, and nobody is called.
            return None
        for _attempt in range(MOST_TRIES):
            with suppress(SerializationFailure), self._open_counter() as counter:
                return counter._count(account.id, costs, declared)
        raise errors.Temporary(self.env._("Too many calls at once."))

    @api.model
    def _declare(self, account):
        """Create the budgets that the account's connector declares and that are
        missing, so that an administrator can see and change them.
        """
        declared = self._get_declared(account).values()
        if not declared or not self.env.registry.ready:
            return
        with self._open_counter() as counter:
            for budget in declared:
                counter._execute(_DECLARE, account.id, budget)

    def _get_declared(self, account):
        budgets = account._get_connector()._get_daily_budgets()
        return {budget.code: budget for budget in budgets}

    @contextmanager
    def _open_counter(self):
        with self.env.registry.cursor() as cr:
            cr.execute(_LOCK_TIMEOUT)
            try:
                yield self.with_env(self.env(cr=cr))
            except LockNotAvailable:
                raise errors.Temporary(
                    self.env._("An addon is being updated. Try again in a moment.")
                ) from None
        self.invalidate_model()

    def _count(self, account_id, costs, declared):
        for code, cost in costs.items():
            if not self._count_one(account_id, declared[code], cost):
                self.env.cr.rollback()
                return declared[code]
        return None

    def _count_one(self, account_id, budget, cost):
        """Whether a budget allows a cost, which is counted then."""
        if self._execute(_RESERVE, account_id, budget, cost):
            return True
        if self._execute(_FIND, account_id, budget):
            return False
        # An account that is only stored once it has connected has no budget meanwhile.
        is_new = self._execute(_DECLARE, account_id, budget)
        return not is_new or self._count_one(account_id, budget, cost)

    def _execute(self, query, account_id, budget, cost=0):
        """Return the number of rows. SQL: the ORM has no atomic counter."""
        vals = asdict(budget) | {
            "account": account_id,
            "day": get_day(budget.timezone),
            "cost": cost,
        }
        self.env.cr.execute(query, vals, log_exceptions=False)
        return self.env.cr.rowcount
