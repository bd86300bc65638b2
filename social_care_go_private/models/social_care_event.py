# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

TRANSPORT = "private_form"


class SocialCareEvent(models.Model):
    """What came through a private form is stored and read like a notice of a network.
    No network can use this transport.
    """

    _inherit = "social.care.event"

    transport = fields.Selection(
        selection_add=[(TRANSPORT, "Private form")],
        ondelete={TRANSPORT: "cascade"},
    )

    def _parse_one(self, connector, account):
        if self.transport != TRANSPORT:
            return super()._parse_one(connector, account)
        return self.env["social.care.private.form"]._parse(self)
