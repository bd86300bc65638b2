# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models, tools


class SocialCareWeightSetting(models.Model):
    """Cap of one term of the customer weight in one company."""

    _name = "social.care.weight.setting"
    _description = "Term of the Customer Weight"
    _order = "id"
    _rec_name = "code"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    code = fields.Selection(
        lambda self: self.env["social.care.weight.setting"]._select_code(),
        string="Term",
        required=True,
        readonly=True,
    )
    cap = fields.Integer(
        string="At most (minutes)",
        required=True,
        help="What the term adds at most. 0 turns it off.",
    )
    full = fields.Integer(
        string="Reached at",
        required=True,
        help="The value that adds the whole cap; half of it adds half.",
    )
    unit = fields.Char(compute="_compute_unit")

    _once = models.Constraint("UNIQUE (company_id, code)", "This term is already set.")
    _a_day = models.Constraint(
        "CHECK (cap BETWEEN 0 AND 1440)", "A term must be between 0 and 1440 minutes."
    )
    _reachable = models.Constraint(
        """CHECK ("full" > 0)""", "The value that adds the whole cap must be positive."
    )

    @api.model
    def _select_code(self):
        terms = self.env["social.care.customer"]._get_weight_terms()
        return [(term.code, term.get_label(self.env)) for term in terms]

    @api.depends("code")
    def _compute_unit(self):
        terms = self.env["social.care.customer"]._get_weight_terms()
        units = {term.code: term.get_full_label(self.env) for term in terms}
        for setting in self:
            setting.unit = units.get(setting.code, "")

    @api.model
    def _get_settings(self, terms):
        """Return what all companies set, and the defaults.

        :param terms: list of ``tools.weight.Term``
        :return: list of tuples: company id, then cap and full of each term
        """
        companies = self.env["res.company"].sudo().search([("active", "=", True)])
        settings = self.sudo().search([("company_id", "in", companies.ids)])
        own = {(s.company_id.id, s.code): (s.cap, s.full) for s in settings}
        return [
            (
                company,
                *(
                    number
                    for term in terms
                    for number in own.get((company, term.code), (term.cap, term.full))
                ),
            )
            for company in companies.ids
        ]

    @api.model
    def _get_caps(self, companies):
        """:return: {company: {code of the term: cap in minutes}}"""
        terms = self.env["social.care.customer"]._get_weight_terms()
        default = {term.code: term.cap for term in terms}
        own = self._get_own_caps()
        return {one: {**default, **own.get(one.id, {})} for one in companies}

    @api.model
    @tools.ormcache()
    def _get_own_caps(self):
        """Return what companies set, read once: each form of a contact shows it.

        :return: {company id: {code of the term: cap in minutes}}
        """
        rows = self.sudo()._read_group([], ["company_id", "code"], ["cap:max"])
        caps = {}
        for company, code, cap in rows:
            caps.setdefault(company.id, {})[code] = cap
        return caps

    @api.model_create_multi
    def create(self, vals_list):
        settings = super().create(vals_list)
        self.env.registry.clear_cache()
        return settings

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    def action_open(self):
        """Open the terms of the current company.

        :return: action
        :raises AccessError: for users who may not change them
        """
        self.check_access("create")
        self._add_missing(self.env.company)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care_crm.social_care_weight_setting_action"
        )
        return action | {"domain": [("company_id", "=", self.env.company.id)]}

    @api.model
    def _add_missing(self, company):
        """Add a row for each term that the company has not set yet."""
        known = set(self.search([("company_id", "=", company.id)]).mapped("code"))
        self.create(
            [
                {
                    "company_id": company.id,
                    "code": term.code,
                    "cap": term.cap,
                    "full": term.full,
                }
                for term in self.env["social.care.customer"]._get_weight_terms()
                if term.code not in known
            ]
        )

    def action_recompute(self):
        """Compute all customers anew, in jobs.

        :raises AccessError: for users who may not change the terms
        """
        self.check_access("write")
        self.env["social.care.customer"].sudo()._enqueue_range(0)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("The weights are being computed."),
                "type": "info",
            },
        }
