# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from odoo.addons.social_care.tools.approval import MOST_DAYS, Condition

from .channel_common import AGENT, MANAGER, ChannelCase
from .channel_reply_common import ReplyCase


class TestApprovalRules(ReplyCase):
    """Which replies need approval, and why."""

    def reason(self, body="We look into it.", **kw):
        reply = self.queued(body=body, **kw)
        reason = reply.approval_reason or ""
        self.assertEqual(bool(reason), reply.state == "to_approve")
        reply.action_cancel()
        return reason

    def rule(self, **vals):
        return self.require_approval("all", **vals)

    def test_a_reply_without_conditions_gives_the_name_of_the_rule(self):
        self.rule(name="First month")
        self.assertEqual(self.reason(), "First month")

    def test_money(self):
        self.rule(promises_money=True)
        self.assertEqual(self.reason("You get 50 € back."), "money is promised (50 €)")
        self.assertFalse(self.reason("We look into it."))

    def test_words(self):
        self.rule(words="refund*, compensation")
        self.assertEqual(self.reason("We REFUNDED it."), "it contains “refund”")
        self.assertFalse(self.reason("Funds are there."))

    def test_files(self):
        self.rule(has_files=True)
        file = (
            self.env["ir.attachment"]
            .with_user(self.agent)
            .create({"name": "a.png", "raw": b"\x89PNG\r\n\x1a\n"})
        )
        file.sudo().mimetype = "image/png"
        self.assertEqual(self.reason(files=file), "files are attached")
        self.assertFalse(self.reason())

    def test_all_conditions_of_a_rule_must_be_met(self):
        self.rule(promises_money=True, visibility="private")
        self.assertFalse(self.reason("You get 50 € back."))
        self.assertTrue(self.reason("You get 50 € back.", visibility="private"))

    def test_any_rule_is_enough_and_all_reasons_are_given(self):
        money = self.rule(promises_money=True)
        money.copy({"promises_money": False, "words": "sorry"})
        reason = self.reason("Sorry, you get 50 € back.")
        self.assertEqual(reason, "money is promised (50 €); it contains “sorry”")

    def test_a_new_agent(self):
        self.rule(author="new", new_replies=2, new_days=0)
        for text in ("One", "Two"):
            reply = self.queued(body=text)
            self.assertEqual(reply.approval_reason, "the agent is new")
            reply.with_user(self.supervisor).action_approve()
            self.run_job(reply)
            self.assertEqual(reply.state, "published")
        self.assertFalse(self.reason("Three"))

    def test_an_agent_is_new_for_some_days(self):
        self.rule(author="new", new_replies=0, new_days=5)
        reply = self.queued(body="First")
        reply.with_user(self.supervisor).action_approve()
        self.run_job(reply)
        self.assertTrue(self.reason("Second"))
        reply.published_at = self.at(-6 * 86400)
        self.assertFalse(self.reason("Third"))

    def test_named_agents_even_supervisors(self):
        self.rule(author="users", user_ids=[(6, 0, self.supervisor.ids)])
        self.assertFalse(self.reason())
        reply = self.queued(body="Mine", user=self.supervisor)
        self.assertEqual(reply.state, "to_approve")

    def test_a_rule_whose_agents_all_left_applies_to_nobody(self):
        gone = self.make_user("gone", AGENT)
        rule = self.rule(author="users", user_ids=[(6, 0, gone.ids)])
        gone.active = False
        rule.invalidate_recordset()
        self.assertFalse(self.reason())

    def test_other_accounts_and_archived_rules(self):
        other = self.make_account("other", "them")
        rule = self.rule(account_ids=[(6, 0, other.ids)])
        self.assertFalse(self.reason())
        rule.account_ids = self.account
        self.assertTrue(self.reason())
        rule.active = False
        self.assertFalse(self.reason())

    def test_rules_of_another_company_say_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.rule(company_id=other.id)
        self.assertFalse(self.reason())

    def test_a_changed_rule_counts_at_once(self):
        rule = self.rule(words="refund")
        self.assertFalse(self.reason("Sorry"))
        rule.words = "sorry"
        self.assertTrue(self.reason("Sorry!"))
        rule.unlink()
        self.assertFalse(self.reason("Sorry?"))

    def test_the_button_says_it_where_every_reply_needs_approval(self):
        threads = self.env["social.care.thread"].with_user(self.agent)
        for vals, waits in (({}, True), ({"promises_money": True}, False)):
            self.rule(**vals)
            labels = threads.get_conversation(self.thread.id)["labels"]
            self.assertEqual("approval" in labels["public"], waits)

    def test_the_reason_is_in_the_panel_and_on_the_ticket(self):
        self.rule(promises_money=True)
        self.queued(body="You get 50 € back.")
        threads = self.env["social.care.thread"].with_user(self.agent)
        (shown,) = threads.get_conversation(self.thread.id)["replies"]
        self.assertEqual(shown["approval_reason"], "money is promised (50 €)")
        notes = "".join(self.waiting.ticket_id.message_ids.mapped("body"))
        self.assertIn("needs approval: money is promised", notes)

    def test_opening_a_conversation_reads_the_rules_once(self):
        self.rule(promises_money=True)
        self.env["social.care.approval.rule"]._get_rules(self.company)
        with self.assertQueryCount(0):
            self.env["social.care.approval.rule"]._get_rules(self.company)


