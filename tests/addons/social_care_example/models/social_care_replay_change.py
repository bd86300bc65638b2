# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SocialCareReplayChange(models.Model):
    _inherit = "social.care.replay.change"

    kind = fields.Selection(
        selection_add=[("example_outing", "Send everybody on an outing")],
        ondelete={"example_outing": "cascade"},
    )

    @api.model
    def _get_required_fields(self, kind):
        if kind == "example_outing":
            return ()
        return super()._get_required_fields(kind)

    def _describe_example_outing(self):
        return self.env._("Everybody is on an outing")

    def _apply_example_outing(self, scenario):
        scenario.workers.clear()
