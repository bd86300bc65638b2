# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What stands around a mention, and when to look for it.

Bluesky tells whom a post mentions or answers. Who goes on in answers to herself tells
nobody, and what somebody points at by answering it is not told either.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from . import at_uri

#: Levels of answers below a mention, and of posts above it, that are asked for.
DEPTH, HEIGHT = 20, 5
#: Posts of one thread that are taken at a time.
MOST_POSTS = 50
#: Threads that are looked at in one page of a poll, and that a stream remembers.
MOST_LOOKS, MOST_WATCHED = 10, 300
#: How long after a mention was heard its thread is looked at. People go on at once or
#: within minutes; the last looks are for those who come back to it.
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
    """A mention whose thread may go on: since when it is known here, how often its
    thread was looked at."""

    uri: str
    heard_at: datetime
    looks: int = 0

    @property
    def due_at(self):
        return self.heard_at + LOOKS[self.looks]

    def next(self):
        """The same after another look, None after the last one."""
        looks = self.looks + 1
        return Watched(self.uri, self.heard_at, looks) if looks < len(LOOKS) else None


class Watch:
    """The threads that a stream keeps an eye on, by the address of the mention."""

    def __init__(self, cursor):
        rows = cursor.get("threads", [])
        threads = (Watched(u, datetime.fromisoformat(at), n) for u, at, n in rows)
        self.threads = {thread.uri: thread for thread in threads}

    def add(self, uri, now):
        self.threads.setdefault(uri, Watched(uri, now))

    def due(self, now):
        """Threads to look at now, those that were never looked at first."""
        due = [thread for thread in self.threads.values() if thread.due_at <= now]
        return sorted(due, key=lambda t: (t.looks, t.due_at))[:MOST_LOOKS]

    def note_look(self, thread):
        del self.threads[thread.uri]
        if following := thread.next():
            self.threads[thread.uri] = following

    def as_cursor(self):
        """What the stream keeps: the newest, where there are too many."""
        newest = sorted(self.threads.values(), key=lambda thread: thread.heard_at)
        kept = newest[-MOST_WATCHED:]
        return {"threads": [[t.uri, t.heard_at.isoformat(), t.looks] for t in kept]}


def posts_above(thread):
    """Views of the posts above, the nearest first, up to one that cannot be seen."""
    found = []
    node = thread.get("parent")
    while len(found) < HEIGHT and (view := view_of(node)):
        found.append(view)
        node = node.get("parent")
    return found


def posts_below(thread):
    """Views of what the author of the mention said in answer to it and to herself,
    each after what it answers."""
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
    """The post view of a node; None where the post is gone, blocked or no post."""
    view = node.get("post") if isinstance(node, dict) else None
    is_view = isinstance(view, dict) and at_uri.is_valid(view.get("uri"))
    return view if is_view else None
