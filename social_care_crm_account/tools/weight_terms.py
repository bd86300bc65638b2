# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Terms of the customer weight that rest on invoices."""

from dateutil.relativedelta import relativedelta

from odoo.tools import SQL

from odoo.addons.social_care_crm.tools.weight import MONTHS, Money

# Other salespeople read invoices of their own only.
READERS = ",".join(
    (
        "account.group_account_invoice",
        "account.group_account_readonly",
        "sales_team.group_sale_salesman_all_leads",
    )
)


class Revenue(Money):
    """Untaxed amount of the posted invoices of the last twelve months, less refunds, in
    the currency of the company."""

    code, cap, full = "revenue", 30, 10000
    model, groups = "account.move", READERS
    reads = ("account.move",)

    def get_label(self, env):
        return env._("Revenue of twelve months")

    def build_query(self, scope, today):
        return SQL(
            """
            SELECT commercial_partner_id, company_id, amount_untaxed_signed
            FROM account_move
            WHERE state = 'posted' AND move_type IN ('out_invoice', 'out_refund')
                AND invoice_date > %s AND %s
            """,
            today - relativedelta(months=MONTHS),
            scope.restrict("commercial_partner_id"),
        )


class Unpaid(Money):
    """What is still to be paid of posted invoices. No debt adds more than the cap."""

    code, cap, full = "unpaid", 10, 1000
    model, groups = "account.move", READERS
    reads = ("account.move",)

    def get_label(self, env):
        return env._("Unpaid invoices")

    def build_query(self, scope, today):
        return SQL(
            """
            SELECT commercial_partner_id, company_id, amount_residual_signed
            FROM account_move
            WHERE state = 'posted' AND move_type IN ('out_invoice', 'out_refund')
                AND payment_state IN ('not_paid', 'partial') AND %s
            """,
            scope.restrict("commercial_partner_id"),
        )
