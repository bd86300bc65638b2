# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Addresses of records (at://did/collection/record-key) and of their web pages."""

import re
from typing import NamedTuple

POST = "app.bsky.feed.post"
WEB = "https://bsky.app/profile"
INVALID_HANDLE = "handle.invalid"
_AT_URI = re.compile(
    r"at://(did:[a-z]+:[\w.:%-]{1,2000})/([A-Za-z\d.-]{1,300})/([\w.~:-]{1,512})",
    re.ASCII,
)


class AtUri(NamedTuple):
    """The parts of an AT-URI."""

    did: str
    collection: str
    rkey: str

    def __str__(self):
        return f"at://{self.did}/{self.collection}/{self.rkey}"


def parse(uri):
    """Parse ``at://did/collection/rkey``.

    :raise ValueError: for anything else
    """
    match = _AT_URI.fullmatch(uri)
    if not match:
        raise ValueError(f"{uri!r} is not the address of a record")
    return AtUri(*match.groups())


def is_valid(uri):
    """Return whether ``uri`` is the address of a record."""
    return isinstance(uri, str) and bool(_AT_URI.fullmatch(uri))


def build_web_url(uri, handle=""):
    """Return the web page of a post. A DID replaces a handle that is invalid."""
    did, _collection, rkey = parse(uri)
    return f"{build_profile_url(did, handle)}/post/{rkey}"


def build_profile_url(did, handle=""):
    """Return the web page of a person."""
    return f"{WEB}/{handle if handle and handle != INVALID_HANDLE else did}"
