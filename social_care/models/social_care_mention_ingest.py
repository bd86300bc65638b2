# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import api, fields, models

from ..tools.text import storable, web_link
from ..tools.values import Deletion, Post

STREAMS_OF_KIND = {
    "post": ("mentions",),
    "comment": ("comments", "replies"),
    "direct": ("direct",),
    "review": ("reviews",),
}


class SocialCareMention(models.Model):
    """From parsed events to mentions: whatever the order in which they came."""

    _inherit = "social.care.mention"

    @api.model
    def _ingest(self, account, values):
        """Make or change mentions, and route the new ones.

        :param values: list of (event, parsed value)
        :return: the mentions that are new
        """
        posts, streams, deletions = self._sort_values(account, values)
        if not posts and not deletions:
            return self
        known = self._by_external_id(account.scope, posts.keys() | deletions.keys())
        everything = self.concat(*known.values())
        placed = everything.filtered("thread_id")
        for external_id, mention in known.items():
            mention._update(
                account, posts.get(external_id, []), deletions.get(external_id)
            )
        created = self._create_new(account, known, posts, deletions, streams)
        everything += created
        everything.filtered(lambda m: m._is_forgotten())._forget_payloads()
        changed = (everything - placed)._adopt_children()
        created._route()
        changed |= everything.thread_id
        changed._refresh()
        changed._notify_changed(
            everything, inbox=any(m.state == "inbox" for m in created)
        )
        return created

    def _sort_values(self, account, values):
        """Versions of each post (oldest first), its stream, and deletions."""
        posts, streams, deletions = defaultdict(list), {}, {}
        for event, value in values:
            if isinstance(value, Post):
                posts[value.external_id].append(value)
                stream = event.stream_id or self._stream_of(account, value)
                streams.setdefault(value.external_id, stream)
            elif isinstance(value, Deletion):
                deletions[value.external_id] = value
        for versions in posts.values():
            versions.sort(key=lambda post: post.at)
        return posts, streams, deletions

    def _stream_of(self, account, post):
        """The stream that a webhook's post belongs to; the first where none fits."""
        for kind in (post.stream, *STREAMS_OF_KIND[post.kind]):
            streams = account.stream_ids.filtered(lambda s, kind=kind: s.kind == kind)
            if streams:
                return streams[0]
        return account.stream_ids[:1]

    def _by_external_id(self, scope, external_ids):
        found = self.search(
            [("scope", "=", scope), ("external_id", "in", list(external_ids))]
        )
        return {mention.external_id: mention for mention in found}

    # -- new ones --------------------------------------------------------------

    def _create_new(self, account, known, posts, deletions, streams):
        new = {eid: versions for eid, versions in posts.items() if eid not in known}
        tombs = [d for eid, d in deletions.items() if eid not in known | new]
        authors = [versions[-1].author for versions in new.values()]
        profiles = self.env["social.care.profile"]._meet(account, authors)
        latest = sorted((v[-1] for v in new.values()), key=lambda p: p.posted_at)
        threads = self._find_threads(account, latest, profiles)
        vals = [
            {
                **self._post_vals(account, post, profiles),
                **self._history_vals(new[post.external_id], deletions),
                "stream_id": streams[post.external_id].id,
                "thread_id": threads[post.external_id].id,
            }
            for post in latest
        ]
        return self.create(vals + [self._tomb_vals(account, tomb) for tomb in tombs])

    def _post_vals(self, account, post, profiles):
        profile = profiles[post.author.external_id]
        return {
            "scope": account.scope,
            "account_id": account.id,
            "company_id": account.company_id.id,
            "external_id": post.external_id,
            "parent_external_id": post.parent_external_id or False,
            "profile_id": profile.id,
            "is_own": profile.is_own,
            "kind": post.kind,
            "private": post.private,
            "language": post.language or False,
            "url": web_link(post.url) or False,
            "reach": post.author.followers,
            "posted_at": post.posted_at,
            **self._version_vals(post),
        }

    def _version_vals(self, post):
        return {
            "text": storable(post.text),
            "media": [media.as_dict() for media in post.media] or False,
            "edited_at": post.edited_at or False,
        }

    def _history_vals(self, versions, deletions):
        """Earlier versions, or the marks of a deletion."""
        deletion = deletions.get(versions[-1].external_id)
        if deletion:
            return self._deletion_vals(deletion.at)
        earlier = {post.at: post for post in versions[:-1]}
        earlier.pop(versions[-1].at, None)
        return {
            "revision_ids": [
                fields.Command.create({"text": storable(post.text), "at": at})
                for at, post in earlier.items()
            ]
        }

    def _tomb_vals(self, account, deletion):
        """A deletion came before its post: keep the place, so that the post cannot
        come to life."""
        return {
            "scope": account.scope,
            "account_id": account.id,
            "company_id": account.company_id.id,
            "external_id": deletion.external_id,
            **self._deletion_vals(deletion.at),
        }

    def _deletion_vals(self, at):
        return {"deleted_at": at, "text": False, "media": False, "state": "context"}

    # -- known ones ------------------------------------------------------------

    def _update(self, account, versions, deletion):
        """Bring a known mention in line with what came about it."""
        if versions and not self.profile_id:
            self._complete(account, versions[-1])
        if deletion and not self.deleted_at:
            self._take_down(deletion.at)
        if not self._is_forgotten():
            for post in versions:
                self._add_version(post)

    def _is_forgotten(self):
        """Deleted or erased: no late notice brings its text back. (A post without
        words has an empty text.)"""
        return self.text is False

    def _complete(self, account, post):
        """The post of a deletion that came first: who and where, but not what."""
        profiles = self.env["social.care.profile"]._meet(account, [post.author])
        threads = self._find_threads(account, [post], profiles)
        vals = self._post_vals(account, post, profiles)
        self.write(
            {
                **vals,
                **self._deletion_vals(self.deleted_at),
                "thread_id": threads[post.external_id].id,
            }
        )

    def _take_down(self, at):
        """Deleted on the network: the text goes, that it was there stays."""
        self._erase(self.env._("(deleted on the network)"))
        vals = self._deletion_vals(at)
        if self.state == "ticket":
            del vals["state"]
        self.write(vals)
        self.ticket_id._note_social_deletion()

    def _add_version(self, post):
        """The newest version is shown, the others are history. A post that comes
        again unedited is a repetition, whatever time it gives itself."""
        current = self.edited_at or self.posted_at
        if not self.edited_at and not post.edited_at:
            return
        if post.at > current:
            self._keep_revision(current, self.text)
            self._requote_ticket(self._ticket_title(post.text), post.text)
            self.write(self._version_vals(post))
        elif post.at < current:
            self._keep_revision(post.at, storable(post.text))

    def _keep_revision(self, at, text):
        if at not in self.revision_ids.mapped("at"):
            self.revision_ids.create({"mention_id": self.id, "at": at, "text": text})
