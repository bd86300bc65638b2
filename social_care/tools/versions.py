# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Versions of a post, in the order in which they were written.

An edit is newer than its post by definition. Edits follow one another by the time that
the network gives them, fractions included, then by the network's number of the version.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .text import storable
from .times import EARLIEST, reckon, to_utc
from .values import Post

# A local time without its zone is at most so far ahead of UTC; what lies further ahead
# is no time at all, and must not rule the edits to come.
AHEAD = timedelta(hours=14)
_NUMBER = re.compile(r"\d{1,18}")
_LONGEST_NUMBER = 40


@dataclass(frozen=True)
class Version:
    """One version of a post as it was heard.

    ``received`` is when we received it (naive UTC), ``number`` what the network calls
    this version, '' where it does not.
    """

    post: Post
    received: datetime
    number: str = ""

    @property
    def is_edit(self):
        """Whether it is no longer what was posted first."""
        return self.post.edited_at is not None

    @property
    def text(self):
        """What it says, as it can be stored."""
        return storable(self.post.text)

    @property
    def at(self):
        """When this version came to be, to be shown."""
        return reckon(self.post.at, self.received).shown

    @property
    def key(self):
        """Text that sorts as the versions of a post do."""
        claim = max(to_utc(self.post.at), EARLIEST)
        if claim > self.received + AHEAD:
            claim = self.received
        return key_of(self.is_edit, claim, self.number)


def key_of(is_edit, at, number=""):
    """Sort key of a version.

    :param is_edit: whether it is no longer what was posted first
    :param at: naive UTC
    :param number: what the network calls the version
    """
    return f"{int(is_edit)}|{at.isoformat(timespec='microseconds')}|{_rank(number)}"


def is_original(key):
    """Whether a sort key is that of what was posted first."""
    return key.startswith("0|")


def _rank(number):
    """Numbers in a version's name, so that 10 comes after 9. A digest has no order."""
    if len(number) > _LONGEST_NUMBER:
        return ""
    return ".".join(part.zfill(18) for part in _NUMBER.findall(number))


def original(versions):
    """What was posted first, or what comes nearest to it: of edits the first one, and
    private where any of them is, for the post itself may be.

    :param versions: list of Version, in the order in which they were heard
    """
    if first := next((v for v in versions if not v.is_edit), None):
        return first
    nearest = min(versions, key=lambda version: version.key)
    is_private = any(version.post.private for version in versions)
    return replace(nearest, post=replace(nearest.post, private=is_private))


def news(known, version):
    """The sort key of a version that is not known yet, '' for a repetition.

    What was posted first comes once, whatever time a repetition gives itself. Of those
    that the network does not order the one heard later is newer.

    :param known: {sort key: text} of what was heard before
    """
    key, text = version.key, version.text
    if not version.is_edit and any(map(is_original, known)):
        return ""
    same = [other for other in known if known[other] == text and is_same(other, key)]
    if key in same or (same and key < max(known)):
        return ""
    while key in known:
        key += "+"
    return key


def is_same(key, other):
    """Whether two sort keys differ at most in the network's number."""
    return key.rpartition("|")[0] == other.rpartition("|")[0]


def fold(versions):
    """{sort key: Version} without repetitions, oldest first.

    :param versions: list of Version of one post, in the order in which they were heard
    """
    kept = {}
    for version in versions:
        known = {key: one.text for key, one in kept.items()}
        key = news(known, version)
        newest = max(kept, default="")
        if key > newest and known.get(newest) == version.text and is_same(key, newest):
            del kept[newest]
        if key:
            kept[key] = version
    return dict(sorted(kept.items()))


def parents_first(versions):
    """The same versions, each behind the one whose post it answers, else as they are.

    :param versions: list of Version of different posts
    """
    waiting = {version.post.external_id: version for version in versions}
    ordered = []
    for version in versions:
        chain = []
        while version and waiting.pop(version.post.external_id, None):
            chain.append(version)
            version = waiting.get(version.post.parent_external_id)
        ordered += reversed(chain)
    return ordered
