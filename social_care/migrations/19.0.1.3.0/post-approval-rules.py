# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api

# The setting of accounts becomes approval rules: one of each kind and company. SQL: the
# field is gone from the model.
_READ = """
    SELECT company_id, approval, array_agg(id ORDER BY id) FROM social_care_account
    WHERE approval IN ('public', 'all') GROUP BY company_id, approval
    ORDER BY company_id, approval
"""
_HAS_COLUMN = """
    SELECT FROM information_schema.columns
    WHERE table_name = 'social_care_account' AND column_name = 'approval'
"""
# Without a name, the reply would not say what it waits for.
_NAMES = {"public": "Public replies of agents", "all": "All replies of agents"}
# Replies that were pending approval already. Nobody is notified of them.
_ASK = """
    UPDATE social_care_reply SET approval_asked_at = confirmed_at,
        approval_level = 'first'
    WHERE state = 'to_approve' AND approval_level IS NULL
"""


def migrate(cr, version):
    cr.execute(_HAS_COLUMN)
    if not cr.rowcount:
        return
    cr.execute(_READ)
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["social.care.approval.rule"].create(
        [
            {
                "name": _NAMES[approval],
                "company_id": company_id,
                "account_ids": [(6, 0, account_ids)],
                "visibility": approval == "public" and "public",
            }
            for company_id, approval, account_ids in cr.fetchall()
        ]
    )
    cr.execute("ALTER TABLE social_care_account DROP COLUMN approval")
    cr.execute(_ASK)
    for reply in env["social.care.reply"].search([("state", "=", "to_approve")]):
        asked = reply._get_approvers("first")
        reply.write(
            {
                "approval_reason": reply._explain_approval(),
                "approver_ids": [(6, 0, asked.ids)],
            }
        )
