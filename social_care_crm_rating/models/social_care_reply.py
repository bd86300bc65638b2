# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.social_care.tools.errors import Rejected
from odoo.addons.social_care.tools.secret_links import reveal

from ..tools.link import PATH


class SocialCareReply(models.Model):
    """A reply that asks for a rating. Nobody waits for it: where it cannot be sent, it
    is cancelled, and its author is not notified.
    """

    _inherit = "social.care.reply"

    rating_request_ids = fields.One2many(
        "social.care.rating.request", "reply_id", readonly=True
    )

    def write(self, vals):
        asking = self._filter_asking() if "state" in vals else self.browse()
        if not asking:
            return super().write(vals)
        if vals["state"] == "failed":
            super(SocialCareReply, asking).write({**vals, "state": "cancelled"})
            super(SocialCareReply, self - asking).write(vals)
        else:
            super().write(vals)
        asking.rating_request_ids.sudo()._follow_reply()
        return True

    def _filter_asking(self):
        return self.filtered(lambda r: r.is_proactive and r.sudo().rating_request_ids)

    def _is_proactive(self):
        return self.is_proactive or super()._is_proactive()

    def _get_text_to_publish(self):
        """Put the secret into the link. It is nowhere else."""
        text = super()._get_text_to_publish()
        request = self.sudo().rating_request_ids[:1]
        if not request:
            return text
        if not request.key:
            raise Rejected(self.env._("The customer is not asked for a rating now."))
        return reveal(text, PATH, request._get_token())

    def _get_secret_links(self):
        own = {request._get_link() for request in self.sudo().rating_request_ids}
        return super()._get_secret_links() | own

    def _check_sendable(self):
        """Check again what speaks against asking, as time may have passed."""
        result = super()._check_sendable()
        request = self.sudo().rating_request_ids[:1]
        if request and not (request.key and request._is_ticket_closed()):
            raise UserError(self.env._("The customer is not asked for a rating now."))
        return result

    def _tell_author(self, subject):
        if self._filter_asking():
            return None
        return super()._tell_author(subject)
