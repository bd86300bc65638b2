# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets

from odoo import models

from odoo.addons.social_care.tools import bodies, errors, http
from odoo.addons.social_care.tools.capabilities import Capabilities, Window
from odoo.addons.social_care.tools.moments import parse_time
from odoo.addons.social_care.tools.values import (
    Answer,
    Author,
    Credential,
    Deletion,
    Event,
    Page,
    Post,
    Published,
    Unknown,
)

KINDS = {"created": "post", "edited": "edit", "deleted": "deletion"}


class SocialCareConnectorSample(models.AbstractModel):
    """Connector for a Sample board: it pushes posts, lists them, and takes replies."""

    _name = "social.care.connector.sample"
    _inherit = "social.care.connector"
    _description = "Social Care Connector: Sample Board"

    def _get_scope(self, account):
        """Return a scope with the host: each board numbers for itself."""
        return f"sample:{http.get_host(account.service_url or '')}"

    def _get_channel(self):
        channel = self.env.ref("social_care_sample.channel_sample", False)
        return channel or super()._get_channel()

    def _get_capabilities(self, account):
        days = account.sample_message_days
        return Capabilities(
            text_limit=500,
            text_unit="graphemes",
            text_minimum=5,
            visibilities=("public", "private"),
            streams=("mentions",),
            transports=("webhook", "poll"),
            can_delete=True,
            can_find=True,
            reply_windows={("direct", "private"): Window(24 * days)} if days else {},
        )

    # -- connecting ------------------------------------------------------------

    def _get_credentials(self, account):
        return [
            Credential(
                "service_url",
                self.env._("Board address"),
                placeholder="https://board.example.com",
            ),
            Credential("access_token", self.env._("API key"), secret=True),
            Credential(
                "webhook_secret",
                self.env._("Webhook secret"),
                secret=True,
                placeholder=self.env._("Leave empty to create one"),
                required=False,
            ),
        ]

    def _connect(self, account):
        me = self._ask(account, "GET", "me")
        return {
            "external_id": me["id"],
            "handle": me["handle"],
            "webhook_secret": account.webhook_secret or secrets.token_urlsafe(32),
        }

    def _check_login(self, account):
        self._ask(account, "GET", "me")
        return True

    def _describe_webhook_setup(self, app):
        return self.env._(
            "On the board: Admin / Webhooks / New, enter both and choose all events."
        )

    def _get_default_streams(self, account):
        name = self.env._("Posts of the board")
        return [{"name": name, "kind": "mentions", "transport": "both"}]

    # -- inbound ---------------------------------------------------------------

    def _verify_webhook(self, app, request):
        if not app._is_signed(
            request.raw, request.headers.get("x-sample-signature", "")
        ):
            raise errors.Rejected("The signature is missing or wrong.")

    def _load_body(self, app, request):
        """Add the name of the event, which the board tells in a header only."""
        body = super()._load_body(app, request)
        if not isinstance(body, dict):
            raise bodies.Refused(400, "Not a JSON object")
        event = request.headers.get("x-sample-event", "")
        return {"event": event, "post": body.get("post")}

    def _answer_challenge(self, app, request):
        is_ping = request.payload and request.payload["event"] == "ping"
        return Answer("pong") if is_ping else None

    def _split_webhook_items(self, app, payload):
        return [payload]

    def _fetch_items(self, stream, cursor):
        path = f"posts?after={cursor.get('after', 0)}"
        page = self._ask(stream.account_id, "GET", path)
        return Page(page["items"], {"after": page["after"]}, page["more"])

    def _make_event(self, account, item):
        post, kind = item["post"], KINDS.get(item["event"], "unknown")
        version = str(post["version"]) if kind == "edit" else ""
        return Event(post["id"], kind, version=version, payload=item)

    def _parse(self, account, payload, kind):
        post = payload["post"]
        if kind == "unknown":
            return Unknown(f"Event {payload['event']}")
        if kind == "deletion":
            return Deletion(post["id"], parse_time(post["deleted_at"]))
        return Post(
            external_id=post["id"],
            thread_external_id=post["thread_id"],
            parent_external_id=post["parent_id"] or "",
            author=Author(post["author"]["id"], post["author"]["handle"]),
            text=post["text"],
            kind=post["kind"],
            posted_at=parse_time(post["posted_at"]),
            edited_at=parse_time(post["edited_at"]) if kind == "edit" else None,
        )

    # -- outbound --------------------------------------------------------------

    def _publish(self, reply):
        body = {
            "text": reply._get_text_to_publish(),
            "parent_id": reply._get_parent_external_id(),
            "thread_id": reply.thread_id.external_id,
            "visibility": reply.visibility,
        }
        headers = {"Idempotency-Key": reply.record_key}
        answer = self._ask(
            reply.account_id, "POST", "posts", json=body, headers=headers, writes=True
        )
        return self._read_published(answer)

    def _find_published(self, reply):
        path = f"posts?key={reply.record_key}"
        found = self._ask(reply.account_id, "GET", path)["items"]
        return self._read_published(found[0]["post"]) if found else False

    def _read_published(self, post):
        return Published(post["id"], thread_external_id=post["thread_id"])

    def _delete(self, account, external_id):
        self._ask(account, "DELETE", f"posts/{external_id}", writes=True)

    def _read_refusal(self, response):
        """Return the code that says more than 403; the login decides about others."""
        if response.find_object().get("error") != "blocked":
            return None
        return errors.RecipientUnavailable(self._read_words(response))

    def _read_words(self, response):
        words = response.find_object().get("message")
        return words if isinstance(words, str) else ""

    def _ask(self, account, method, path, headers=None, **kwargs):
        headers = {**(headers or {}), "Authorization": f"Bearer {account.access_token}"}
        url = f"{account.service_url.rstrip('/')}/{path}"
        response = self._call(account, "api", method, url, headers=headers, **kwargs)
        self._raise_for_answer(response)
        return response.json()
