# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care.tools.rules import Condition


class ShortestText(Condition):
    name = "example_min_length"

    def read_fact(self, mention):
        return len(mention.text or "")

    def read_tested_fact(self, test, found):
        return len(test.text or "")

    def is_met(self, asked, facts):
        return facts.more[self.name] >= asked


class SocialCareRule(models.Model):
    _inherit = "social.care.rule"

    example_min_length = fields.Integer(string="Minimum length")

    @api.model
    def _get_conditions(self):
        return (*super()._get_conditions(), ShortestText())
