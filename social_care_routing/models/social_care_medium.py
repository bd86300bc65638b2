# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import ormcache


class SocialCareMedium(models.Model):
    """A medium through which customers contact us, with capacities of its own."""

    _name = "social.care.medium"
    _description = "Social Care Medium"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(default=10)
    icon = fields.Char(readonly=True, help="A class of Font Awesome 4.7.")
    channel_ids = fields.One2many("helpdesk.ticket.channel", "social_care_medium_id")

    _code_once = models.Constraint("UNIQUE (code)", "This medium is there already.")

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
        """Return the media of the data and of other addons: {code: id}."""
        return {medium.code: medium.id for medium in self.sudo()._search_all()}

    @api.model
    def _search_all(self):
        return self.search_fetch([("code", "!=", False)], ["name", "code", "icon"])

    def _get_card(self):
        return {"code": self.code, "name": self.name, "icon": self.icon}
