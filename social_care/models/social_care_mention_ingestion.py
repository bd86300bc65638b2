# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import versions as history
from ..tools.times import reckon
from ..tools.values import Deletion, Post

# Kinds of streams that bring a kind of posts, most likely first.
STREAMS_OF_KIND = {
    "post": ("mentions",),
    "comment": ("comments", "replies"),
    "review": ("reviews",),
}


class SocialCareMentionIngestion(models.AbstractModel):
    """Create and update mentions from parsed events, whatever the order in which the
    events arrived.
    """

    _name = "social.care.mention.ingestion"
    _description = "Ingestion of Mentions"

    @api.model
    def _ingest(self, account, values):
        """Create or update mentions, and route the new ones.

        :param account: ``social.care.account`` that heard them
        :param values: list of (``social.care.event``, parsed value)
        :return: the new mentions
        """
        values = [(event, event._mask_secrets(value)) for event, value in values]
        posts, streams, deletions = self._sort_values(account, values)
        if not posts and not deletions:
            return self
        posts = history.name_parents(posts)
        first_ids = history.list_first_ids(posts)
        external_ids = posts.keys() | deletions.keys() | first_ids.keys()
        known = self._find_by_external_id(account.scope, external_ids)
        self._name_deletions(first_ids, deletions, known)
        self._leave_archived(values, posts, streams, known)
        everything = self.union(*known.values())
        newest = {mention: mention.answer_external_id for mention in everything}
        provisional = everything.filtered("is_provisional")
        before = {mention: mention.thread_id for mention in everything}
        self._update_known(account, known, posts, deletions)
        called = everything._take_up(posts, streams)
        moved = everything.filtered(lambda m: m.thread_id != before[m])
        created = self._create_new(account, known, posts, deletions, streams)
        everything += created
        everything.filtered(lambda m: m._is_forgotten())._forget_payloads()
        self._forget_late_notices(known, values)
        renamed = everything.filtered(
            lambda m: m.answer_external_id != newest.get(m, False)
        )
        parents = created | moved | provisional | renamed
        changed = parents._adopt_children(moved.filtered(before.get))
        created._take_effect(called)
        changed |= everything.thread_id.concat(*before.values())
        changed._refresh()
        changed._notify_changed(everything, inbox="inbox" in created.mapped("state"))
        return created

    def _name_deletions(self, first_ids, deletions, known):
        """Let the deletion of a version delete its post, also if it came before.

        :param first_ids: {ID of a version: first ID of its post}
        :param deletions: {ID: time of the deletion}; changed in place
        :param known: {ID: mention}
        """
        for version_id, external_id in first_ids.items():
            tombstone = known.get(version_id, self)
            at = deletions.pop(version_id, None)
            if tombstone.external_id == version_id:
                at = at or tombstone.deleted_at
            if at:
                deletions.setdefault(external_id, at)

    def _take_effect(self, called):
        """Route new mentions, and let ours confirm the replies that they are.

        :param called: known mentions that are routed with them
        """
        (self.filtered(lambda m: not m.is_context) + called)._route()
        self._confirm_replies()
        self._forget_late_answers()

    def _forget_late_notices(self, known, values):
        """Erase events about posts whose author was erased.

        :param known: {external ID: mention}
        :param values: list of (event, parsed value)
        """
        dead = {eid for eid, mention in known.items() if mention.profile_id.erased}
        for event, value in values if dead else ():
            if getattr(value, "external_id", "") in dead:
                event._forget_erased()

    def _sort_values(self, account, values):
        """Sort parsed values by post.

        :return: ({external ID: versions as they were heard}, {external ID: stream},
            {external ID: time of the deletion})
        """
        posts, streams, contexts, deletions = defaultdict(list), {}, {}, {}
        for event, value in values:
            if isinstance(value, Post):
                version = history.Version(value, event.received_at, event.version)
                posts[value.external_id].append(version)
                stream = event.stream_id or self._find_stream(account, value)
                if value.is_context:
                    contexts.setdefault(value.external_id, stream)
                else:
                    streams.setdefault(value.external_id, stream)
            elif isinstance(value, Deletion):
                at = reckon(value.at, event.received_at).shown
                deletions.setdefault(value.external_id, at)
        return posts, contexts | streams, deletions

    def _find_stream(self, account, post):
        """Return the stream that a post pushed by a webhook belongs to: of the kind
        that the post names or that fits its own kind, else the first one. An archived
        stream is chosen only where no active one fits.
        """
        streams = account.with_context(active_test=False).stream_ids
        streams = streams.sorted(lambda stream: not stream.active)
        for kind in (post.stream, *self._get_stream_kinds(post.kind)):
            fitting = streams.filtered(lambda s, kind=kind: s.kind == kind)
            if fitting:
                return fitting[0]
        return streams[:1]

    @api.model
    def _get_kinds(self):
        """Return the codes of all declared kinds of posts, those of other addons
        included.

        :return: list of str
        """
        return self._fields["kind"].get_values(self.env)

    @api.model
    def _get_stream_kinds(self, kind):
        """Return the kinds of streams that bring posts of a kind, the likeliest first.

        An addon that adds a kind of posts extends this where the stream has another
        code than the post. Where no stream of these kinds exists, the first stream of
        the account takes the post.

        :param kind: code of a kind of posts
        :return: tuple of str; a stream of the same code by default
        """
        return STREAMS_OF_KIND.get(kind, (kind,))

    def _find_by_external_id(self, scope, external_ids):
        """Return known mentions by their ID on the network: the first one or that of
        the newest version. IDs that became digests when their author was erased are
        found by the original ID.

        :return: {ID: mention}; a mention that both IDs name is there twice
        """
        digests = self.env["social.care.profile"]._get_digests(scope, external_ids)
        named = [*external_ids, *digests]
        found = self.search(
            Domain("scope", "=", scope)
            & (
                Domain("external_id", "in", named)
                | Domain("answer_external_id", "in", named)
            )
        )
        asked = set(external_ids)
        mentions = {
            digests.get(name, name): mention
            for field_name in ("answer_external_id", "external_id")
            for mention in found
            if (name := mention[field_name])
        }
        return {name: one for name, one in mentions.items() if name in asked}

    # -- new ones --------------------------------------------------------------

    def _create_new(self, account, known, posts, deletions, streams):
        new = {eid: versions for eid, versions in posts.items() if eid not in known}
        tombs = {eid: at for eid, at in deletions.items() if eid not in known | new}
        firsts = self._sort_by_time(
            [history.find_original(own) for own in new.values()]
        )
        profiles = self._update_profiles(account, firsts, new)
        parents, firsts = self._find_parents(account, firsts)
        posts = [version.post for version in firsts]
        threads = self._find_threads(account, posts, profiles, parents)
        vals = [
            {
                **self._get_place_vals(account, first, profiles),
                **self._get_history_vals(new[first.post.external_id], deletions),
                "received_at": min(v.received for v in new[first.post.external_id]),
                "stream_id": streams[first.post.external_id].id,
                "is_context": self._is_mere_context(new[first.post.external_id]),
                "thread_id": threads[first.post.external_id].id,
            }
            for first in firsts
        ]
        vals += [
            self._get_tombstone_vals(account, eid, at) for eid, at in tombs.items()
        ]
        return self.create(vals)

    def _sort_by_time(self, firsts):
        """Sort by time, but parents before their replies, whatever their clocks say."""

        def time(version):
            reckoned = reckon(version.post.posted_at, version.received)
            return reckoned.effective, reckoned.shown

        by_id = {v.post.external_id: v for v in sorted(firsts, key=time)}
        posts = history.put_parents_first([v.post for v in by_id.values()])
        return [by_id[post.external_id] for post in posts]

    def _update_profiles(self, account, firsts, new):
        """Create or update the profiles of all authors, from the latest version of
        their posts.
        """
        latest = [max(own, key=lambda version: version.key) for own in new.values()]
        authors = [version.post.author for version in [*firsts, *latest]]
        return self.env["social.care.profile"]._find_or_create(account, authors)

    def _get_place_vals(self, account, version, profiles):
        """Return the values that an edit does not change: author, place and time."""
        post, profile = version.post, profiles[version.post.author.external_id]
        return {
            **self._get_account_vals(account),
            "external_id": post.external_id,
            "parent_external_id": post.parent_external_id or False,
            "profile_id": profile.id,
            "is_own": profile.is_own,
            "kind": post.kind,
            "private": post.private,
            "language": post.language or False,
            "url": post.url or False,
            "reach": post.author.followers,
            "is_provisional": version.is_edit,
            **self._get_time_vals(post.posted_at, version.received),
        }

    def _get_time_vals(self, claim, received):
        reckoned = reckon(claim, received)
        return {
            "posted_at": reckoned.shown,
            "effective_at": reckoned.effective,
            "claimed_at": reckoned.claimed or False,
            "received_at": received,
        }

    def _get_version_vals(self, version, key):
        post = version.post
        return {
            "text": version.text,
            "is_text_cut": post.is_cut,
            **({"stars": str(post.stars)} if post.stars else {}),
            "media": [medium.as_dict() for medium in post.media] or False,
            "edited_at": version.is_edit and version.at,
            "cannot_reply_reason": post.cannot_reply_reason or False,
            "answer_external_id": post.version_external_id or False,
            "version": key,
        }

    def _get_history_vals(self, versions, deletions):
        """Return the values of the version that is shown and of earlier versions, or
        those of a deletion.
        """
        deleted_at = deletions.get(versions[0].post.external_id)
        if deleted_at:
            return self._get_deletion_vals(deleted_at)
        kept = history.fold(versions)
        *earlier, shown = kept
        return {
            **self._get_version_vals(kept[shown], shown),
            "revision_ids": [
                fields.Command.create(self._get_revision_vals(kept[key], key))
                for key in earlier
            ],
        }

    def _get_revision_vals(self, version, key):
        return {"text": version.text, "at": version.at, "version": key}

    def _get_tombstone_vals(self, account, external_id, at):
        """Return the values of a mention whose deletion arrived before its post. It
        keeps the post from appearing later.
        """
        return {
            **self._get_account_vals(account),
            "external_id": external_id,
            "effective_at": at,
            "is_provisional": True,
            **self._get_deletion_vals(at),
        }

    def _get_deletion_vals(self, at):
        return {
            "deleted_at": at,
            "edited_at": False,
            "text": False,
            "media": False,
            "state": "context",
        }

    # -- known ones ------------------------------------------------------------

    def _update_known(self, account, known, posts, deletions):
        for external_id, mention in known.items():
            mention._update(
                account, posts.get(external_id, []), deletions.get(external_id)
            )

    def _update(self, account, versions, deleted_at):
        """Apply new versions and a deletion to a known mention."""
        if versions and self.is_provisional:
            self._complete(account, history.find_original(versions))
        if deleted_at and not self.deleted_at:
            self._take_down(deleted_at)
        if not self._is_forgotten():
            for version in versions:
                self._add_version(version)

    def _take_up(self, posts, streams):
        """Promote mentions that were known as context only and address us after all.
        They are routed.
        """
        called = self.filtered(
            lambda m: (
                m.is_context and not self._is_mere_context(posts.get(m.external_id, ()))
            )
        )
        for mention in called:
            stream = streams[mention.external_id]
            mention.write({"is_context": False, "stream_id": stream.id})
        return called

    def _is_mere_context(self, versions):
        return all(version.post.is_context for version in versions)

    def _is_forgotten(self):
        """Whether it was deleted or erased, so that no late event restores its text. (A
        post without words has an empty text, not False.)
        """
        return self.text is False

    def _complete(self, account, version):
        """Complete a mention whose edit or deletion arrived before its post: who wrote
        it, where and when, but not what.
        """
        parents, (version,) = self._find_parents(account, [version])
        post = version.post
        profiles = self.env["social.care.profile"]._find_or_create(
            account, [post.author]
        )
        threads = self._find_threads(account, [post], profiles, parents)
        thread = threads[post.external_id]
        vals = self._get_place_vals(account, version, profiles)
        if self._is_forgotten():
            vals["url"] = False
        if version.is_edit and self.private:
            # Only the post itself can say that it is public.
            vals["private"] = True
        if self.profile_id:
            received = min(self.received_at, version.received)
            vals |= self._get_time_vals(post.posted_at, received)
        self.write(vals)
        if self.thread_id and self.thread_id != thread:
            self._move_to(thread)
        self.thread_id = thread
        if self.private or thread.private:
            # An edit came first, and nothing told whether it was private.
            thread.private = any(thread.mention_ids.mapped("private"))

    def _take_down(self, at):
        """Erase a mention that was deleted on the network. The record stays.

        :param at: naive UTC, when it was deleted
        """
        self._erase(self.env._("(deleted on the network)"))
        vals = self._get_deletion_vals(at)
        if self.state == "ticket":
            del vals["state"]
        self.write(vals)
        self.ticket_id._social_care_note_deletion()

    def _add_version(self, version):
        """Keep a version of the post. The newest one is shown, the others are its
        history.

        :param version: ``tools.versions.Version``
        """
        known = {r.version: r.text or "" for r in self.revision_ids}
        key = history.find_new_key({**known, self.version: self.text}, version)
        if key > self.version:
            self._show_version(version, key)
        elif key:
            self._keep_revision(self._get_revision_vals(version, key))
        is_aside = self.state == "ignored" and self.no_reply_reason
        if is_aside and not self._is_only_thanks(self.ticket_id):
            self._need_reply()

    def _show_version(self, version, key):
        text = version.text
        if text != self.text or not history.is_same(key, self.version):
            self._keep_revision(
                {
                    "text": self.text,
                    "at": self.edited_at or self.posted_at,
                    "version": self.version,
                }
            )
        self._update_ticket_quote(self._get_ticket_title(text), text)
        self.write(self._get_version_vals(version, key))

    def _keep_revision(self, vals):
        self.revision_ids.create({"mention_id": self.id, **vals})

    def _leave_archived(self, values, posts, streams, known):
        """Remove posts that only an archived stream heard. Their events tell the reason
        and can be replayed; edits and deletions of known mentions still count.

        :param values: list of (event, parsed value)
        :param posts: {external ID: versions}; changed in place
        :param streams: {external ID: stream}
        :param known: {external ID: mention}
        """
        left = {
            external_id: stream
            for external_id, stream in streams.items()
            if stream and not stream.active and external_id not in known
        }
        for external_id in left:
            del posts[external_id]
        for event, value in values:
            if stream := left.get(getattr(value, "external_id", None)):
                event.error = self.env._(
                    "Not read: the stream “%s” is archived.", stream.name
                )
