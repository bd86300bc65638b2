# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from odoo.addons.social_care.tools.errors import Rejected

from ..tools import at_uri, tid

LIKE, BLOCK = "app.bsky.feed.like", "app.bsky.graph.block"
THREADGATE = "app.bsky.feed.threadgate"
REASON = "com.atproto.moderation.defs#reasonOther"
# Limit of the lexicon of threadgates.
MOST_HIDDEN = 300


class SocialCareConnectorBlueskyModeration(models.AbstractModel):
    """Moderate on Bluesky: like, hide, mute, block and report.

    Sources: lexicons app.bsky.feed.like, app.bsky.feed.threadgate,
    app.bsky.graph.block, app.bsky.graph.muteActor and
    com.atproto.moderation.createReport.
    """

    _name = "social.care.connector.bluesky.moderation"
    _inherit = "social.care.connector.bluesky.reading"
    _description = "Moderation on Bluesky"

    def _get_moderation(self, account, mention):
        """Return everything, except that replies can only be hidden below our posts."""
        codes = super()._get_moderation(account, mention)
        is_below_ours = mention.kind == "comment"
        return tuple(code for code in codes if code != "hide" or is_below_ours)

    def _moderate(self, account, code, target, undo):
        act = {
            "like": self._like,
            "hide": self._hide,
            "mute": self._mute,
            "block": self._block,
            "report": self._report,
        }[code]
        act(account, target, undo)

    def _like(self, account, mention, undo):
        uri = mention.external_id
        if undo:
            views = self._get_posts(account, [uri])
            elsewhere = views and views[0].get("viewer", {}).get("like")
            self._remove_marks(account, LIKE, uri, elsewhere)
        else:
            subject = self._get_reference(account, uri)
            self._put_mark(account, LIKE, uri, subject)

    def _block(self, account, profile, undo):
        did = profile.external_id
        if undo:
            method = "app.bsky.actor.getProfile"
            view = self._call_query(account, method, actor=did)
            elsewhere = view.get("viewer", {}).get("blocking")
            self._remove_marks(account, BLOCK, did, elsewhere)
        else:
            self._put_mark(account, BLOCK, did, did)

    def _mute(self, account, profile, undo):
        name = "unmuteActor" if undo else "muteActor"
        self._write(account, f"app.bsky.graph.{name}", {"actor": profile.external_id})

    def _report(self, account, mention, _undo):
        reference = self._get_reference(account, mention.external_id)
        subject = {"$type": "com.atproto.repo.strongRef", **reference}
        body = {"reasonType": REASON, "subject": subject}
        self._write(account, "com.atproto.moderation.createReport", body)

    # -- likes and blocks are records of ours -----------------------------------

    def _put_mark(self, account, collection, key, subject):
        """Put a like or a block under a record key that follows from its subject, so
        that a repetition puts the same record.
        """
        record = {"$type": collection, "subject": subject, "createdAt": self._now()}
        self._put_record(account, collection, tid.derive(key), record)

    def _remove_marks(self, account, collection, key, elsewhere):
        """Remove what we put, and what was put from elsewhere.

        :param elsewhere: address of a record that the network shows, or nothing
        """
        ours = at_uri.AtUri(account.external_id, collection, tid.derive(key))
        for uri in {str(ours), elsewhere or str(ours)}:
            self._delete(account, uri)

    def _get_reference(self, account, uri):
        """Return address and current content hash of a post."""
        answer = self._read(self._get_record(account, uri))
        return {"uri": answer["uri"], "cid": answer["cid"]}

    # -- hidden replies are listed by the gate of our post -----------------------

    def _hide(self, account, mention, undo):
        uri = mention.external_id
        root = self._find_own_root(account, uri)
        gate, version = self._get_gate(account, root)
        hidden = [other for other in gate.get("hiddenReplies", []) if other != uri]
        if not undo:
            hidden.append(uri)
        if len(hidden) > MOST_HIDDEN:
            raise Rejected(
                self.env._("Bluesky hides at most %s replies to a post.", MOST_HIDDEN)
            )
        gate = {**gate, "hiddenReplies": hidden}
        rkey = at_uri.parse(root).rkey
        self._put_record(account, THREADGATE, rkey, gate, swapRecord=version)

    def _find_own_root(self, account, uri):
        """Return the address of our post at the top of the thread of a reply.

        :raise Rejected: if the post at the top is not ours
        """
        record = self._read(self._get_record(account, uri))["value"]
        # A post that answers nothing is its own root.
        root = record["reply"]["root"]["uri"] if "reply" in record else uri
        if at_uri.parse(root).did != account.external_id:
            raise Rejected(
                self.env._("Only replies to posts of this account can be hidden.")
            )
        return root

    def _get_gate(self, account, root):
        """Return the gate of a post of ours, and its version; a new one where there is
        none, which lets everybody reply.
        """
        uri = str(at_uri.parse(root)._replace(collection=THREADGATE))
        response = self._get_record(account, uri)
        if self._read_complaint(response)[0] == "RecordNotFound":
            new = {"$type": THREADGATE, "post": root, "createdAt": self._now()}
            return new, None
        answer = self._read(response)
        return answer["value"], answer["cid"]

    # -- calls -----------------------------------------------------------------

    def _put_record(self, account, collection, rkey, record, **options):
        body = {
            "repo": account.external_id,
            "collection": collection,
            "rkey": rkey,
            "record": record,
            **options,
        }
        self._write(account, "com.atproto.repo.putRecord", body)

    def _write(self, account, method, body):
        self._call_procedure(account, method, json=body, writes=True)

    def _now(self):
        return fields.Datetime.now().isoformat(timespec="milliseconds") + "Z"
