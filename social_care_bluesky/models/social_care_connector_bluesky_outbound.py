# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io

from PIL import Image, UnidentifiedImageError

from odoo import fields, models

from odoo.addons.social_care.tools.errors import Rejected
from odoo.addons.social_care.tools.values import Published

from ..tools import at_uri, facets, tid


class SocialCareConnectorBluesky(models.AbstractModel):
    """Speaking: replies under a record key of our own, pictures, taking back."""

    _inherit = "social.care.connector.bluesky"

    def _new_record_key(self):
        return tid.new()

    def _publish(self, reply):
        """Put the record under the key that the reply has had from the start.

        ``swapRecord: null`` lets this succeed only while nothing stands there, so that
        a repetition neither speaks twice nor changes what was said.
        """
        account = reply.account_id
        record = self._record(reply)
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
        if self._complaint(response)[0] != "InvalidSwap":
            self._read(response)
        return self._published(reply, record)

    def _find_published(self, reply):
        response = self._get_record(reply.account_id, self._uri(reply))
        if self._complaint(response)[0] == "RecordNotFound":
            return False
        return self._published(reply, self._read(response)["value"])

    def _published(self, reply, record):
        uri = self._uri(reply)
        return Published(
            external_id=uri,
            url=at_uri.web_url(uri, reply.account_id.handle),
            thread_external_id=record["reply"]["root"]["uri"],
        )

    def _uri(self, reply):
        """Known before anything is published: our repository, our key."""
        did = reply.account_id.external_id
        return str(at_uri.AtUri(did, at_uri.POST, reply.record_key))

    def _delete(self, account, external_id):
        did, collection, rkey = at_uri.parse(external_id)
        self._procedure(
            account,
            "com.atproto.repo.deleteRecord",
            json={"repo": did, "collection": collection, "rkey": rkey},
        )

    # -- the record ------------------------------------------------------------

    def _record(self, reply):
        account = reply.account_id
        record = {
            "$type": at_uri.POST,
            "text": reply.text,
            "createdAt": fields.Datetime.now().isoformat(timespec="milliseconds") + "Z",
            "reply": self._reply_reference(account, reply.mention_id.external_id),
        }
        if language := reply._detect_language():
            record["langs"] = [language]
        if found := self._facets(account, reply.text):
            record["facets"] = found
        if reply.attachment_ids:
            record["embed"] = self._images(account, reply.attachment_ids.sorted("id"))
        return record

    def _reply_reference(self, account, uri):
        """Root and parent with their content hashes, as the network has them now."""
        views = self._get_posts(account, [uri])
        if not views:
            raise Rejected(
                self.env._(
                    "The post is not shown to this account: it is deleted, or its "
                    "author has deactivated their account or blocks this one."
                )
            )
        view = views[0]
        if view.get("viewer", {}).get("replyDisabled"):
            raise Rejected(
                self.env._("The author does not let this account answer here.")
            )
        parent = {"uri": view["uri"], "cid": view["cid"]}
        above = view["record"].get("reply")
        return {"root": above["root"] if above else parent, "parent": parent}

    def _facets(self, account, text):
        found = []
        for item in facets.find(text):
            feature = self._feature(account, item)
            if feature:
                found.append(facets.facet(text, item, feature))
        return found

    def _feature(self, account, item):
        """What the facet says; {} for an @ that nobody is called by."""
        if item.kind == "link":
            return {"uri": item.value}
        if item.kind == "tag":
            return {"tag": item.value}
        did = self._resolve(account, item.value)
        return {"did": did} if did else {}

    def _resolve(self, account, handle):
        """DID of a handle, '' where it has none."""
        method = "com.atproto.identity.resolveHandle"
        response = self._send_authorized(
            account, "GET", method, params={"handle": handle}
        )
        return "" if response.status == 400 else self._read(response)["did"]

    def _images(self, account, attachments):
        images = [self._image(account, attachment) for attachment in attachments]
        return {"$type": "app.bsky.embed.images", "images": images}

    def _image(self, account, attachment):
        width, height = self._size(attachment)
        uploaded = self._procedure(
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

    def _size(self, attachment):
        """Width and height, so that the picture is shown uncut."""
        try:
            return Image.open(io.BytesIO(attachment.raw)).size
        except UnidentifiedImageError as error:
            raise Rejected(
                self.env._("%s is not a picture.", attachment.name)
            ) from error
