# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# The smallest connector: it polls and replies. A complete one is social_care_sample.

from odoo import fields, models

from odoo.addons.social_care.tools.capabilities import Capabilities
from odoo.addons.social_care.tools.moments import parse_time
from odoo.addons.social_care.tools.values import (
    Author,
    Credential,
    Event,
    Page,
    Post,
    Published,
)


class SocialCareAccount(models.Model):
    _inherit = "social.care.account"

    network = fields.Selection(
        selection_add=[("example", "Example")],
        ondelete={"example": lambda accounts: accounts._unlink_with_all()},
    )


class SocialCareConnectorExample(models.AbstractModel):
    _name = "social.care.connector.example"
    _inherit = "social.care.connector"
    _description = "Social Care Connector: Example"

    def _get_capabilities(self, account):
        return Capabilities(
            text_limit=500,
            visibilities=("public",),
            streams=("mentions",),
            transports=("poll",),
        )

    def _get_credentials(self, account):
        return [
            Credential("service_url", "Server address"),
            Credential("access_token", "Access token", secret=True),
        ]

    def _connect(self, account):
        me = self._ask(account, "GET", "me")
        return {"external_id": me["id"], "handle": me["handle"]}

    def _get_default_streams(self, account):
        return [{"name": "Mentions", "kind": "mentions"}]

    def _fetch_items(self, stream, cursor):
        path = f"mentions?after={cursor.get('after', 0)}"
        page = self._ask(stream.account_id, "GET", path)
        return Page(page["items"], {"after": page["after"]}, page["more"])

    def _make_event(self, account, item):
        return Event(item["id"], "post", payload=item)

    def _parse(self, account, payload, kind):
        return Post(
            external_id=payload["id"],
            thread_external_id=payload["thread_id"],
            author=Author(payload["author_id"], payload["handle"]),
            text=payload["text"],
            posted_at=parse_time(payload["posted_at"]),
        )

    def _publish(self, reply):
        body = {
            "text": reply._get_text_to_publish(),
            "to": reply._get_parent_external_id(),
        }
        headers = {"Idempotency-Key": reply.record_key}
        answer = self._ask(
            reply.account_id, "POST", "posts", json=body, headers=headers, writes=True
        )
        return Published(answer["id"])

    def _ask(self, account, method, path, headers=None, **kwargs):
        headers = {**(headers or {}), "Authorization": f"Bearer {account.access_token}"}
        url = f"{account.service_url}/{path}"
        response = self._call(account, "api", method, url, headers=headers, **kwargs)
        self._raise_for_answer(response)
        return response.json()
