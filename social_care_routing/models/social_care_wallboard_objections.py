# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care.tools.arguments import is_id, takes


class SocialCareWallboard(models.AbstractModel):
    """What speaks against giving something to somebody, who can have it anyway."""

    _inherit = "social.care.wallboard"

    @api.model
    @takes(work_id=is_id, agent_id=is_id)
    def objections(self, work_id, agent_id):
        """:return: list of words, empty where nothing speaks against it"""
        self._check_supervisor()
        work = self.env["social.care.work"].browse(work_id)
        work.check_access("read")
        if work.agent_id.id == agent_id:
            # What is offered to them counts for what they have already
            return []
        people = work.sudo()._explain()["people"]
        # Whom a supervisor chooses need not be whom the customer knows; who is in
        # another team is refused in words of its own.
        return [
            reason["words"]
            for person in people
            for reason in person["reasons"]
            if person["id"] == agent_id and reason["code"] not in ("team", "held")
        ]
