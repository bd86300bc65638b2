# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets

from odoo import api, fields, models
from odoo.tools.urls import urljoin

# Bytes of chance in a code: nobody guesses 64 bits, and posts have little room.
CODE_BYTES = 8


class LinkTracker(models.Model):
    """A link of a reply. Employees outside Social Care do not see where it leads."""

    _inherit = "link.tracker"

    social_care_reply_id = fields.Many2one(
        "social.care.reply",
        string="Reply",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    social_care_company_id = fields.Many2one(
        related="social_care_reply_id.company_id",
        string="Company of the Reply",
        store=True,
    )
    social_care_account_id = fields.Many2one(
        related="social_care_reply_id.account_id", string="Account", store=True
    )
    social_care_user_id = fields.Many2one(
        related="social_care_reply_id.user_id", string="Agent", store=True
    )

    @api.depends("social_care_reply_id")
    def _compute_redirected_url(self):
        """Leave links to other sites as they are: their owners did not ask for our
        campaign parameters, and only our own shop reads them.
        """
        result = super()._compute_redirected_url()
        for tracker in self.filtered("social_care_reply_id"):
            if not tracker.absolute_url.startswith(
                urljoin(tracker.get_base_url(), "/")
            ):
                tracker.redirected_url = tracker.absolute_url
        return result

    @api.model
    def _social_care_is_of_reply(self, code):
        """Return whether a code is that of a reply's link."""
        own = [("code", "=", code), ("link_id.social_care_reply_id", "!=", False)]
        return bool(self.env["link.tracker.code"].search_count(own, limit=1))

    @api.model
    def _social_care_track(self, reply, links):
        """Create the tracked links of a reply. Their pages are not fetched.

        :param reply: ``social.care.reply``
        :param links: list of addresses
        :return: {address: short address}
        """
        common = self._social_care_get_vals(reply)
        trackers = self.create([{**common, "url": one, "title": one} for one in links])
        for tracker in trackers:
            tracker.link_code_ids.code = secrets.token_urlsafe(CODE_BYTES)
        return dict(zip(links, trackers.mapped("short_url"), strict=True))

    def _social_care_get_vals(self, reply):
        """Return the values that the links of a reply share. The label makes them
        trackers of their own.
        """
        network = reply.account_id._get_connector()._get_network_name()
        source = self.env["utm.mixin"]._find_or_create_record("utm.source", network)
        return {
            "label": self.env._("Reply %s", reply.id),
            "medium_id": self.env.ref("social_care_link_tracker.utm_medium_reply").id,
            "source_id": source.id,
            "campaign_id": reply.company_id.social_care_link_campaign_id.id,
            "social_care_reply_id": reply.id,
        }
