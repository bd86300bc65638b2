# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo import api, fields, models

from ..tools import signatures


class SocialCareDemoNotice(models.Model):
    """A notice that the demo network sends to an account.

    The rows also serve as its change feed: a poll asks for all of them after an ID.
    """

    _name = "social.care.demo.notice"
    _description = "Demo Network Notice"
    _order = "id"

    post_id = fields.Many2one(
        "social.care.demo.post", required=True, ondelete="cascade", index=True
    )
    account_id = fields.Many2one(related="post_id.account_id", store=True, index=True)
    payload = fields.Json(required=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("held", "Left to polling"),
            ("delivered", "Delivered"),
            ("refused", "Refused"),
        ],
        required=True,
        default="waiting",
    )
    answer = fields.Char(help="What the account's webhook answered.")

    @api.model
    def _tell(self, post, kind):
        """Create a notice and deliver it as the script says."""
        notice = self.create({"post_id": post.id, "payload": post._get_payload(kind)})
        muted = post.account_id in post.person_id.muted_by_ids
        is_unheard = post.is_own or not post.addressed or muted
        if kind != "receipt" and is_unheard:
            notice.state = "held"
        else:
            post.account_id.demo_script_id._deliver(notice)

    def _find_waiting(self):
        """Return the undelivered notices of the same account, oldest first."""
        return self.search(
            [("account_id", "=", self.account_id.id), ("state", "=", "waiting")]
        )

    def _push(self, secret=None):
        """Call the webhook of the account, signed like a network does it."""
        account = self.account_id
        raw = json.dumps({"notices": [self.payload]}).encode()
        secret = secret or account.webhook_secret or ""
        headers = signatures.make_headers(secret, raw, code=account.demo_signature)
        status, words = account._receive_webhook(headers, raw)
        state = "delivered" if status < 300 else "refused"
        self.write({"state": state, "answer": f"{status} {words}"})
