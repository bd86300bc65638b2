# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..tools.approval import CONDITIONS, MOST_COUNTED, MOST_DAYS, Facts
from ..tools.rules import list_unmet


class SocialCareApprovalRule(models.Model):
    """A rule that says which replies somebody else reads before the customer does. A
    reply needs approval if any rule matches."""

    _name = "social.care.approval.rule"
    _inherit = ["social.care.conditions"]
    _description = "Approval Rule"
    _order = "sequence, id"
    _check_company_auto = True

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    # Archived accounts are kept: a rule without its only account would apply to all.
    account_ids = fields.Many2many(
        "social.care.account",
        string="Accounts",
        check_company=True,
        ondelete="restrict",
        context={"active_test": False},
    )
    author = fields.Selection(
        [
            ("all", "Any agent"),
            ("new", "New agents"),
            ("users", "These agents"),
        ],
        required=True,
        default="all",
        help="Supervisors need approval only where a rule names them.",
    )
    # Archived agents are kept: a rule without its only agent would apply to all.
    user_ids = fields.Many2many(
        "res.users",
        string="Agents",
        domain=[("share", "=", False)],
        context={"active_test": False},
    )
    new_replies = fields.Integer(
        string="Fewer published replies than",
        default=20,
        help="An agent is new with fewer published replies.",
    )
    new_days = fields.Integer(
        string="Days since the first reply",
        default=14,
        help="An agent is also new for this number of days after their first published "
        "reply.",
    )
    visibility = fields.Selection(
        lambda self: (
            self.env["social.care.reply"]
            ._fields["visibility"]
            ._description_selection(self.env)
        )
    )
    words = fields.Text(
        string="Contains any of",
        help="One term per line or separated by commas. Whole words; use * at the end "
        "for any ending.",
    )
    has_files = fields.Boolean(string="Has files")
    promises_money = fields.Boolean(
        string="Promises money", help="The text names an amount of money."
    )

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._social_care_check_reach()

    @api.constrains("author", "new_replies", "new_days", "user_ids")
    def _check_author(self):
        for rule in self:
            if rule.author == "users" and not rule.user_ids:
                raise ValidationError(self.env._("Choose the agents of this rule."))
            is_counted = 0 <= rule.new_replies <= MOST_COUNTED
            if not (is_counted and 0 <= rule.new_days <= MOST_DAYS):
                raise ValidationError(
                    self.env._(
                        "Choose a number of replies from 0 to %(replies)s, and a "
                        "number of days from 0 to %(days)s.",
                        replies=MOST_COUNTED,
                        days=MOST_DAYS,
                    )
                )

    # -- deciding --------------------------------------------------------------

    @api.model
    def _get_conditions(self):
        return super()._get_conditions() + CONDITIONS

    @api.model
    def _explain(self, reply):
        """Return why a reply needs approval.

        :param reply: ``social.care.reply`` in sudo, possibly a virtual record
        :return: the reasons of all rules that match, '' if none does
        """
        asked = [
            (rule, rule._read_asked()) for rule in self._get_rules(reply.company_id)
        ]
        if not asked:
            return ""
        facts = self._read_facts(reply, [own for _rule, own in asked])
        conditions = self._get_conditions()
        reasons = [
            rule._describe(own, facts)
            for rule, own in asked
            if not list_unmet(own, facts, conditions)
        ]
        return "; ".join(dict.fromkeys(reasons))

    def _read_facts(self, reply, asked):
        """Read only what the rules ask for."""
        return Facts(
            {
                condition.name: condition.read_fact(reply)
                for condition in self._get_conditions()
                if any(own[condition.name] for own in asked)
            }
        )

    def _describe(self, asked, facts):
        """Return the reason of this rule: what its conditions say, else its name."""
        reasons = [
            condition.describe(self.env, asked[condition.name], facts)
            for condition in self._get_conditions()
            if asked[condition.name]
        ]
        return ", ".join(filter(None, reasons)) or self.name

    @api.model
    def _get_rules(self, company):
        """Return the active rules of a company in sudo, in their order."""
        return self.sudo().browse(self._get_rule_ids(company.id))

    # Asked for each conversation that is opened.
    @tools.ormcache("company_id")
    def _get_rule_ids(self, company_id):
        rules = self.sudo().with_context(active_test=True)
        return tuple(rules.search([("company_id", "=", company_id)]).ids)

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self.env.registry.clear_cache()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    def _forget_accounts(self, accounts):
        """Delete rules for these accounts alone; remove the accounts from others."""
        domain = [("account_ids", "in", accounts.ids)]
        for rule in self.with_context(active_test=False).search(domain):
            left = rule.account_ids - accounts
            if left:
                rule.account_ids = left
            else:
                rule.unlink()
