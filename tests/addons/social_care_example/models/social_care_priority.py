# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care_routing.tools.priority import Term, Weight


class Birthday(Term):
    """Tickets about a cake come first."""

    code = "birthday"
    weights = (Weight("birthday", lambda env: env._("Birthday"), 45),)

    def get_label(self, env):
        return env._("Birthday")

    def read_facts(self, works, source):
        return {work.id: "cake" in work.ticket_id.name or None for work in works}

    def read_tested_fact(self, test):
        return test.example_is_birthday or None

    def count_minutes(self, fact, weights, now):
        return weights["birthday"] if fact else 0


class SocialCarePriority(models.AbstractModel):
    _inherit = "social.care.priority"

    @api.model
    def _get_terms(self):
        return (*super()._get_terms(), Birthday())