class TestApprovalRuleForm(ChannelCase):
    """Who writes approval rules, and what they may say."""

    def test_agents_read_and_supervisors_write(self):
        model = "social.care.approval.rule"
        self.assertEqual(self.rights(model, self.agent), "r")
        self.assertEqual(self.rights(model, self.supervisor), "rwcu")

    def test_not_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user("stranger", MANAGER, company=other)
        rule = self.require_approval("all")
        with self.assertRaises(AccessError):
            rule.with_user(stranger).read(["name"])
        with self.assertRaises(ValidationError):
            rule.with_user(self.supervisor).company_id = other

    def test_a_rule_for_these_agents_names_some(self):
        with self.assertRaisesRegex(ValidationError, "Choose the agents"):
            self.require_approval("all", author="users")

    def test_limits(self):
        for vals in (
            {"new_replies": 1001},
            {"new_replies": -1},
            {"new_days": -1},
            {"new_days": MOST_DAYS + 1},
        ):
            with self.assertRaisesRegex(ValidationError, "from 0 to 3650"):
                self.require_approval("all", author="new", **vals)
        self.require_approval("all", author="new", new_days=MOST_DAYS)

    def test_a_declared_condition_with_several_records_is_shown_as_tags(self):
        class Agents(Condition):
            name = "user_ids"

        rules = self.env["social.care.approval.rule"]
        field = rules._build_condition_field(Agents())
        self.assertEqual(field.get("widget"), "many2many_tags")

    def test_other_lists_of_replies_have_no_columns_of_approval(self):
        replies = self.env["social.care.reply"]
        arch = etree.fromstring(replies.get_view(view_type="list")["arch"])
        [column] = arch.xpath("//field[@name='approval_reason']")
        action = self.env.ref("social_care.social_care_reply_approval_action")
        for context, hidden in ((safe_eval(action.context), False), ({}, True)):
            shown = safe_eval(column.get("column_invisible"), {"context": context})
            self.assertEqual(shown, hidden)

    def test_its_only_account_cannot_be_deleted(self):
        self.require_approval("all", account_ids=[(6, 0, self.account.ids)])
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.account.unlink()

    def test_it_goes_with_its_network(self):
        other = self.make_account("other", "them")
        mine = self.require_approval("all", account_ids=[(6, 0, self.account.ids)])
        both = mine.copy({"account_ids": [(6, 0, (self.account | other).ids)]})
        self.env["social.care.approval.rule"]._forget_accounts(self.account)
        self.assertFalse(mine.exists())
        self.assertEqual(both.account_ids, other)

    def test_it_travels_with_the_configuration(self):
        self.require_approval(
            "public",
            name="Money",
            promises_money=True,
            author="users",
            user_ids=[(6, 0, self.make_user("colleague", AGENT).ids)],
        )
        files = self.env["social.care.configuration"].with_company(self.company)
        text = files.with_user(self.manager)._export_file()
        self.assertIn('"approval_rules"', text)
        self.assertIn("channel_colleague", text)
        self.assertIn('"promises_money": true', text)
