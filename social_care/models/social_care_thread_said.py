# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime

from odoo import models

from .social_care_reply_stale import SAID


class SocialCareThread(models.Model):
    """What we said in a conversation, as who begins to write has to know it."""

    _inherit = "social.care.thread"

    def _own_from_elsewhere(self):
        return self.mention_ids.filtered(lambda m: m.is_own and not m.reply_id)

    def _get_said_until(self):
        """When we last said something here, as text that only grows."""
        said = self.reply_ids.filtered(lambda r: r.state in SAID and r.confirmed_at)
        moments = said.mapped("confirmed_at")
        moments += self._own_from_elsewhere().mapped("received_at")
        return max(moments, default=datetime(1970, 1, 1)).isoformat()

    def _panel_warning(self):
        """Words on a reply that may stand on the network, '' where all is clear."""
        reply = self.reply_ids.filtered(lambda r: r.state == "unconfirmed")[:1]
        if not reply:
            return ""
        return self.env._(
            "It is not known whether a reply of %(author)s was published. Look on "
            "%(network)s before you answer.",
            author=reply.user_id.name,
            network=self.account_id.sudo()._connector()._network_name(),
        )
