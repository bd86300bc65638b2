# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Addresses of records (at://did/collection/record-key) and of their web pages."""

from typing import NamedTuple

POST = "app.bsky.feed.post"
WEB = "https://bsky.app/profile"
INVALID_HANDLE = "handle.invalid"


class AtUri(NamedTuple):
    """The parts of an AT-URI."""

    did: str
    collection: str
    rkey: str

    def __str__(self):
        return f"at://{self.did}/{self.collection}/{self.rkey}"


def parse(uri):
    """Split ``at://did/collection/rkey``. Raises ValueError on anything else."""
    scheme, _, rest = uri.partition("://")
    parts = rest.split("/")
    if scheme != "at" or len(parts) != 3 or not all(parts):
        raise ValueError(f"{uri!r} is not the address of a record")
    return AtUri(*parts)


def web_url(uri, handle=""):
    """Web page of a post; a DID serves where the handle does not lead anywhere."""
    did, _collection, rkey = parse(uri)
    return f"{profile_url(did, handle)}/post/{rkey}"


def profile_url(did, handle=""):
    """Web page of a person."""
    return f"{WEB}/{handle if handle and handle != INVALID_HANDLE else did}"
