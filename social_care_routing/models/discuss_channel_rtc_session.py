# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class DiscussChannelRtcSession(models.Model):
    """A call in Discuss counts as a phone contact of its participants."""

    _inherit = "discuss.channel.rtc.session"

    @api.model_create_multi
    def create(self, vals_list):
        sessions = super().create(vals_list)
        sessions.partner_id._begin_social_care_contact()
        return sessions

    def unlink(self):
        partners = self.partner_id
        result = super().unlink()
        partners._end_social_care_contact()
        return result
