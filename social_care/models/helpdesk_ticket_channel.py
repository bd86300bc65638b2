# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.listing import list_names


class HelpdeskTicketChannel(models.Model):
    """Refuse to delete a channel in use."""

    _inherit = "helpdesk.ticket.channel"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_social_care_used(self):
        for channel in self:
            uses = channel._social_care_get_uses()
            if uses:
                raise UserError(
                    self.env._(
                        "%(channel)s is still in use: %(uses)s. Archive it instead.",
                        channel=channel.name,
                        uses=list_names(uses),
                    )
                )

    def _social_care_get_uses(self):
        """Return names of the accounts, networks and open tickets of this channel."""
        accounts = self.env["social.care.account"].sudo()
        using = accounts.with_context(active_test=False).search(
            [("channel_id", "=", self.id)]
        )
        tickets = self.env["helpdesk.ticket"].sudo()
        waiting = tickets.search([("channel_id", "=", self.id), ("closed", "=", False)])
        return (
            using.mapped("name")
            + self._social_care_get_networks()
            + waiting.mapped("number")
        )

    def _social_care_get_networks(self):
        """Return the names of the networks whose new accounts get this channel."""
        return [
            name
            for code, name in self.env["social.care.connector"]._list_networks()
            if self.env[f"social.care.connector.{code}"].sudo()._get_channel() == self
        ]
