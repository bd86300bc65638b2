# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care.models.helpdesk_ticket import AGENT


class ResPartner(models.Model):
    _inherit = "res.partner"

    social_care_rating_count = fields.Integer(
        string="Number of ratings", compute="_compute_social_care_rating", groups=AGENT
    )
    social_care_rating_avg = fields.Float(
        string="Average rating",
        compute="_compute_social_care_rating",
        digits=(2, 1),
        groups=AGENT,
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_social_care_rating(self):
        """Compute what this contact gave, of the ratings that the user may read. Only
        proven contacts have ratings.
        """
        rows = self.env["rating.rating"]._read_group(
            self._get_social_care_rating_domain(),
            ["partner_id"],
            ["__count", "rating:avg"],
        )
        found = {partner.id: figures for partner, *figures in rows}
        for partner in self:
            count, average = found.get(partner.id, (0, 0))
            partner.social_care_rating_count = count
            partner.social_care_rating_avg = average

    def _get_social_care_rating_domain(self):
        return [
            ("partner_id", "in", self.ids),
            ("consumed", "=", True),
            ("res_model", "=", "helpdesk.ticket"),
        ]

    def action_social_care_ratings(self):
        """Open the ratings that these contacts gave.

        :raise AccessError: if the user is no agent, or may not read the contacts
        """
        self.check_access("read")
        self.env["social.care.rating.request"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "helpdesk_mgmt_rating.all_helpdesk_ticket_rating_action"
        )
        return {
            **action,
            "domain": self._get_social_care_rating_domain(),
            "context": {"create": False},
        }
