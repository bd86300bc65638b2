# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareMention(models.Model):
    """Our answers that are heard after the person was erased."""

    _inherit = "social.care.mention"

    def _forget_late_answers(self):
        """Posts of ours in answer to somebody who is erased leave nothing either."""
        answers = self.filtered(lambda m: m.is_own and m.parent_external_id)
        for scope, own in answers.grouped("scope").items():
            if self.env["social.care.profile"]._has_erased(scope):
                own._forget_answers_among(scope)

    def _forget_answers_among(self, scope):
        parents = self._by_external_id(scope, self.mapped("parent_external_id"))
        for post in self:
            parent = parents.get(post.parent_external_id, self.browse())
            if parent.profile_id.erased:
                post.parent_external_id = parent.external_id
                post._erase(self.env._("(erased)"))
