# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools.priority import Facts, get_defaults
from ..tools.priority_terms import TERMS


class SocialCarePriority(models.AbstractModel):
    """What makes queued work more important than its waiting time alone."""

    _name = "social.care.priority"
    _description = "Social Care Queue Priority"

    @api.model
    def _get_terms(self):
        """The declared terms; an addon appends its own to what ``super()`` returns.

        :return: tuple of tools.priority.Term
        """
        return TERMS

    @api.model
    def _get_labels(self):
        """{code of term: translated name}, with the waiting time itself"""
        names = {term.code: term.get_label(self.env) for term in self._get_terms()}
        return {"wait": self.env._("Waiting time")} | names

    @api.model
    def _list_weights(self):
        """The weights of all terms in the order of the terms.

        :return: list of tools.priority.Weight
        """
        return [weight for term in self._get_terms() for weight in term.weights]

    @api.model
    def _select_weight(self):
        return [(one.code, one.label(self.env)) for one in self._list_weights()]

    @api.model
    def _get_weights(self, companies):
        """What the companies set, and the defaults.

        :return: {company: {code of weight: minutes}}
        """
        defaults = get_defaults(self._get_terms())
        rows = self.env["social.care.priority.boost"].sudo()
        found = {company: dict(defaults) for company in companies}
        for row in rows.search([("company_id", "in", companies.ids)]):
            found[row.company_id][row.code] = row.minutes
        return found

    @api.model
    def _read_facts(self, works, source, waiting_since):
        """Facts of the priority terms about work items.

        :param source: tools.priority.Source
        :param waiting_since: {work: moment}
        :return: {work: tools.priority.Facts}
        """
        read = {term.code: term.read_facts(works, source) for term in self._get_terms()}
        return {
            work: Facts(
                waiting_since[work],
                {code: facts.get(work.id) for code, facts in read.items()},
            )
            for work in works
        }
