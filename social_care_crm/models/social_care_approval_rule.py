# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care.tools.approval import Condition


class Vip(Condition):
    name = "to_vip"

    def read_fact(self, reply):
        customer = reply.thread_id.profile_id._get_customer()
        return bool(
            customer.social_care_is_vip
            or customer.commercial_partner_id.social_care_is_vip
        )

    def describe(self, env, asked, facts):
        return env._("the customer is a VIP")


class SocialCareApprovalRule(models.Model):
    """Replies to VIPs can need approval."""

    _inherit = "social.care.approval.rule"

    to_vip = fields.Boolean(
        string="Goes to a VIP", help="The customer, or their company, is a VIP."
    )

    @api.model
    def _get_conditions(self):
        return (*super()._get_conditions(), Vip())
