# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import logging
from contextlib import suppress

from odoo import fields, models
from odoo.tools import split_every

from odoo.addons.social_care.tools.errors import (
    AuthorizationLost,
    ConnectorError,
    Rejected,
    Temporary,
)
from odoo.addons.social_care.tools.moments import parse_time
from odoo.addons.social_care.tools.values import Author, Event, Page, is_id

from ..tools import at_uri, posts, walk
from ..tools.threads import DEPTH, HEIGHT, Watch, list_posts_above, list_posts_below

PAGE = 100
BATCH = 25
REASONS = {"mentions": {"mention"}, "replies": {"reply", "quote"}}
NO_RECORD = "RecordNotFound"
NO_REPOSITORY = {"InvalidRequest", "RepoNotFound"}
# States of accounts that can return, with all their posts.
AWAY = {
    "AccountDeactivated",
    "AccountSuspended",
    "AccountTakedown",
    "RepoDeactivated",
    "RepoSuspended",
    "RepoTakendown",
}
_logger = logging.getLogger(__name__)


class SocialCareConnectorBlueskyReading(models.AbstractModel):
    """Read Bluesky: notifications, searches, threads around mentions, deleted posts."""

    _name = "social.care.connector.bluesky.reading"
    _inherit = "social.care.connector.bluesky.session"
    _description = "Reading from Bluesky"

    def _fetch_items(self, stream, cursor):
        """Return one page of the current walk, and some of the threads around mentions
        that were received before.

        An item is a post view, as other clients show it, with the number of followers
        of the author; or what the network listed instead of one.
        """
        account, now = stream.account_id, fields.Datetime.now()
        step, watch = walk.resume(cursor, now), Watch(cursor)
        listed, times, page = self._list(stream, step.page)
        strange = [item for item in listed if not self._get_uri(item)]
        uris = [uri for item in listed if (uri := self._get_uri(item))]
        past = [] if step.page else self._find_past(uris, cursor)
        news, old = self._sort_views(account, step.since, uris, past)
        for view in news:
            if posts.get_did(view) != account.external_id:
                watch.add(view["uri"], now)
        views = self._add_ours(account, news)
        views += self._look_around(account, watch, views, now)
        self._add_followers(account, views)
        # Only the first page is read again with every poll.
        past = cursor.get("past", []) if step.page else past + old
        step = step.advance(times, page)
        cursor = {**step.as_cursor(), **watch.as_cursor(), "past": past}
        return Page(strange + views, cursor, more=bool(step.page))

    # -- what the network lists ------------------------------------------------

    def _list(self, stream, page):
        """Return (listed items, their times, cursor of the next page)."""
        if stream.kind == "search":
            return self._list_search(stream, page)
        return self._list_notifications(stream, page)

    def _list_notifications(self, stream, page):
        """List notifications of every reason: with a filter, the network skips more
        posts with equal times.
        """
        answer = self._call_query(
            stream.account_id,
            "app.bsky.notification.listNotifications",
            limit=PAGE,
            priority="false",
            **self._get_page_param(page),
        )
        notices = self._read_list(answer, "notifications")
        times = self._read_times(
            notices, lambda notice: parse_time(notice["indexedAt"])
        )
        reasons = self._get_reasons(stream)
        heard = [item for item in notices if self._get_reason(item) in reasons]
        return heard, times, walk.shift_page(self._get_cursor(answer), page)

    def _get_reasons(self, stream):
        """Return the reasons of notifications that a stream listens to.

        Other addons extend it for their kinds of streams.

        :param stream: ``social.care.stream`` that lists notifications
        :return: set of reasons of app.bsky.notification.listNotifications; by default
            the reason of the same name as the kind
        """
        return REASONS.get(stream.kind, {stream.kind})

    def _get_reason(self, notice):
        """Return the reason of a notification; an invalid one counts as a mention, so
        that it is seen.
        """
        reason = notice.get("reason") if isinstance(notice, dict) else None
        return reason if isinstance(reason, str) else "mention"

    def _list_search(self, stream, page):
        answer = self._call_query(
            stream.account_id,
            "app.bsky.feed.searchPosts",
            q=stream.query,
            sort="latest",
            limit=PAGE,
            **self._get_page_param(page),
        )
        found = self._read_list(answer, "posts")
        return found, self._read_times(found, posts.sort_time), self._get_cursor(answer)

    def _read_list(self, answer, name):
        found = answer.get(name) if isinstance(answer, dict) else None
        if not isinstance(found, list):
            raise Temporary(self.env._("Invalid answer of Bluesky: no %s.", name))
        return found

    def _get_cursor(self, answer):
        cursor = answer.get("cursor")
        return cursor if isinstance(cursor, str) else ""

    def _read_times(self, items, time_of):
        """Return the valid times: the end of a walk must not depend on an invalid
        one.
        """
        times = []
        for item in items:
            try:
                times.append(time_of(item))
            except (AttributeError, KeyError, TypeError, ValueError):
                continue
        return [time for time in times if time]

    def _get_page_param(self, page):
        return {"cursor": page} if page else {}

    def _get_uri(self, item):
        """Return the address of the post of an item, '' if it has none."""
        uri = item.get("uri") if isinstance(item, dict) else None
        return uri if at_uri.is_valid(uri) else ""

    # -- what of it is news ----------------------------------------------------

    def _find_past(self, uris, cursor):
        """Return digests of the posts that are known to be older than the
        connection.
        """
        known = set(cursor.get("past", ()))
        return [digest for digest in map(self._digest, uris) if digest in known]

    def _digest(self, uri):
        return hashlib.sha256(uri.encode()).hexdigest()[:16]

    def _sort_views(self, account, since, uris, past):
        """Return (views of posts that are new here, oldest first; digests of posts that
        were on the network before we listened, which are ignored).
        """
        skipped = set(past)
        asked = [uri for uri in uris if self._digest(uri) not in skipped]
        views = self._get_posts(account, self._filter_unheard(account, asked))
        old = [v for v in views if (posts.get_arrival(v) or since) < since]
        uris_old = {view["uri"] for view in old}
        news = [view for view in reversed(views) if view["uri"] not in uris_old]
        return news, [self._digest(uri) for uri in uris_old]

    def _filter_unheard(self, account, uris):
        """Return those addresses that are neither received nor published from here, in
        their order. Posts that are known as context only still count as new.
        """
        uris = list(dict.fromkeys(uris))
        of_account = [("account_id", "=", account.id), ("external_id", "in", uris)]
        domains = {
            "social.care.event": [*of_account, ("version", "!=", posts.CONTEXT)],
            "social.care.reply": of_account,
            "social.care.mention": [
                ("scope", "=", account.scope),
                ("external_id", "in", uris),
                ("is_context", "=", False),
            ],
        }
        known = {
            record.external_id
            for model, domain in domains.items()
            for record in self.env[model].search_fetch(domain, ["external_id"])
        }
        return [uri for uri in uris if uri not in known]

    # -- from addresses to views -----------------------------------------------

    def _add_ours(self, account, views):
        """Insert our own posts that others reply to before the replies."""
        ours = {
            uri
            for view in views
            for uri in posts.get_references(view)
            if at_uri.parse(uri).did == account.external_id
        }
        ours -= {view["uri"] for view in views}
        return (
            self._get_posts(account, self._filter_unheard(account, sorted(ours)))
            + views
        )

    def _get_posts(self, account, uris):
        """Return post views, without posts that were deleted or whose author blocks
        us.
        """
        views = {}
        for batch in split_every(BATCH, uris, list):
            for view in self._ask_for_posts(account, batch):
                views[self._get_uri(view)] = view
        return [views[uri] for uri in uris if uri in views]

    def _ask_for_posts(self, account, uris):
        """Return post views; an address that the network refuses does not hide the
        others.
        """
        try:
            answer = self._call_query(account, "app.bsky.feed.getPosts", uris=uris)
            return self._read_list(answer, "posts")
        except Rejected:
            middle = len(uris) // 2
            halves = [uris[:middle], uris[middle:]] if middle else []
            return [v for half in halves for v in self._ask_for_posts(account, half)]

    def _add_followers(self, account, views):
        """Add the number of followers to the authors, which come without it."""
        dids = sorted({posts.get_did(view) for view in views})
        method = "app.bsky.actor.getProfiles"
        followers = {}
        for batch in split_every(BATCH, dids, list):
            # Without the numbers of followers the posts are still received.
            with suppress(Rejected):
                answer = self._call_query(account, method, actors=batch)
                followers |= self._read_followers(self._read_list(answer, "profiles"))
        for view in views:
            count = followers.get(posts.get_did(view), 0)
            if isinstance(view.get("author"), dict):
                view["author"]["followersCount"] = count

    def _read_followers(self, profiles):
        return {
            profile["did"]: profile.get("followersCount", 0)
            for profile in profiles
            if isinstance(profile, dict) and isinstance(profile.get("did"), str)
        }

    # -- from views to events --------------------------------------------------

    def _make_event(self, account, item):
        at_uri.parse(item["uri"])
        is_context = item.get(posts.CONTEXT) is True
        return Event(
            external_id=item["uri"],
            kind="post",
            version=posts.CONTEXT if is_context else "",
            payload=item,
            occurred_at=posts.get_arrival(item),
        )

    def _parse(self, account, payload, kind):
        return posts.make_post(payload, account.external_id)

    def _look_around(self, account, watch, views, now):
        """Return views of posts that are new in the threads that are due, in addition
        to ``views``.

        A thread that cannot be read now is read with the next poll, so that the posts
        found so far are not lost.
        """
        known = {view["uri"] for view in views}
        found = []
        for thread in watch.due(now):
            try:
                fresh = self._look_at(account, thread.uri, known)
            except AuthorizationLost:
                raise
            except Rejected:
                fresh = []
            except ConnectorError as error:
                _logger.info("Account %s: thread not read: %s", account.id, error)
                break
            watch.note_look(thread)
            if said := [view for view in fresh if posts.CONTEXT not in view]:
                # A thread with new posts may continue beyond the depth of one request.
                watch.add(said[-1]["uri"], now)
            found += fresh
        return found

    def _look_at(self, account, uri, known):
        """Return views of posts of one thread that are new here, and add them to
        ``known``.
        """
        answer = self._call_query(
            account,
            "app.bsky.feed.getPostThread",
            uri=uri,
            depth=DEPTH,
            parentHeight=HEIGHT,
        )
        thread = answer.get("thread") if isinstance(answer, dict) else None
        if not isinstance(thread, dict):
            return []
        above = self._find_context(account, list_posts_above(thread), known)
        below = self._find_news(account, list_posts_below(thread), known)
        known |= {view["uri"] for view in above + below}
        return above + below

    def _find_news(self, account, views, known):
        fresh = (
            set(self._filter_unheard(account, [view["uri"] for view in views])) - known
        )
        return [view for view in views if view["uri"] in fresh]

    def _find_context(self, account, views, known):
        """Return the posts above, the highest first: ours as they are, others as
        context.
        """
        by_uri = {view["uri"]: view for view in reversed(views)}
        here = known | self._find_heard(account, list(by_uri))
        return [
            self._mark_as_context(account, view)
            for uri, view in by_uri.items()
            if uri not in here
        ]

    def _mark_as_context(self, account, view):
        is_own = posts.get_did(view) == account.external_id
        return view if is_own else {**view, posts.CONTEXT: True}

    def _find_heard(self, account, uris):
        events = self.env["social.care.event"].search_fetch(
            [("account_id", "=", account.id), ("external_id", "in", uris)],
            ["external_id"],
        )
        return {event.external_id for event in events} | (
            set(uris) - set(self._filter_unheard(account, uris))
        )

    def _check_alive(self, account, external_ids):
        """Return which posts were deleted. A post may be missing from a list because
        its author blocks us or is deactivated, or because the list lags behind. Only
        the record itself tells that it is gone, and only the account tells that its
        author was not just deactivated.
        """
        alive = {view["uri"] for view in self._get_posts(account, external_ids)}
        missing = filter(at_uri.is_valid, set(external_ids) - alive)
        return {uri for uri in missing if self._is_gone(account, uri)}

    def _is_gone(self, account, uri):
        response = self._get_record(account, uri)
        if response.status < 300:
            return False
        name = self._read_complaint(response)[0]
        if response.status != 400 or name not in {NO_RECORD} | NO_REPOSITORY | AWAY:
            self._read(response)
        standing = self._ask_for_person(account, at_uri.parse(uri).did)
        return standing == "gone" or (standing == "here" and name == NO_RECORD)

    def _ask_for_person(self, account, did):
        """Return ``here``, ``away`` (deactivated or suspended, and may return) or
        ``gone``.
        """
        response = self._send_authorized(
            account, "GET", "app.bsky.actor.getProfile", params={"actor": did}
        )
        name = self._read_complaint(response)[0] if response.status == 400 else ""
        if name in AWAY:
            return "away"
        if name == "InvalidRequest":
            return "gone"
        self._read(response)
        return "here"

    def _find_by_handle(self, account, handle):
        response = self._send_authorized(
            account, "GET", "app.bsky.actor.getProfile", params={"actor": handle}
        )
        name = self._read_complaint(response)[0] if response.status == 400 else ""
        if name == "InvalidRequest":
            return False
        person = self._read(response)
        person = person if isinstance(person, dict) else {}
        if not is_id(person.get("did")):
            raise Temporary(self.env._("Invalid answer of Bluesky: no %s.", "did"))
        shown = person.get("displayName")
        return Author(person["did"], handle, shown if isinstance(shown, str) else "")

    def _get_record(self, account, uri):
        """Ask the server for a record, and return its answer."""
        did, collection, rkey = at_uri.parse(uri)
        return self._send_authorized(
            account,
            "GET",
            "com.atproto.repo.getRecord",
            params={"repo": did, "collection": collection, "rkey": rkey},
        )
