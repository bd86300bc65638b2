# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How far a stream has read: walks down a list that is sorted newest first.

The list is sorted by the times that authors give their posts, so it is not enough to
stop at the newest known post: one from a slow clock appears below it. Each walk goes a
little deeper than the last one began; one per hour covers most of a day, and one per
day the whole list. Whether a post is new does not depend on its position: see
``Walk.since``.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FIRST = timedelta(days=1)
OVERLAP = timedelta(minutes=10)
DEEP = timedelta(hours=18)
DEEP_EVERY = timedelta(hours=1)
FULL_EVERY = timedelta(days=1)
#: Maximum number of pages of the daily walk; the others end at what they have read.
FULL_PAGES = 100
_MOST_PAGES = 10_000


@dataclass(frozen=True)
class Walk:
    """A walk, finished or in progress.

    ``floor`` is the time at which it ends, at the latest after ``left`` pages.
    ``deep_at`` and ``full_at`` are the times at which the last walks of these kinds
    began. Posts that the network indexed before ``since`` are older than our
    connection. ``page`` is the cursor of the next page, '' before the first and after
    the last one.
    """

    started: datetime
    floor: datetime
    deep_at: datetime
    full_at: datetime
    since: datetime
    left: int = _MOST_PAGES
    page: str = ""

    def advance(self, times, page):
        """Return the walk after a page of posts with these times, followed by
        ``page``.
        """
        arrived = self.left <= 1 or (bool(times) and times[-1] < self.floor)
        return replace(self, page="" if arrived else page, left=self.left - 1)

    def as_cursor(self):
        """Return what the stream stores of it, as JSON."""
        moments = {name: getattr(self, name).isoformat() for name in _MOMENTS}
        return {**moments, "left": self.left, "page": self.page}


_MOMENTS = ("started", "floor", "deep_at", "full_at", "since")


def resume(cursor, now):
    """Return the walk of a cursor: the one in progress, or a new one."""
    if not cursor:
        first = now - FIRST
        return Walk(started=now, floor=first, deep_at=now, full_at=now, since=first)
    walk = _read_cursor(cursor)
    return walk if walk.page else _start_next(walk, now)


def _read_cursor(cursor):
    """Read a cursor; those of earlier versions have neither daily walks nor
    ``since``.
    """
    deep_at = datetime.fromisoformat(cursor["deep_at"])
    known = {"full_at": deep_at.isoformat(), "since": (deep_at - DEEP).isoformat()}
    known |= cursor
    return Walk(
        **{name: datetime.fromisoformat(known[name]) for name in _MOMENTS},
        left=cursor.get("left", _MOST_PAGES),
        page=cursor["page"],
    )


def _start_next(walk, now):
    floor = walk.started - OVERLAP
    walk = replace(walk, started=now, floor=floor, left=_MOST_PAGES)
    if now - walk.full_at >= FULL_EVERY:
        return replace(
            walk, floor=datetime.min, full_at=now, deep_at=now, left=FULL_PAGES
        )
    if now - walk.deep_at >= DEEP_EVERY:
        return replace(walk, floor=min(floor, now - DEEP), deep_at=now)
    return walk


def shift_page(page, asked):
    """Return a cursor that is a bare time, moved forward by a millisecond.

    Such a cursor means "older than", which skips posts of the same time that did not
    fit on the page. If that does not advance, because a whole page has one time, the
    cursor is used unchanged.
    """
    try:
        later = datetime.fromisoformat(page) + timedelta(milliseconds=1)
    except (OverflowError, ValueError):
        return page
    text = later.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return page if text == asked else text
