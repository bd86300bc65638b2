# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Versions of a post, in the order in which they were written.

An edit is newer than its post by definition. Edits are ordered by the time that the
network gives them, fractions included, then by the version number of the network.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .text import make_storable
from .times import EARLIEST, reckon, to_utc
from .values import Post

# The largest offset of a local time without its zone. A time further in the future is
# invalid; otherwise no later edit could replace it.
AHEAD = timedelta(hours=14)
_NUMBER = re.compile(r"\d{1,18}")
_LONGEST_NUMBER = 40


@dataclass(frozen=True)
class Version:
    """One received version of a post.

    ``received`` is the time of reception (naive UTC). ``number`` is how the network
    names the version, '' if it does not.
    """

    post: Post
    received: datetime
    number: str = ""

    @property
    def is_edit(self):
        """Whether it differs from the original post."""
        return self.post.edited_at is not None

    @property
    def text(self):
        """Text in a form that can be stored."""
        return make_storable(self.post.text)

    @property
    def at(self):
        """Time of this version, for display."""
        return reckon(self.post.at, self.received).shown

    @property
    def key(self):
        """Text by which versions of a post sort."""
        claim = max(to_utc(self.post.at), EARLIEST)
        if claim > self.received + AHEAD:
            claim = self.received
        return make_key(self.is_edit, claim, self.number)


def make_key(is_edit, at, number=""):
    """Return the sort key of a version.

    :param is_edit: whether it is an edit
    :param at: naive UTC
    :param number: how the network names the version
    """
    return f"{int(is_edit)}|{at.isoformat(timespec='microseconds')}|{_rank(number)}"


def is_original(key):
    """Return whether a sort key is that of the original post."""
    return key.startswith("0|")


def _rank(number):
    """Pad the numbers in the name of a version, so that 10 sorts after 9. Digests have
    no order.
    """
    if len(number) > _LONGEST_NUMBER:
        return ""
    return ".".join(part.zfill(18) for part in _NUMBER.findall(number))


def find_original(versions):
    """Return the original post or, among edits only, the first one, which is private if
    any of them is: the post itself may be.

    :param versions: list of ``Version``, in the order of reception
    """
    if first := next((v for v in versions if not v.is_edit), None):
        return first
    nearest = min(versions, key=lambda version: version.key)
    is_private = any(version.post.private for version in versions)
    return replace(nearest, post=replace(nearest.post, private=is_private))


def find_new_key(known, version):
    """Return the sort key of a version that is not known yet, '' for a repetition.

    There is one original, whatever time a repetition claims. Of versions that the
    network does not order, the one received later is newer.

    :param known: {sort key: text} of the known versions
    :param version: ``Version``
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
    """Return whether two sort keys differ at most in the number of the network."""
    return key.rpartition("|")[0] == other.rpartition("|")[0]


def fold(versions):
    """Return {sort key: ``Version``} without repetitions, oldest first.

    :param versions: list of ``Version`` of one post, in the order of reception
    """
    kept = {}
    for version in versions:
        known = {key: one.text for key, one in kept.items()}
        key = find_new_key(known, version)
        newest = max(kept, default="")
        if key > newest and known.get(newest) == version.text and is_same(key, newest):
            del kept[newest]
        if key:
            kept[key] = version
    return dict(sorted(kept.items()))


def list_first_ids(posts):
    """Return {ID of a version: first ID of its post}.

    :param posts: {external ID: list of ``Version``}
    """
    return {
        version.post.version_external_id: external_id
        for external_id, versions in posts.items()
        for version in versions
        if version.post.version_external_id
    }


def name_parents(posts):
    """Let replies name the first ID of their parent, whichever version they answer.

    :param posts: {external ID: list of ``Version``} of one batch
    :return: the same, with other parents where they named a version
    """
    names = list_first_ids(posts)
    if not names:
        return posts
    return {
        external_id: [name_parent(version, names) for version in versions]
        for external_id, versions in posts.items()
    }


def name_parent(version, names):
    """Return a version whose post names its parent by the first ID.

    :param version: ``Version``
    :param names: {ID: first ID} of posts that others may name by both
    """
    parent = version.post.parent_external_id
    first = names.get(parent, parent)
    if first == parent:
        return version
    return replace(version, post=replace(version.post, parent_external_id=first))


def put_parents_first(posts):
    """Sort posts so that each comes after the one that it replies to; otherwise the
    order is kept.

    :param posts: list of ``tools.values.Post`` or of mentions, each once
    """
    waiting = {post.external_id: post for post in posts}
    ordered = []
    for post in posts:
        chain = []
        while post and waiting.pop(post.external_id, None):
            chain.append(post)
            post = waiting.get(post.parent_external_id)
        ordered += reversed(chain)
    return ordered
