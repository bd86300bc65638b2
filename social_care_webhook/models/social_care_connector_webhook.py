# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import secrets
import time
from urllib.parse import urlencode

from odoo import models

from odoo.addons.social_care.tools import errors, http, signing
from odoo.addons.social_care.tools.capabilities import Capabilities
from odoo.addons.social_care.tools.times import utc_now
from odoo.addons.social_care.tools.values import Finding, Published

from ..tools import notice


class SocialCareConnectorWebhook(models.AbstractModel):
    """A tool of the company's own choice: it pushes mentions and takes replies.

    Both directions are signed alike: HMAC-SHA256 of "<unix time>.<body>" under the
    account's secret. A request without a body signs its query string instead.
    """

    _name = "social.care.connector.webhook"
    _inherit = "social.care.connector"
    _description = "Social Care Connector: Other Tool"

    def _scope(self, account):
        """Every tool numbers for itself."""
        return f"webhook:{account.id}"

    def _channel(self):
        channel = self.env.ref("social_care_webhook.channel_webhook", False)
        return channel or super()._channel()

    def _capabilities(self, account):
        answers = bool(account.reply_url)
        return Capabilities(
            text_limit=account.reply_limit,
            visibilities=("public", "private") if answers else (),
            streams=("mentions",),
            transports=("webhook",),
            can_delete=answers,
        )

    # -- connecting ------------------------------------------------------------

    def _credential_fields(self):
        return ["handle", "webhook_secret", "reply_url"]

    def _connect(self, account):
        return {
            "external_id": account.external_id or account.handle or "self",
            "webhook_secret": account.webhook_secret or secrets.token_urlsafe(32),
        }

    def _default_streams(self, account):
        return [
            {
                "name": self.env._("Pushed by the tool"),
                "kind": "mentions",
                "transport": "webhook",
            }
        ]

    def _diagnose(self, account):
        findings = []
        if not account.webhook_secret:
            findings.append(self._no_secret())
        if not account.last_event_at:
            findings.append(self._silence())
        if account.reply_url:
            findings += self._diagnose_reply_url(account.reply_url)
        return findings

    def _diagnose_reply_url(self, url):
        refusal = http.refusal(url, self._allowed_hosts())
        if refusal:
            return [self._unreachable(refusal)]
        return [] if url.startswith("https://") else [self._unencrypted()]

    def _unreachable(self, refusal):
        return Finding(
            "error",
            self.env._("No reply will arrive: %s", refusal),
            self.env._("Correct the address for replies on this form."),
        )

    def _unencrypted(self):
        return Finding(
            "warning",
            self.env._("Replies travel unencrypted: their address is not https://."),
            self.env._("Give the tool a certificate, and change the address."),
        )

    def _no_secret(self):
        return Finding(
            "error",
            self.env._("There is no secret; every notice is refused."),
            self.env._("Connect the account, then give its secret to the tool."),
        )

    def _silence(self):
        return Finding(
            "warning",
            self.env._("No notice has come yet."),
            self.env._("Let the tool send to the webhook address of this account."),
        )

    # -- inbound ---------------------------------------------------------------

    def _verify_webhook(self, account, headers, raw):
        timestamp = headers.get("x-social-care-timestamp", "")
        signature = headers.get("x-social-care-signature", "")
        signed = f"{timestamp}.".encode() + raw
        digest = signature.removeprefix("sha256=")
        if not account._is_signed(signed, digest):
            raise errors.Rejected("The signature is missing or wrong.")
        if not signing.is_fresh(timestamp):
            raise errors.Rejected("The signature is older than five minutes.")

    def _split_webhook(self, account, payload):
        return notice.events(payload, utc_now())

    def _parse(self, account, payload, kind):
        return notice.value(payload, kind)

    # -- outbound --------------------------------------------------------------

    def _publish(self, reply):
        body = json.dumps(self._reply_vals(reply)).encode()
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": reply.record_key,
        }
        account = reply.account_id
        answer = self._signed_call(
            account, "POST", account.reply_url, body, headers, data=body, writes=True
        )
        http.raise_for_status(answer)
        return self._published(answer)

    def _reply_vals(self, reply):
        return {
            "key": reply.record_key,
            "text": reply.text,
            "visibility": reply.visibility,
            "parent_id": reply.mention_id.external_id,
            "thread_id": reply.thread_id.external_id,
        }

    def _find_published(self, reply):
        answer = self._query(reply.account_id, "GET", {"key": reply.record_key})
        if answer.status == 404:
            return False
        http.raise_for_status(answer)
        return self._published(answer)

    def _published(self, answer):
        found = answer.json()
        if not isinstance(found, dict) or not found.get("id"):
            raise errors.Ambiguous(
                self.env._("The tool took the reply but gave no id for it.")
            )
        return Published(
            external_id=str(found["id"]),
            url=notice.link(found.get("url")),
            thread_external_id=str(found.get("thread_id") or ""),
        )

    def _delete(self, account, external_id):
        answer = self._query(account, "DELETE", {"id": external_id}, writes=True)
        # Gone is what we wanted.
        if answer.status != 404:
            http.raise_for_status(answer)

    def _query(self, account, method, params, **kwargs):
        query = urlencode(params)
        joint = "&" if "?" in account.reply_url else "?"
        url = f"{account.reply_url}{joint}{query}"
        return self._signed_call(account, method, url, query.encode(), {}, **kwargs)

    def _signed_call(self, account, method, url, signed, headers, **kwargs):
        timestamp = str(int(time.time()))
        message = f"{timestamp}.".encode() + signed
        signature = signing.sign(account._get_signing_secret(), message)
        headers = {
            **headers,
            "X-Social-Care-Timestamp": timestamp,
            "X-Social-Care-Signature": f"sha256={signature}",
        }
        return self._call(account, "replies", method, url, headers=headers, **kwargs)
