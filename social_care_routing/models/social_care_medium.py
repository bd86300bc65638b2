# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import ormcache


class SocialCareMedium(models.Model):
    """A contact medium with its own capacity limits."""

    _name = "social.care.medium"
    _description = "Social Care Medium"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(default=10)
    icon = fields.Char(readonly=True, help="Font Awesome 4.7 class.")
    channel_ids = fields.One2many("helpdesk.ticket.channel", "social_care_medium_id")

    _code_once = models.Constraint("UNIQUE (code)", "This medium already exists.")

    @api.model_create_multi
    def create(self, vals_list):
        media = super().create(vals_list)
        self.env.registry.clear_cache()
        return media

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    @ormcache()
    def _get_ids_by_code(self):
        """:return: {code: id} of all media"""
        return {medium.code: medium.id for medium in self.sudo()._search_all()}

    @api.model
    def _search_all(self):
        return self.search_fetch([("code", "!=", False)], ["name", "code", "icon"])

    def _get_card(self):
        return {"code": self.code, "name": self.name, "icon": self.icon}
