# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care.tools.values import Request

from ..tools import signatures, wire


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
        """Call the webhook of the account's app, as the script says."""
        account = self.account_id
        answer = account.app_id._receive_webhook(self._get_request(account, secret))
        state = "delivered" if answer.status < 300 else "refused"
        self.write({"state": state, "answer": f"{answer.status} {answer.body}"})

    def _get_request(self, account, secret):
        """Return the request; it names the account if the app has several."""
        app, script = account.app_id, account.demo_script_id
        key = account.webhook_key if app.only_account_id != account else None
        raw = wire.encode(wire.pack([self.payload], key), script.wire)
        secret = secret or app.webhook_secret or ""
        proof = signatures.make_headers(secret, raw, code=script.signature)
        headers = {"content-type": wire.TYPES[script.wire], **proof}
        return Request(headers=headers, raw=raw)
