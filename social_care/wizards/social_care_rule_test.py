# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..models.social_care_mention import STARS
from ..tools.rules import Facts, list_unmet


class SocialCareRuleTest(models.TransientModel):
    """Rule tester: shows which rule applies to a text, and why the others do not."""

    _name = "social.care.rule.test"
    _inherit = "social.care.wizard"
    _description = "Rule Tester"

    account_id = fields.Many2one(
        "social.care.account",
        required=True,
        default=lambda self: self.env["social.care.account"].search([], limit=1),
    )
    stream_id = fields.Many2one(
        "social.care.stream", domain="[('account_id', '=', account_id)]"
    )
    kind = fields.Selection(
        selection=lambda self: (
            self.env["social.care.mention"]
            ._fields["kind"]
            ._description_selection(self.env)
        ),
        required=True,
        default="post",
    )
    text = fields.Text(required=True, default="")
    language = fields.Char()
    reach = fields.Integer(string="Followers")
    stars = fields.Selection(STARS, help="Rating of a review.")
    customer = fields.Boolean(string="Known contact")
    rule_id = fields.Many2one("social.care.rule", compute="_compute_result")
    result = fields.Text(compute="_compute_result")

    @api.depends(
        "account_id",
        "stream_id",
        "kind",
        "text",
        "language",
        "reach",
        "stars",
        "customer",
    )
    def _compute_result(self):
        self._check_reach()
        for test in self:
            verdicts = test._judge_rules()
            acting = [rule for rule, reasons in verdicts if not reasons]
            test.rule_id = acting[0] if acting else False
            test.result = "\n".join(test._list_lines(verdicts, test.rule_id))

    def action_try(self):
        """Show what the rules would do with the text."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try the rules"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _judge_rules(self):
        """Return [(rule, names of unmet conditions)] in the order of the rules."""
        rules = self.env["social.care.rule"].search(
            [("company_id", "=", self.account_id.company_id.id)]
        )
        facts = self._get_facts(self._analyze_text())
        conditions = rules._get_conditions()
        return [
            (rule, list_unmet(rule._read_asked(), facts, conditions)) for rule in rules
        ]

    def _analyze_text(self):
        """Return what the conditions need to know of the text, determined once.

        Other addons extend it for their conditions.

        :return: dict, passed to ``Condition.read_tested_fact``
        """
        return {}

    def _get_facts(self, found):
        """Return the facts that conditions are checked against.

        :param found: return value of ``_analyze_text``
        :return: ``tools.rules.Facts``
        """
        conditions = self.env["social.care.rule"]._get_conditions()
        return Facts(
            account_id=self.account_id.id,
            stream_id=self.stream_id.id,
            kind=self.kind,
            text=self.text or "",
            language=self.language or "",
            reach=self.reach,
            customer=self.customer,
            more={c.name: c.read_tested_fact(self, found) for c in conditions},
        )

    def _list_lines(self, verdicts, acting):
        yield self._describe_outcome(acting)
        labels = self.env["social.care.rule"].fields_get()
        for rule, reasons in verdicts:
            if reasons:
                words = ", ".join(labels[name]["string"] for name in reasons)
                yield self.env._(
                    "✗ %(rule)s: does not match on %(reasons)s",
                    rule=rule.name,
                    reasons=words,
                )
            elif rule == acting:
                yield self.env._("✓ %s: applies", rule.name)
            else:
                yield self.env._("○ %s: matches, but comes later", rule.name)

    def _describe_outcome(self, rule):
        if self.stream_id.stage == "manual":
            return self.env._("Manual stream: the mention stays in the inbox.")
        if not rule:
            return self._describe_outcome_without_rule()
        if self.stream_id.stage == "monitored" and rule.action == "ticket":
            return self.env._(
                "“%s” applies, but the stream is monitored: the mention stays in the "
                "inbox, alerts are sent.",
                rule.name,
            )
        actions = dict(rule._fields["action"]._description_selection(self.env))
        return f"“{rule.name}”: {actions[rule.action]}"

    def _describe_outcome_without_rule(self):
        if self.stream_id.stage == "monitored":
            return self.env._("No rule matches: the mention stays in the inbox.")
        team = self.stream_id.team_id or self.account_id.team_id
        if not team:
            return self.env._("No rule matches: a ticket without a team is created.")
        return self.env._("No rule matches: a ticket for %s is created.", team.name)
