# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.modules.migration import load_script
from odoo.tools import file_path

from .channel_reply_common import ReplyCase

SCRIPT = "social_care/migrations/19.0.1.3.0/post-approval-rules.py"
# As the previous version had it.
UNDO = """
    ALTER TABLE social_care_account ADD COLUMN approval varchar DEFAULT 'none';
    UPDATE social_care_account SET approval = 'public' WHERE id = %s;
    UPDATE social_care_account SET approval = 'all' WHERE id = %s;
    UPDATE social_care_reply SET approval_level = NULL, approval_due_at = NULL
    WHERE id = %s
"""


class TestUpgradeOfApproval(ReplyCase):
    """The setting of accounts becomes approval rules."""

    def setUp(self):
        super().setUp()
        self.require_approval("all")
        self.reply = self.queued()
        self.require_approval("none")
        self.reply.write({"approval_reason": False, "approver_ids": [(5, 0, 0)]})
        self.other = self.make_account("other", "them")
        self.env.flush_all()
        # What a savepoint of the test checks at its end stands in the way.
        self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.env.cr.execute(UNDO, (self.account.id, self.other.id, self.reply.id))

    def migrate(self):
        script = load_script(file_path(SCRIPT), "post_approval_rules")
        script.migrate(self.env.cr, "19.0.1.2.0")
        self.env.invalidate_all()

    def rules(self):
        rules = self.env["social.care.approval.rule"].search(
            [("company_id", "=", self.company.id)], order="id"
        )
        return {(rule.visibility, rule.account_ids) for rule in rules}

    def test_each_setting_becomes_a_rule(self):
        self.migrate()
        self.assertEqual(self.rules(), {("public", self.account), (False, self.other)})

    def test_what_is_pending_says_why_and_whom_it_waits_for(self):
        self.migrate()
        self.assertEqual(self.reply.approval_reason, "public replies are checked")
        self.assertIn(self.supervisor, self.reply.approver_ids)
        self.assertEqual(self.reply.approval_level, "first")
        self.assertFalse(self.notices_to(self.supervisor).filtered("subject")[1:])

    def test_twice_is_once(self):
        self.migrate()
        self.migrate()
        self.assertEqual(len(self.rules()), 2)

    def test_a_file_of_an_earlier_version_brings_rules(self):
        account = {"network": "demo", "name": "Acme"}
        sections = {
            "accounts": [
                {**account, "approval": "public"},
                {**account, "name": "Other", "approval": "none"},
            ]
        }
        moved = self.env["social.care.configuration"]._move_approval(sections)
        (rule,) = moved["approval_rules"]
        self.assertEqual(rule["account_ids"], [["demo", "Acme"]])
        self.assertEqual(rule["visibility"], "public")
        self.assertNotIn("approval", moved["accounts"][0])

    def test_a_file_of_this_version_stays_as_it_is(self):
        sections = {"accounts": [{"network": "demo", "name": "Acme"}]}
        moved = self.env["social.care.configuration"]._move_approval(sections)
        self.assertEqual(moved, sections)
