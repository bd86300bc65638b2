# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    social_care_link_ids = fields.One2many(
        "social.care.link",
        "partner_id",
        groups="social_care.group_social_care_agent",
    )
    social_care_handle_ids = fields.One2many(
        "social.care.handle", "partner_id", string="Handles"
    )
    # What people say is looked up by the batch.
    email_normalized = fields.Char(index="btree_not_null")
    phone_sanitized = fields.Char(index="btree_not_null")
    social_care_do_not_contact = fields.Boolean(
        string="Do not contact",
        tracking=True,
        help="Messages of this contact may be answered. Rating requests and other "
        "messages that they did not ask for are not sent.",
    )

    _social_care_name_idx = models.Index("(lower(name))")
