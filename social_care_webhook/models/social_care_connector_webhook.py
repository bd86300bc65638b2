# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import secrets
import time
from urllib.parse import urlencode

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from odoo import models

from odoo.addons.social_care.tools import errors, http, signing
from odoo.addons.social_care.tools.capabilities import Capabilities
from odoo.addons.social_care.tools.text import (
    LONGEST_TEXT,
    get_web_link,
    make_storable,
    shorten,
)
from odoo.addons.social_care.tools.times import utc_now
from odoo.addons.social_care.tools.values import (
    Credential,
    Finding,
    Published,
    Receipt,
)

from ..tools import notice

# Code of a tool for a person who cannot be answered.
RECIPIENT_UNAVAILABLE = "recipient_unavailable"


class SocialCareConnectorWebhook(models.AbstractModel):
    """Connector for any tool that pushes mentions and takes replies over HTTP.

    Notices are signed with HMAC-SHA256 of "<unix time>.<body>" under the secret of the
    account. Our requests carry a signature of time, method, address and body.
    """

    _name = "social.care.connector.webhook"
    _inherit = "social.care.connector"
    _description = "Social Care Connector: Other Tool"

    def _get_scope(self, account):
        """Return a scope of its own for each account: every tool numbers for itself."""
        return f"webhook:{account.id}"

    def _get_channel(self):
        channel = self.env.ref("social_care_webhook.channel_webhook", False)
        return channel or super()._get_channel()

    def _get_capabilities(self, account):
        answers = bool(account.reply_url)
        return Capabilities(
            # Approval rules read no further.
            text_limit=min(account.reply_limit, LONGEST_TEXT),
            visibilities=("public", "private") if answers else (),
            streams=("mentions",),
            transports=("webhook",),
            can_delete=answers,
            can_find=answers,
            can_check_publication=answers,
        )

    # -- connecting ------------------------------------------------------------

    def _get_credentials(self, account):
        return [
            Credential(
                "handle",
                self.env._("Handle"),
                placeholder=self.env._("without @"),
                required=False,
            ),
            Credential(
                "webhook_secret",
                self.env._("Secret"),
                secret=True,
                placeholder=self.env._("Leave empty to create one"),
                required=False,
            ),
            Credential(
                "reply_url",
                self.env._("Address for replies"),
                placeholder=self.env._("Leave empty to listen only"),
                required=False,
            ),
        ]

    def _connect(self, account):
        return {
            "external_id": account.external_id or f"own-{secrets.token_hex(8)}",
            "webhook_secret": account.webhook_secret or secrets.token_urlsafe(32),
        }

    def _describe_webhook_setup(self, app):
        return self.env._(
            "In your tool: enter the address as the target of its webhook, and the "
            "secret as the key that signs each notice."
        )

    def _get_default_streams(self, account):
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
            findings.append(self._report_no_secret())
        if not account.last_event_at:
            findings.append(self._report_silence())
        return findings + self._diagnose_setup(account)

    def _diagnose_setup(self, account):
        if not account.reply_url:
            return [self._find_no_reply_url(account)]
        return self._diagnose_reply_url(account.reply_url)

    def _get_listening_reason(self, account):
        return self.env._(
            "You cannot reply here: the account %s has no address for replies.",
            account.name,
        )

    def _find_no_reply_url(self, account):
        return Finding(
            "warning",
            self._get_listening_reason(account),
            self.env._(
                "Enter the address to which your tool accepts replies. Leave it empty "
                "if you only want to listen."
            ),
        )

    def _diagnose_reply_url(self, url):
        refusal = http.explain_refusal(url, self._get_allowed_hosts())
        if refusal:
            return [self._report_unreachable(refusal)]
        return [] if url.startswith("https://") else [self._report_unencrypted()]

    def _report_unreachable(self, refusal):
        return Finding(
            "error",
            self.env._("Replies cannot be delivered: %s", refusal),
            self.env._(
                "Correct the address for replies. A private address of your own must "
                "be allowed by name, as host:port, in the system parameter "
                "social_care.allowed_private_hosts."
            ),
        )

    def _report_unencrypted(self):
        return Finding(
            "warning",
            self.env._("Replies are sent unencrypted: their address is not https://."),
            self.env._("Install a certificate on the tool, and change the address."),
        )

    def _report_no_secret(self):
        return Finding(
            "error",
            self.env._("The secret is missing: every notice is refused."),
            self.env._("Connect the account, then configure its secret in the tool."),
        )

    def _report_silence(self):
        return Finding(
            "warning",
            self.env._("No notice was received yet."),
            self.env._("Configure the webhook address of this account in the tool."),
        )

    # -- inbound ---------------------------------------------------------------

    def _verify_webhook(self, app, request):
        timestamp = request.headers.get("x-social-care-timestamp", "")
        signature = request.headers.get("x-social-care-signature", "")
        signed = f"{timestamp}.".encode() + request.raw
        digest = signature.removeprefix("sha256=")
        if not app._is_signed(signed, digest):
            raise errors.Rejected("The signature is missing or wrong.")
        if not signing.is_fresh(timestamp):
            raise errors.Rejected("The signature is older than five minutes.")

    def _split_webhook_items(self, app, payload):
        return notice.split(payload)

    def _make_event(self, account, item):
        return notice.make_event(item, utc_now(), self._get_post_kinds())

    def _parse(self, account, payload, kind):
        return notice.read_value(payload, kind, self._get_post_kinds())

    # -- outbound --------------------------------------------------------------

    def _publish(self, reply):
        body = json.dumps(self._get_reply_vals(reply)).encode()
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": reply.record_key,
        }
        account = reply.account_id
        url = self._get_reply_address(account)
        answer = self._call_signed(
            account, "POST", url, body, headers, data=body, writes=True
        )
        self._raise_for_answer(answer)
        return self._read_published(answer)

    def _get_reply_vals(self, reply):
        return {
            "key": reply.record_key,
            "text": reply._get_text_to_publish(),
            "visibility": reply.visibility,
            "parent_id": reply._get_parent_external_id(),
            "thread_id": reply.thread_id.external_id,
        }

    def _find_published(self, reply):
        answer = self._call_query(reply.account_id, "GET", {"key": reply.record_key})
        if answer.status == 404:
            return False
        self._raise_for_answer(answer)
        return self._read_published(answer)

    def _read_published(self, answer):
        found = answer.json()
        found = found if isinstance(found, dict) else {}
        external_id = notice.get_identity(found.get("id"))
        if not external_id:
            raise errors.Ambiguous(
                self.env._("The tool accepted the reply but returned no ID.")
            )
        url = found.get("url")
        return Published(
            external_id=external_id,
            url=get_web_link(url) if isinstance(url, str) else "",
            thread_external_id=notice.get_identity(found.get("thread_id")),
            state="pending" if found.get("state") == "pending" else "public",
        )

    def _check_publication(self, reply):
        published = self._find_published(reply)
        if not published:
            return Receipt(reply.external_id, "revoked", self._get_revoked_words())
        if published.state == "pending":
            return None
        return Receipt(reply.external_id, "published")

    def _get_revoked_words(self):
        return self.env._("The tool does not have this reply any more.")

    def _delete(self, account, external_id):
        answer = self._call_query(account, "DELETE", {"id": external_id}, writes=True)
        # 404 and 410 mean that the deletion is done.
        if answer.status not in (404, 410):
            self._raise_for_answer(answer)

    def _read_refusal(self, response):
        if response.find_object().get("error") != RECIPIENT_UNAVAILABLE:
            return None
        words = self._read_words(response)
        return errors.RecipientUnavailable(
            shorten(words, 500) or self.env._("This person takes no replies from us.")
        )

    def _read_words(self, response):
        words = response.find_object().get("message")
        return make_storable(words) if isinstance(words, str) else ""

    def _call_query(self, account, method, params, **kwargs):
        query = urlencode(params)
        url = self._get_reply_address(account, query)
        return self._call_signed(account, method, url, query.encode(), {}, **kwargs)

    def _get_reply_address(self, account, query=""):
        """Return the address for replies as it is sent, which the signature covers."""
        try:
            url = parse_url((account.reply_url or "").strip())
        except LocationParseError as error:
            raise errors.Rejected(
                self.env._(
                    "“%s” is not a valid address for replies.", account.reply_url
                )
            ) from error
        query = "&".join(filter(None, (url.query, query))) or None
        return url._replace(path=url.path or "/", query=query, fragment=None).url

    def _call_signed(self, account, method, url, signed, headers, **kwargs):
        """Call the tool with both signatures.

        Version 1 signs time and body, or the parameters if there is no body: a tool
        that only checks this one cannot tell which address a request was meant for.
        Version 2 signs the address, too.
        """
        timestamp = str(int(time.time()))
        body = kwargs.get("data", b"")
        headers = {
            **headers,
            "X-Social-Care-Timestamp": timestamp,
            "X-Social-Care-Signature": self._sign(account, timestamp, b".", signed),
            "X-Social-Care-Signature-V2": self._sign(
                account, f"v2\n{timestamp}\n{method}\n{url}", b"\n", body
            ),
        }
        return self._call(account, "replies", method, url, headers=headers, **kwargs)

    def _sign(self, account, head, joint, body):
        message = head.encode() + joint + body
        return f"sha256={signing.sign(account.app_id._get_signing_secret(), message)}"
