# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Which threads around mentions to read, and when.

Bluesky notifies of mentions and replies, but neither of replies by authors to their own
posts, nor of the post that a mention replies to.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from . import at_uri

#: Levels of replies below a mention, and of posts above it, that are requested.
DEPTH, HEIGHT = 20, 5
#: Maximum number of posts taken from one thread at a time.
MOST_POSTS = 50
#: Maximum number of threads read with one page of a poll, and watched by a stream.
MOST_LOOKS, MOST_WATCHED = 10, 300
#: Delays after which the thread of a received mention is read. People continue at once
#: or within minutes; the last ones are for those who return to it.
LOOKS = (
    timedelta(0),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)


@dataclass(frozen=True)
class Watched:
    """A mention whose thread may continue: since when it is known here, and how often
    its thread was read.
    """

    uri: str
    heard_at: datetime
    looks: int = 0

    @property
    def due_at(self):
        return self.heard_at + LOOKS[self.looks]

    def next(self):
        """Return the same after another reading, None after the last one."""
        looks = self.looks + 1
        return Watched(self.uri, self.heard_at, looks) if looks < len(LOOKS) else None


class Watch:
    """The threads that a stream watches, by the address of the mention."""

    def __init__(self, cursor):
        rows = cursor.get("threads", [])
        threads = (Watched(u, datetime.fromisoformat(at), n) for u, at, n in rows)
        self.threads = {thread.uri: thread for thread in threads}

    def add(self, uri, now):
        self.threads.setdefault(uri, Watched(uri, now))

    def due(self, now):
        """Return the threads to read now, those first that were never read."""
        due = [thread for thread in self.threads.values() if thread.due_at <= now]
        return sorted(due, key=lambda t: (t.looks, t.due_at))[:MOST_LOOKS]

    def note_look(self, thread):
        del self.threads[thread.uri]
        if following := thread.next():
            self.threads[thread.uri] = following

    def as_cursor(self):
        """Return what the stream stores: the newest threads if there are too many."""
        newest = sorted(self.threads.values(), key=lambda thread: thread.heard_at)
        kept = newest[-MOST_WATCHED:]
        return {"threads": [[t.uri, t.heard_at.isoformat(), t.looks] for t in kept]}


def list_posts_above(thread):
    """Return the views of the posts above, nearest first, up to one that is not
    visible.
    """
    found = []
    node = thread.get("parent")
    while len(found) < HEIGHT and (view := view_of(node)):
        found.append(view)
        node = node.get("parent")
    return found


def list_posts_below(thread):
    """Return the views of what the author of the mention replied to it and to these
    replies, parents first.
    """
    anchor = view_of(thread)
    author = anchor and at_uri.parse(anchor["uri"]).did
    found, nodes = [], [thread]
    while nodes and len(found) < MOST_POSTS:
        node = nodes.pop()
        replies = node.get("replies")
        own = [
            reply
            for reply in (replies if isinstance(replies, list) else ())
            if (view := view_of(reply)) and at_uri.parse(view["uri"]).did == author
        ]
        found += map(view_of, own)
        nodes += own
    return found[:MOST_POSTS]


def view_of(node):
    """Return the post view of a node; None if the post is gone, blocked or no post."""
    view = node.get("post") if isinstance(node, dict) else None
    is_view = isinstance(view, dict) and at_uri.is_valid(view.get("uri"))
    return view if is_view else None
