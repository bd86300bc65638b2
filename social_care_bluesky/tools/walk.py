# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How far a stream has heard: a walk down a list that is sorted newest first.

It is not enough to stop at the newest post known: what is dated back, or what the
network took up late, appears below it. So each walk goes a little deeper than the
last one began, and one walk an hour goes most of a day deep.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FIRST = timedelta(days=1)
OVERLAP = timedelta(minutes=10)
# Shorter than the shortest retention: a text that was erased here stays erased.
DEEP = timedelta(hours=18)
DEEP_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Walk:
    """One walk, done or under way.

    ``floor`` is where it ends; ``deep_at`` tells when the last deep walk began;
    ``page`` is the network's cursor of the next page, '' before the first and after
    the last one.
    """

    started: datetime
    floor: datetime
    deep_at: datetime
    page: str = ""

    @property
    def horizon(self):
        """Nothing older is news."""
        return min(self.floor, self.deep_at - DEEP)

    def after(self, times, page):
        """The walk after a page of posts with these times, followed by ``page``."""
        arrived = bool(times) and times[-1] < self.floor
        return replace(self, page="" if arrived else page)

    def as_cursor(self):
        """What the stream keeps of it, as JSON."""
        return {
            "started": self.started.isoformat(),
            "floor": self.floor.isoformat(),
            "deep_at": self.deep_at.isoformat(),
            "page": self.page,
        }


def resume(cursor, now):
    """Go on where ``cursor`` stands: with the walk under way, or with a new one."""
    if not cursor:
        return Walk(started=now, floor=now - FIRST, deep_at=now)
    walk = Walk(
        started=datetime.fromisoformat(cursor["started"]),
        floor=datetime.fromisoformat(cursor["floor"]),
        deep_at=datetime.fromisoformat(cursor["deep_at"]),
        page=cursor["page"],
    )
    return walk if walk.page else _next(walk, now)


def _next(walk, now):
    floor = walk.started - OVERLAP
    if now - walk.deep_at < DEEP_EVERY:
        return replace(walk, started=now, floor=floor)
    return Walk(started=now, floor=min(floor, now - DEEP), deep_at=now)


def widened(page, asked):
    """A cursor that is a bare time, moved up a millisecond.

    Such a cursor means "older than", which skips those of the very same time that the
    page had no room for. Where that leads nowhere, because a whole page is of one
    time, the cursor is taken as it is.
    """
    try:
        later = datetime.fromisoformat(page) + timedelta(milliseconds=1)
    except ValueError:
        return page
    text = later.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return page if text == asked else text
