# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import split_every

from odoo.addons.social_care.tools.values import Event, Fetched

from ..tools import at_uri, posts, walk

PAGE = 100
BATCH = 25
GONE = {"RecordNotFound", "InvalidRequest"}
REASONS = {"mentions": {"mention"}, "replies": {"reply", "quote"}}


class SocialCareConnectorBluesky(models.AbstractModel):
    """Hearing: notifications and searches, posts as people see them, deletions."""

    _inherit = "social.care.connector.bluesky"

    def _fetch(self, stream, cursor):
        """One page of the walk that ``cursor`` is on.

        The payload of an event is the post view, as other clients show it, with the
        author's followers.
        """
        step = walk.resume(cursor, fields.Datetime.now())
        found, times, page = self._list(stream, step.page)
        news = [uri for uri, time in found.items() if time >= step.horizon]
        events = self._events(stream.account_id, reversed(news))
        step = step.after(times, page)
        return Fetched(events, step.as_cursor(), more=bool(step.page))

    def _list(self, stream, page):
        """(times of the posts by address, times of all in order, next page)."""
        if stream.kind == "search":
            return self._list_search(stream, page)
        return self._list_notifications(stream, page)

    def _list_notifications(self, stream, page):
        """Asks for every reason: the network skips more ties when it filters."""
        answer = self._query(
            stream.account_id,
            "app.bsky.notification.listNotifications",
            limit=PAGE,
            priority="false",
            **self._page_param(page),
        )
        notices = answer["notifications"]
        reasons = REASONS[stream.kind]
        found = {
            notice["uri"]: posts.moment(notice["indexedAt"])
            for notice in notices
            if notice["reason"] in reasons
        }
        times = [posts.moment(notice["indexedAt"]) for notice in notices]
        return found, times, walk.widened(answer.get("cursor", ""), page)

    def _list_search(self, stream, page):
        answer = self._query(
            stream.account_id,
            "app.bsky.feed.searchPosts",
            q=stream.query,
            sort="latest",
            limit=PAGE,
            **self._page_param(page),
        )
        found = {post["uri"]: posts.sort_time(post) for post in answer["posts"]}
        return found, list(found.values()), answer.get("cursor", "")

    def _page_param(self, page):
        return {"cursor": page} if page else {}

    # -- from addresses to events ----------------------------------------------

    def _events(self, account, uris):
        """Events of the posts that are new here (the oldest first), behind those of
        ours that they answer."""
        views = self._get_posts(account, self._unheard(account, list(uris)))
        ours = {
            uri
            for view in views
            for uri in posts.references(view)
            if at_uri.parse(uri).did == account.external_id
        }
        ours -= {view["uri"] for view in views}
        missing = self._unheard(account, sorted(ours))
        views = self._get_posts(account, missing) + views
        self._add_followers(account, views)
        return [self._event(view) for view in views]

    def _unheard(self, account, uris):
        """Those of ``uris`` that are news, in their order: neither stored as an event
        nor said from here."""
        domain = [("account_id", "=", account.id), ("external_id", "in", uris)]
        known = {
            record.external_id
            for model in ("social.care.event", "social.care.reply")
            for record in self.env[model].search_fetch(domain, ["external_id"])
        }
        return [uri for uri in uris if uri not in known]

    def _event(self, view):
        return Event(
            external_id=view["uri"],
            kind="post",
            payload=view,
            occurred_at=posts.moment(view["indexedAt"]),
        )

    def _get_posts(self, account, uris):
        """Post views; a post that is gone, or whose author blocks us, is left out."""
        method = "app.bsky.feed.getPosts"
        return [
            view
            for batch in split_every(BATCH, uris)
            for view in self._query(account, method, uris=batch)["posts"]
        ]

    def _add_followers(self, account, views):
        """Complete the authors, who come without the number of their followers."""
        dids = sorted({view["author"]["did"] for view in views})
        method = "app.bsky.actor.getProfiles"
        followers = {
            profile["did"]: profile.get("followersCount", 0)
            for batch in split_every(BATCH, dids)
            for profile in self._query(account, method, actors=batch)["profiles"]
        }
        for view in views:
            did = view["author"]["did"]
            view["author"]["followersCount"] = followers.get(did, 0)

    def _parse(self, account, payload, kind):
        return posts.as_post(payload, account.external_id)

    # -- deletions -------------------------------------------------------------

    def _check_alive(self, account, external_ids):
        """A post may be missing from a list because its author blocks us or because
        the list lags behind; only the record itself tells that it is gone."""
        alive = {view["uri"] for view in self._get_posts(account, external_ids)}
        missing = set(external_ids) - alive
        return {uri for uri in missing if self._is_gone(account, uri)}

    def _is_gone(self, account, uri):
        """Whether the record, or the whole repository that it was in, is no more."""
        response = self._get_record(account, uri)
        if response.status == 400 and self._complaint(response)[0] in GONE:
            return True
        self._read(response)
        return False

    def _get_record(self, account, uri):
        """The answer of the server to the question for a record."""
        did, collection, rkey = at_uri.parse(uri)
        return self._send_authorized(
            account,
            "GET",
            "com.atproto.repo.getRecord",
            params={"repo": did, "collection": collection, "rkey": rkey},
        )
