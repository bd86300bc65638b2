# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.social_care.tools.portable import Section


class SocialCareExampleDesk(models.Model):
    """A record that names a team, and a section of the configuration file."""

    _name = "social.care.example.desk"
    _description = "Example Desk"

    name = fields.Char(required=True)
    team_id = fields.Many2one("helpdesk.ticket.team")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    social_care_example_desk_ids = fields.One2many(
        "social.care.example.desk",
        "team_id",
        groups="social_care.group_social_care_agent",
    )

    @api.model
    def _social_care_get_domain(self):
        named = Domain("social_care_example_desk_ids", "!=", False)
        return super()._social_care_get_domain() | named

    def _social_care_get_uses(self, domain=()):
        desks = self._social_care_search_uses("social.care.example.desk", domain)
        use = self._social_care_describe_uses("Desks", desks)
        return super()._social_care_get_uses(domain) + ([use] if use else [])


class SocialCareConfiguration(models.AbstractModel):
    _inherit = "social.care.configuration"

    @api.model
    def _get_sections(self):
        section = Section("desks", "social.care.example.desk", ("name",), "Desks", 35)
        return [*super()._get_sections(), section]
