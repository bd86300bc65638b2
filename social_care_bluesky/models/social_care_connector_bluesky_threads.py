# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import models

from odoo.addons.social_care.tools.errors import (
    AuthorizationLost,
    ConnectorError,
    Rejected,
)

from ..tools import posts
from ..tools.threads import DEPTH, HEIGHT, posts_above, posts_below

_logger = logging.getLogger(__name__)


class SocialCareConnectorBluesky(models.AbstractModel):
    """Hearing what stands around a mention: how it goes on, and what it answers."""

    _inherit = "social.care.connector.bluesky"

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
        answer = self._query(
            account,
            "app.bsky.feed.getPostThread",
            uri=uri,
            depth=DEPTH,
            parentHeight=HEIGHT,
        )
        thread = answer.get("thread") if isinstance(answer, dict) else None
        if not isinstance(thread, dict):
            return []
        above = self._context_of(account, posts_above(thread), known)
        below = self._news_of(account, posts_below(thread), known)
        known |= {view["uri"] for view in above + below}
        return above + below

    def _news_of(self, account, views, known):
        fresh = set(self._unheard(account, [view["uri"] for view in views])) - known
        return [view for view in views if view["uri"] in fresh]

    def _context_of(self, account, views, known):
        """What is above, the highest first: our own as it is, the rest as context."""
        by_uri = {view["uri"]: view for view in reversed(views)}
        here = known | self._heard_in_any_way(account, list(by_uri))
        return [
            self._as_context(account, view)
            for uri, view in by_uri.items()
            if uri not in here
        ]

    def _as_context(self, account, view):
        is_own = posts.did_of(view) == account.external_id
        return view if is_own else {**view, posts.CONTEXT: True}

    def _heard_in_any_way(self, account, uris):
        events = self.env["social.care.event"].search_fetch(
            [("account_id", "=", account.id), ("external_id", "in", uris)],
            ["external_id"],
        )
        return {event.external_id for event in events} | (
            set(uris) - set(self._unheard(account, uris))
        )
