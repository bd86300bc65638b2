# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from odoo.addons.social_care.tools.values import Finding


class SocialCarePhoneConnectorVoipOca(models.AbstractModel):
    """The softphone of VoIP OCA. It places, answers and ends calls itself, in the
    browser; Odoo only hears of them.
    """

    _name = "social.care.phone.connector.voip_oca"
    _inherit = "social.care.phone.connector"
    _description = "VoIP OCA Connector"

    def _check(self, system):
        if self.env["voip.pbx"].search_count([], limit=1):
            words = self.env._("Softphone calls are kept in Odoo.")
            return [Finding("ok", words)]
        words = self.env._("No PBX is set up for the softphone.")
        return [Finding("warning", words, self.env._("Create one under VoIP > PBX."))]
