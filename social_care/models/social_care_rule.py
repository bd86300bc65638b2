# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.rules import CONDITIONS, Facts, list_unmet
from .social_care_mention import STARS


class SocialCareRule(models.Model):
    """A rule for new mentions. The first rule that matches applies."""

    _name = "social.care.rule"
    _inherit = ["social.care.conditions"]
    _description = "Social Care Rule"
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
    stream_ids = fields.Many2many(
        "social.care.stream",
        string="Streams",
        check_company=True,
        ondelete="restrict",
        context={"active_test": False},
    )
    kind = fields.Selection(
        selection=lambda self: (
            self.env["social.care.mention"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
    )
    words = fields.Text(
        string="Contains any of",
        help="One term per line or separated by commas. Whole words; use * at the end "
        "for any ending.",
    )
    words_excluded = fields.Text(string="Contains none of")
    languages = fields.Char(
        help="Language codes as tagged by the network, such as en, pl."
    )
    reach_min = fields.Integer(string="Minimum followers")
    stars_max = fields.Selection(
        STARS,
        string="Rating at most",
        help="Only reviews with a star rating that is not better.",
    )
    customer = fields.Selection(
        [("any", "Anybody"), ("yes", "Known contacts"), ("no", "Unknown people")],
        string="Author",
        required=True,
        default="any",
    )
    action = fields.Selection(
        [
            ("ticket", "Create ticket"),
            ("inbox", "Keep in inbox"),
            ("ignore", "Ignore"),
        ],
        required=True,
        default="ticket",
    )
    alert_user_ids = fields.Many2many(
        "res.users",
        string="Alert",
        domain=[("share", "=", False)],
        help="Notified immediately of every matching mention that they may read.",
    )
    team_id = fields.Many2one("helpdesk.ticket.team", check_company=True)
    category_id = fields.Many2one("helpdesk.ticket.category", check_company=True)
    priority = fields.Selection(
        selection=lambda self: (
            self.env["helpdesk.ticket"]
            ._fields["priority"]
            ._description_selection(self.env)
        )
    )
    tag_ids = fields.Many2many("helpdesk.ticket.tag", check_company=True)
    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        domain="[('share', '=', False)]",
        help="Owner of the ticket. Must be a member of the team.",
    )
    mention_count = fields.Integer(compute="_compute_mention_count")

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._social_care_check_reach()

    @api.constrains("company_id", "user_id", "alert_user_ids")
    def _check_people(self):
        for rule in self:
            strangers = (rule.user_id | rule.alert_user_ids).filtered(
                lambda user, company=rule.company_id: company not in user.company_ids
            )
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%(person)s does not belong to %(company)s.",
                        person=strangers[0].name,
                        company=rule.company_id.name,
                    )
                )

    @api.constrains("team_id", "user_id")
    def _check_owner(self):
        for rule in self.filtered("user_id"):
            if rule.team_id and rule.user_id not in rule.team_id.user_ids:
                raise ValidationError(
                    self.env._(
                        "%(owner)s is not a member of %(team)s.",
                        owner=rule.user_id.name,
                        team=rule.team_id.name,
                    )
                )

    def _compute_mention_count(self):
        rows = self.env["social.care.mention"]._read_group(
            [("rule_id", "in", self.ids)], ["rule_id"], ["__count"]
        )
        counts = dict(rows)
        for rule in self:
            rule.mention_count = counts.get(rule, 0)

    @api.model
    def _forget_accounts(self, accounts):
        """Delete rules for these accounts alone; remove the accounts from others."""
        streams = accounts.with_context(active_test=False).stream_ids
        domain = ["|", ("account_ids", "in", accounts.ids)]
        domain += [("stream_ids", "in", streams.ids)]
        for rule in self.with_context(active_test=False).search(domain):
            left = {
                "account_ids": rule.account_ids - accounts,
                "stream_ids": rule.stream_ids - streams,
            }
            if all(left[name] or not rule[name] for name in left):
                sets = {name: fields.Command.set(to.ids) for name, to in left.items()}
                rule.write({name: [command] for name, command in sets.items()})
            else:
                rule.unlink()

    # -- deciding --------------------------------------------------------------

    @api.model
    def _decide(self, mentions):
        """Find the rule that applies to each mention.

        :param mentions: ``social.care.mention``
        :return: {mention: rule}; an empty rule where none matches
        """
        by_company = {
            company: self._read_rules(company) for company in mentions.company_id
        }
        return {
            mention: self._find_first_match(
                by_company[mention.company_id], self._get_facts(mention)
            )
            for mention in mentions
        }

    @api.model
    def _get_conditions(self):
        return super()._get_conditions() + CONDITIONS

    def _read_rules(self, company):
        rules = self.search([("company_id", "=", company.id)])
        return [(rule, rule._read_asked()) for rule in rules]

    def _get_facts(self, mention):
        return Facts(
            account_id=mention.account_id.id,
            stream_id=mention.stream_id.id,
            kind=mention.kind,
            text=mention.text or "",
            language=mention.language or "",
            reach=mention.reach,
            customer=bool(mention.profile_id._get_customer()),
            more={c.name: c.read_fact(mention) for c in self._get_conditions()},
        )

    def _find_first_match(self, asked, facts):
        """Return the first rule whose requirements the facts meet, else no record.

        :param asked: [(rule, its requirements)] in the order of the rules
        :param facts: ``tools.rules.Facts``
        """
        conditions = self._get_conditions()
        for rule, own in asked:
            if not list_unmet(own, facts, conditions):
                return rule
        return self.browse()

    # -- acting ----------------------------------------------------------------

    def _get_ticket_vals(self):
        """Return only the values of a ticket that the rule sets."""
        vals = {
            name: self[name].id
            for name in ("team_id", "category_id", "user_id")
            if self[name]
        }
        if self.priority:
            vals["priority"] = self.priority
        if self.tag_ids:
            vals["tag_ids"] = [fields.Command.set(self.tag_ids.ids)]
        return vals

    def action_view_mentions(self):
        """Open the mentions to which these rules applied."""
        self.check_access("read")
        domain = [("rule_id", "in", self.ids)]
        return self.env["social.care.mention"]._action_view(domain)

    def action_test(self):
        """Open the rule tester."""
        self.check_access("read")
        return self.env["ir.actions.act_window"]._for_xml_id(
            "social_care.social_care_rule_test_action"
        )
