# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .social_care_customer import note_changed

AGENT = "social_care.group_social_care_agent"
# What decides which customer a contact is part of, and which company knows it.
WATCHED = frozenset(
    ("is_company", "parent_id", "company_id", "active", "social_care_is_vip")
)


class ResPartner(models.Model):
    """Segment and weight of a contact, which are those of its company."""

    _inherit = "res.partner"

    social_care_is_vip = fields.Boolean(string="VIP")
    social_care_customer_ids = fields.One2many(
        "social.care.customer", "partner_id", readonly=True, groups=AGENT
    )
    social_care_customer_id = fields.Many2one(
        "social.care.customer",
        string="Customer",
        compute="_compute_social_care_customer_id",
        groups=AGENT,
    )
    social_care_segment_id = fields.Many2one(
        "social.care.segment",
        string="Segment",
        compute="_compute_social_care_customer_id",
        groups=AGENT,
    )
    social_care_weight = fields.Integer(
        string="Customer weight",
        compute="_compute_social_care_customer_id",
        groups=AGENT,
        help="What the business with this customer adds to their priority in the "
        "queue, in minutes of waiting time.",
    )
    social_care_weight_text = fields.Text(
        string="Why", compute="_compute_social_care_weight_text", groups=AGENT
    )

    @api.depends("social_care_customer_ids", "commercial_partner_id")
    @api.depends_context("company")
    def _compute_social_care_customer_id(self):
        found = self._social_care_find_customers(self.env.company)
        for contact in self:
            customer = found.get(
                contact.commercial_partner_id, self.env["social.care.customer"]
            )
            contact.social_care_customer_id = customer
            contact.social_care_segment_id = customer.segment_id
            contact.social_care_weight = customer.minutes

    @api.depends("social_care_customer_id")
    @api.depends_context("company", "uid", "lang")
    def _compute_social_care_weight_text(self):
        for contact in self:
            customer = contact.social_care_customer_id
            contact.social_care_weight_text = customer and "\n".join(
                customer._explain()
            )

    def _social_care_find_customers(self, company):
        """Return how a company knows these contacts.

        :return: {commercial contact: ``social.care.customer``}
        """
        customers = self.env["social.care.customer"].search(
            [
                ("contact_key", "in", self.commercial_partner_id.ids),
                ("company_id", "=", company.id),
            ]
        )
        return {one.partner_id: one for one in customers}

    # -- keeping them right ----------------------------------------------------

    def write(self, vals):
        watched = WATCHED | self.env["social.care.segment"]._get_watched_fields()
        if not watched & vals.keys():
            return super().write(vals)
        before = self.commercial_partner_id
        result = super().write(vals)
        (before | self.commercial_partner_id | self)._social_care_recompute()
        return result

    def _social_care_recompute(self):
        """Compute weight and segment of these contacts in a job, once this transaction
        has committed.
        """
        if self.ids:
            note_changed(self.env, self.ids)

    def _social_care_follow_weight(self):
        """Hook: the weight of these customers changed. Addons that route work place it
        anew.
        """
