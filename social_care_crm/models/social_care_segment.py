# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from ast import literal_eval

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


class SocialCareSegment(models.Model):
    """A kind of customers: a rule over fields of the contact. The first one that fits
    applies.
    """

    _name = "social.care.segment"
    _description = "Customer Segment"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company",
        ondelete="cascade",
        help="Empty: for the customers of all companies.",
    )
    domain = fields.Char(
        string="Contacts",
        required=True,
        default="[]",
        help="Contacts that belong to the segment, unless an earlier one fits. Of a "
        "company and its people the company counts.",
    )
    matching_count = fields.Integer(
        string="Matching contacts",
        compute="_compute_matching_count",
        help="Contacts that fit now, also those that an earlier segment takes. Our "
        "companies, internal users and bots are no customers.",
    )
    customer_count = fields.Integer(
        string="Customers",
        compute="_compute_customer_count",
        help="Customers in this segment when it was last computed.",
    )

    @api.depends("domain", "company_id")
    def _compute_matching_count(self):
        for segment in self:
            segment.matching_count = segment._count_matching()

    def _compute_customer_count(self):
        rows = self.env["social.care.customer"]._read_group(
            [("segment_id", "in", self.ids)], ["segment_id"], ["__count"]
        )
        counts = dict(rows)
        for segment in self:
            segment.customer_count = counts.get(segment, 0)

    def _count_matching(self):
        """Return how many contacts fit that the user may see; people of a company are
        not counted beside it. 0 while the rule cannot be read, or reads what the user
        may not.
        """
        try:
            rule = Domain(literal_eval(self.domain or "[]"))
        except (SyntaxError, TypeError, ValueError):
            return 0
        contacts = self.env["res.partner"].with_company(self.company_id)
        own = Domain("is_company", "=", True) | Domain("parent_id", "=", False)
        try:
            return contacts.search_count(rule & own & self._get_customer_domain())
        except (AccessError, ValueError):
            return 0

    def _get_customer_domain(self):
        """Return the domain of contacts that can be customers."""
        outsiders = self.env["social.care.customer"].sudo()._build_outsiders()
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s NOT IN (%s)", model._field_to_sql(alias, "id", query), outsiders
            )
        )

    @api.constrains("domain")
    def _check_domain(self):
        """Refuse rules that cannot be read, or that name a field that their author may
        not search.
        """
        # Constraints run as superuser.
        contacts = self.env["res.partner"].sudo(False)
        for segment in self:
            try:
                contacts.search(Domain(literal_eval(segment.domain)), limit=1)
            except (SyntaxError, TypeError, ValueError) as error:
                raise ValidationError(
                    self.env._(
                        "The rule of the segment %(name)s cannot be read: %(error)s",
                        name=segment.name,
                        error=error,
                    )
                ) from error

    # -- whom contacts belong to -----------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        segments = super().create(vals_list)
        self._follow_change()
        return segments

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"sequence", "active", "company_id", "domain"}:
            self._follow_change()
        return result

    def unlink(self):
        result = super().unlink()
        self._follow_change()
        return result

    @api.model
    def _follow_change(self):
        """Compute all customers anew, in jobs."""
        self.env.registry.clear_cache()
        self.env["social.care.customer"].sudo()._enqueue_range(0)

    @api.model
    @tools.ormcache()
    def _get_watched_fields(self):
        """Return the names of the contact's fields that the rules read."""
        domains = self.sudo().search([("domain", "!=", "[]")]).mapped("domain")
        return frozenset(
            condition.field_expr.split(".")[0]
            for domain in domains
            for condition in Domain(literal_eval(domain)).iter_conditions()
        )

    @api.model
    def _assign(self, scope):
        """Set the segment of customers, in one statement for each company. Raw SQL: any
        number of them.

        :param scope: ``tools.weight.Scope``
        """
        for company in self.env["res.company"].sudo().search([("active", "=", True)]):
            segments = self.sudo().search([("company_id", "in", (company.id, False))])
            self.env.cr.execute(segments._build_assignment(company, scope))

    def _build_assignment(self, company, scope):
        contacts = (
            self.env["res.partner"]
            .sudo()
            .with_context(active_test=False)
            .with_company(company)
        )
        whens = [
            SQL("WHEN partner_id IN %s THEN %s::int", query.subselect(), segment.id)
            for segment in self
            if (query := segment._make_query(contacts)) is not None
        ]
        found = SQL("CASE %s END", SQL(" ").join(whens)) if whens else SQL("NULL::int")
        return SQL(
            """
            UPDATE social_care_customer customer SET segment_id = found.segment_id
            FROM (
                SELECT id, %(found)s AS segment_id FROM social_care_customer
                WHERE company_id = %(company)s AND %(contacts)s
            ) found
            WHERE customer.id = found.id
                AND customer.segment_id IS DISTINCT FROM found.segment_id
            """,
            found=found,
            company=company.id,
            contacts=scope.restrict("contact_key"),
        )

    def _make_query(self, contacts):
        """Return the query of the contacts that fit; None if the rule names a field of
        an addon that was uninstalled. It must not stop the weights of all customers.

        :param contacts: ``res.partner``, in the environment that searches
        """
        try:
            return contacts._search(Domain(literal_eval(self.domain)))
        except (SyntaxError, TypeError, ValueError):
            _logger.warning("The rule of segment %s cannot be read: skipped", self.id)
            return None

    # -- screens ---------------------------------------------------------------

    def action_view_customers(self):
        """Open the customers of this segment."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care_crm.social_care_customer_action"
        )
        return action | {"domain": [("segment_id", "in", self.ids)], "context": {}}
