# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io

from PIL import Image, UnidentifiedImageError

from odoo import fields, models

from odoo.addons.social_care.tools.capabilities import Capabilities
from odoo.addons.social_care.tools.errors import (
    ConnectorError,
    RecipientUnavailable,
    Rejected,
)
from odoo.addons.social_care.tools.values import Credential, Finding, Published

from ..tools import at_uri, facets, jwt, tid
from .social_care_connector_bluesky_session import SERVICE

FULL_ACCESS = "com.atproto.access"
SCARCE = 0.1


class SocialCareConnectorBluesky(models.AbstractModel):
    """Connector for Bluesky (AT Protocol): capabilities, login, diagnosis,
    publication.
    """

    _name = "social.care.connector.bluesky"
    _inherit = "social.care.connector.bluesky.moderation"
    _description = "Social Care Connector for Bluesky"

    def _get_capabilities(self, account):
        """Return the limits of the lexicons app.bsky.feed.post and
        app.bsky.embed.images.
        """
        return Capabilities(
            text_limit=300,
            text_unit="graphemes",
            byte_limit=3000,
            media_max=4,
            media_bytes=2_000_000,
            media_mimetypes=("image/jpeg", "image/png", "image/webp", "image/gif"),
            visibilities=("public",),
            streams=("mentions", "replies", "search"),
            transports=("poll",),
            can_delete=True,
            can_find=True,
            moderation=("like", "hide", "mute", "block", "report"),
        )

    def _get_channel(self):
        channel = self.env.ref(
            "social_care_bluesky.helpdesk_ticket_channel_bluesky", False
        )
        return channel or super()._get_channel()

    # -- connecting ------------------------------------------------------------

    def _get_credentials(self, account):
        return [
            Credential(
                "username", self.env._("Handle"), placeholder="acme.bsky.social"
            ),
            Credential("password", self.env._("App password"), secret=True),
            Credential(
                "service_url",
                self.env._("Server address"),
                placeholder=SERVICE,
                required=False,
            ),
        ]

    def _connect(self, account):
        session = self._create_session(account)
        return {
            "external_id": session["did"],
            "handle": session["handle"],
            "tokens": self._read_session(session),
        }

    def _get_default_streams(self, account):
        return [
            {"name": self.env._("Mentions"), "kind": "mentions"},
            {"name": self.env._("Replies and quotes"), "kind": "replies"},
        ]

    # -- diagnosis -------------------------------------------------------------

    def _diagnose(self, account):
        findings = [self._diagnose_service(account)]
        if findings[0].level == "ok":
            findings += self._diagnose_session(account)
        return findings + self._diagnose_budgets(account)

    def _diagnose_service(self, account):
        host = self._get_service_url(account).split("/")[2]
        try:
            self._answer(account, "GET", "com.atproto.server.describeServer")
        except ConnectorError as error:
            fix = self.env._(
                "Check the server address of the account, and that this Odoo server "
                "may reach it."
            )
            return Finding("error", str(error), fix)
        return Finding("ok", self.env._("%s answers.", host))

    def _diagnose_session(self, account):
        try:
            session = self._call_query(account, "com.atproto.server.getSession")
        except ConnectorError as error:
            fix = self.env._(
                "Make a new app password on Bluesky (Settings, Privacy and security, "
                "App passwords), enter it here and connect again."
            )
            return [Finding("error", str(error), fix)]
        return [
            self._diagnose_identity(account, session),
            self._diagnose_scope(account),
        ]

    def _diagnose_identity(self, account, session):
        handle = session["handle"]
        if session["did"] != account.external_id:
            return Finding(
                "error",
                self.env._("The session belongs to @%s, not to this account.", handle),
                self.env._("Enter the app password of this account, connect again."),
            )
        if not session.get("active", True):
            return Finding(
                "error",
                self.env._(
                    "Status of the account on Bluesky: %s.", session.get("status")
                ),
                self.env._("Log in on Bluesky for details."),
            )
        if handle != account.handle:
            return Finding(
                "warning",
                self.env._("The handle of the account is now @%s.", handle),
                self.env._("Reconnect to update the handle."),
            )
        return Finding("ok", self.env._("Logged in as @%s.", handle))

    def _diagnose_scope(self, account):
        if jwt.read_claims(account.access_token).get("scope") != FULL_ACCESS:
            return Finding("ok", self.env._("An app password is used."))
        return Finding(
            "warning",
            self.env._("The account's own password is used."),
            self.env._(
                "Make an app password on Bluesky (Settings, Privacy and security, App "
                "passwords) and connect with that: it can be revoked by itself and "
                "cannot take the account over."
            ),
        )

    def _diagnose_budgets(self, account):
        scarce = account.budget_ids.filtered(
            lambda budget: (
                budget.reset_at > fields.Datetime.now()
                and budget.remaining < budget.allowance * SCARCE
            )
        )
        if not scarce:
            return [
                Finding("ok", self.env._("Rate limits of Bluesky are not reached."))
            ]
        fix = self.env._("Poll less often, or put fewer accounts on this server.")
        return [
            Finding(
                "warning",
                self.env._(
                    "%(remaining)s of %(allowance)s calls of %(endpoint)s are left.",
                    remaining=budget.remaining,
                    allowance=budget.allowance,
                    endpoint=budget.endpoint,
                ),
                fix,
            )
            for budget in scarce
        ]

    def _make_record_key(self):
        return tid.create()

    def _publish(self, reply):
        """Put the record under the key that the reply got when it was created.

        ``swapRecord: null`` makes this succeed only while no record has that key, so
        that a repetition neither publishes twice nor changes what was published.
        """
        account = reply.account_id
        record = self._make_record(reply)
        response = self._send_authorized(
            account,
            "POST",
            "com.atproto.repo.putRecord",
            writes=True,
            json={
                "repo": account.external_id,
                "collection": at_uri.POST,
                "rkey": reply.record_key,
                "record": record,
                "swapRecord": None,
            },
        )
        if self._read_complaint(response)[0] != "InvalidSwap":
            self._read(response)
        return self._read_published(reply, record)

    def _find_published(self, reply):
        response = self._get_record(reply.account_id, self._make_uri(reply))
        if self._read_complaint(response)[0] == "RecordNotFound":
            return False
        return self._read_published(reply, self._read(response)["value"])

    def _read_published(self, reply, record):
        uri = self._make_uri(reply)
        return Published(
            external_id=uri,
            url=at_uri.build_web_url(uri, reply.account_id.handle),
            thread_external_id=record["reply"]["root"]["uri"],
        )

    def _make_uri(self, reply):
        """Return the address of a reply, known before publication: our repository, our
        key.
        """
        did = reply.account_id.external_id
        return str(at_uri.AtUri(did, at_uri.POST, reply.record_key))

    def _delete(self, account, external_id):
        did, collection, rkey = at_uri.parse(external_id)
        self._call_procedure(
            account,
            "com.atproto.repo.deleteRecord",
            json={"repo": did, "collection": collection, "rkey": rkey},
        )

    # -- the record ------------------------------------------------------------

    def _make_record(self, reply):
        account, text = reply.account_id, reply._get_text_to_publish()
        record = {
            "$type": at_uri.POST,
            "text": text,
            "createdAt": self._now(),
            "reply": self._get_reply_reference(
                account, reply._get_parent_external_id()
            ),
        }
        if language := reply._detect_language():
            record["langs"] = [language]
        if found := self._find_facets(account, text):
            record["facets"] = found
        if reply.attachment_ids:
            record["embed"] = self._embed_images(
                account, reply.attachment_ids.sorted("id")
            )
        return record

    def _get_reply_reference(self, account, uri):
        """Return root and parent of a reply with their current content hashes."""
        views = self._get_posts(account, [uri])
        if not views:
            raise RecipientUnavailable(
                self.env._(
                    "The post is not shown to this account: it is deleted, or its "
                    "author has deactivated their account or blocks this one."
                )
            )
        view = views[0]
        if view.get("viewer", {}).get("replyDisabled"):
            raise RecipientUnavailable(
                self.env._("The author does not allow this account to reply.")
            )
        parent = {"uri": view["uri"], "cid": view["cid"]}
        above = view["record"].get("reply")
        return {"root": above["root"] if above else parent, "parent": parent}

    def _find_facets(self, account, text):
        found = []
        for item in facets.find(text):
            feature = self._make_feature(account, item)
            if feature:
                found.append(facets.build_facet(text, item, feature))
        return found

    def _make_feature(self, account, item):
        """Return the feature of a facet; {} for an @ that is no handle of anybody."""
        if item.kind == "link":
            return {"uri": item.value}
        if item.kind == "tag":
            return {"tag": item.value}
        did = self._resolve(account, item.value)
        return {"did": did} if did else {}

    def _resolve(self, account, handle):
        """Return the DID of a handle, '' if it has none."""
        method = "com.atproto.identity.resolveHandle"
        response = self._send_authorized(
            account, "GET", method, params={"handle": handle}
        )
        return "" if response.status == 400 else self._read(response)["did"]

    def _embed_images(self, account, attachments):
        images = [self._embed_image(account, attachment) for attachment in attachments]
        return {"$type": "app.bsky.embed.images", "images": images}

    def _embed_image(self, account, attachment):
        width, height = self._measure_image(attachment)
        uploaded = self._call_procedure(
            account,
            "com.atproto.repo.uploadBlob",
            data=attachment.raw,
            headers={"Content-Type": attachment.mimetype},
        )
        return {
            "image": uploaded["blob"],
            "alt": attachment.description or attachment.name,
            "aspectRatio": {"width": width, "height": height},
        }

    def _measure_image(self, attachment):
        """Return width and height, so that clients show the picture uncut."""
        try:
            return Image.open(io.BytesIO(attachment.raw)).size
        except UnidentifiedImageError as error:
            raise Rejected(
                self.env._("%s is not a picture.", attachment.name)
            ) from error
