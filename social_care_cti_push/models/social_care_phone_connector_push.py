# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import format_datetime

from odoo.addons.social_care.tools.values import Finding

from ..tools.conversations import split_key


class SocialCarePhoneConnectorPush(models.AbstractModel):
    """A phone system that posts a notice when a call comes, is answered and ends. It
    tells, and takes no commands: Odoo offers none.

    Source: Zammad's generic CTI interface; sipgate.io push interface.
    """

    _name = "social.care.phone.connector.push"
    _inherit = "social.care.phone.connector"
    _description = "Call Notices Connector"

    def _get_identity(self, call):
        return split_key(call.key)[1]

    def _check(self, system):
        return [*self._check_notices(system), *self._check_address(system)]

    def _check_notices(self, system):
        notices = self.env["social.care.phone.notice"]
        last = notices.search([("system_id", "=", system.id)], order="id desc", limit=1)
        if last:
            at = format_datetime(self.env, last.received_at)
            return [Finding("ok", self.env._("Last notice: %s.", at))]
        return [
            Finding(
                "warning",
                self.env._("No notice arrived in the last two days."),
                self.env._(
                    "Enter the address below “Call notices” in the phone system, for "
                    "new calls, answers and hang-ups, and make a call."
                ),
            )
        ]

    def _check_address(self, system):
        if system.push_url.startswith("https://"):
            return []
        return [
            Finding(
                "warning",
                self.env._("The connection is not encrypted: numbers can be read."),
                self.env._(
                    "Serve Odoo by https and set the system parameter web.base.url."
                ),
            )
        ]
