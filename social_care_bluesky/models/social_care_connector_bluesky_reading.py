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
from odoo.addons.social_care.tools.values import Event, Page

from ..tools import at_uri, posts, walk
from ..tools.threads import DEPTH, HEIGHT, Watch, posts_above, posts_below

PAGE = 100
BATCH = 25
REASONS = {"mentions": {"mention"}, "replies": {"reply", "quote"}}
NO_RECORD = "RecordNotFound"
NO_REPOSITORY = {"InvalidRequest", "RepoNotFound"}
# What is said of somebody who can come back, with all posts.
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
    """What Bluesky shows: notifications and searches, what stands around a mention, and
    which posts are gone."""

    _name = "social.care.connector.bluesky.reading"
    _inherit = "social.care.connector.bluesky.session"
    _description = "Reading from Bluesky"

    def _fetch_items(self, stream, cursor):
        """One page of the walk that ``cursor`` is on, and some of the threads around
        what was heard before.

        An item is a post view, as other clients show it, with the author's followers;
        or what the network listed in place of one.
        """
        account, now = stream.account_id, fields.Datetime.now()
        step, watch = walk.resume(cursor, now), Watch(cursor)
        listed, times, page = self._list(stream, step.page)
        strange = [item for item in listed if not self._get_uri(item)]
        uris = [uri for item in listed if (uri := self._get_uri(item))]
        past = [] if step.page else self._find_past(uris, cursor)
        news, old = self._sort_views(account, step.since, uris, past)
        for view in news:
            if posts.did_of(view) != account.external_id:
                watch.add(view["uri"], now)
        views = self._add_ours(account, news)
        views += self._look_around(account, watch, views, now)
        self._add_followers(account, views)
        # Every poll reads the first page again; the others hardly ever.
        past = cursor.get("past", []) if step.page else past + old
        step = step.after(times, page)
        cursor = {**step.as_cursor(), **watch.as_cursor(), "past": past}
        return Page(strange + views, cursor, more=bool(step.page))

    # -- what the network lists ------------------------------------------------

    def _list(self, stream, page):
        """(what is listed, times of it in order, next page)."""
        if stream.kind == "search":
            return self._list_search(stream, page)
        return self._list_notifications(stream, page)

    def _list_notifications(self, stream, page):
        """Asks for every reason: the network skips more ties when it filters."""
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
        return heard, times, walk.widened(self._get_cursor(answer), page)

    def _get_reasons(self, stream):
        """Return why the network notifies the posts that a stream listens to.

        :param stream: ``social.care.stream`` that lists notifications
        :return: set of reasons of app.bsky.notification.listNotifications; that of the
            same name for a kind of streams that another addon adds
        """
        return REASONS.get(stream.kind, {stream.kind})

    def _get_reason(self, notice):
        """A notice that is none counts as a mention, so that somebody sees it."""
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
        """The times that there are; the end of a walk does not hang on a broken one."""
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
        """The address that an item is about, '' where it has none."""
        uri = item.get("uri") if isinstance(item, dict) else None
        return uri if at_uri.is_valid(uri) else ""

    # -- what of it is news ----------------------------------------------------

    def _find_past(self, uris, cursor):
        """Digests of those known to be older than our listening."""
        known = set(cursor.get("past", ()))
        return [digest for digest in map(self._digest, uris) if digest in known]

    def _digest(self, uri):
        return hashlib.sha256(uri.encode()).hexdigest()[:16]

    def _sort_views(self, account, since, uris, past):
        """(views of what is new here, the oldest first; digests of what was on the
        network before we listened, and so is no news)."""
        skipped = set(past)
        asked = [uri for uri in uris if self._digest(uri) not in skipped]
        views = self._get_posts(account, self._filter_unheard(account, asked))
        old = [v for v in views if (posts.arrived_at(v) or since) < since]
        uris_old = {view["uri"] for view in old}
        news = [view for view in reversed(views) if view["uri"] not in uris_old]
        return news, [self._digest(uri) for uri in uris_old]

    def _filter_unheard(self, account, uris):
        """Those of ``uris`` that are news, in their order: neither heard already nor
        said from here. What is here as context only can still be heard."""
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
        """Views behind those of our own posts that they answer."""
        ours = {
            uri
            for view in views
            for uri in posts.references(view)
            if at_uri.parse(uri).did == account.external_id
        }
        ours -= {view["uri"] for view in views}
        return (
            self._get_posts(account, self._filter_unheard(account, sorted(ours)))
            + views
        )

    def _get_posts(self, account, uris):
        """Post views; a post that is gone, or whose author blocks us, is left out."""
        views = {}
        for batch in split_every(BATCH, uris, list):
            for view in self._ask_for_posts(account, batch):
                views[self._get_uri(view)] = view
        return [views[uri] for uri in uris if uri in views]

    def _ask_for_posts(self, account, uris):
        """One address that the network refuses does not hide the others."""
        try:
            answer = self._call_query(account, "app.bsky.feed.getPosts", uris=uris)
            return self._read_list(answer, "posts")
        except Rejected:
            middle = len(uris) // 2
            halves = [uris[:middle], uris[middle:]] if middle else []
            return [v for half in halves for v in self._ask_for_posts(account, half)]

    def _add_followers(self, account, views):
        """Complete the authors, who come without the number of their followers."""
        dids = sorted({posts.did_of(view) for view in views})
        method = "app.bsky.actor.getProfiles"
        followers = {}
        for batch in split_every(BATCH, dids, list):
            # A number is no reason to miss what they say.
            with suppress(Rejected):
                answer = self._call_query(account, method, actors=batch)
                followers |= self._read_followers(self._read_list(answer, "profiles"))
        for view in views:
            count = followers.get(posts.did_of(view), 0)
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
            occurred_at=posts.arrived_at(item),
        )

    def _parse(self, account, payload, kind):
        return posts.as_post(payload, account.external_id)

    def _look_around(self, account, watch, views, now):
        """Views of what is new in the threads that are due, beside ``views``.

        A thread that cannot be had now is looked at with the next poll: what was
        found already is not lost for it.
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
                # Where it went on it may go on further than one look reaches.
                watch.add(said[-1]["uri"], now)
            found += fresh
        return found

    def _look_at(self, account, uri, known):
        """Views of one thread that are new here; they are ``known`` from now on."""
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
        above = self._find_context(account, posts_above(thread), known)
        below = self._find_news(account, posts_below(thread), known)
        known |= {view["uri"] for view in above + below}
        return above + below

    def _find_news(self, account, views, known):
        fresh = (
            set(self._filter_unheard(account, [view["uri"] for view in views])) - known
        )
        return [view for view in views if view["uri"] in fresh]

    def _find_context(self, account, views, known):
        """What is above, the highest first: our own as it is, the rest as context."""
        by_uri = {view["uri"]: view for view in reversed(views)}
        here = known | self._find_heard(account, list(by_uri))
        return [
            self._mark_as_context(account, view)
            for uri, view in by_uri.items()
            if uri not in here
        ]

    def _mark_as_context(self, account, view):
        is_own = posts.did_of(view) == account.external_id
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
        """A post may be missing from a list because its author blocks us or is away,
        or because the list lags behind; only the record itself tells that it is
        gone, and only the account that the author did not just put it to rest."""
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
        """``here``, ``away`` (deactivated or suspended, and may come back) or
        ``gone``."""
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

    def _get_record(self, account, uri):
        """The answer of the server to the question for a record."""
        did, collection, rkey = at_uri.parse(uri)
        return self._send_authorized(
            account,
            "GET",
            "com.atproto.repo.getRecord",
            params={"repo": did, "collection": collection, "rkey": rkey},
        )
