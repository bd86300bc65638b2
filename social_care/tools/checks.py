# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What a connector made of a notice, checked before anything is written.

A value that the database would refuse must fail by itself, and not the batch that it
comes with.
"""

from datetime import datetime

from .values import Author, Deletion, Media, Post, Receipt, Unknown

LARGEST_NUMBER = 2**31 - 1
# In bytes: what PostgreSQL keeps in an index, with some room for its other columns.
LONGEST_ID = 2500
POST_KINDS = ("post", "comment", "direct", "review")


def check(value):
    """The value as it came.

    :param value: one of Post, Deletion, Receipt and Unknown
    :raises ValueError: with words for an administrator
    """
    checked = _CHECKS.get(type(value))
    if not checked:
        raise ValueError("The connector made nothing of this notice.")
    checked(value)
    return value


def _check_post(post):
    _identity(post.external_id, "The id")
    _identity(post.thread_external_id, "The id of the conversation")
    _identity(post.parent_external_id, "The id of the parent", required=False)
    _check_author(post.author)
    _texts(post, "text", "url", "language", "stream")
    _moment(post.posted_at, "The time of the post")
    if post.edited_at is not None:
        _moment(post.edited_at, "The time of the edit")
    _one_of(post.kind, POST_KINDS, "The kind")
    for media in post.media:
        _check_media(media)


def _check_author(author):
    if not isinstance(author, Author):
        raise ValueError("The author is missing.")
    _identity(author.external_id, "The author's id")
    _texts(author, "handle", "name", "url", "avatar_url")
    count = author.followers
    if not isinstance(count, int) or not 0 <= count <= LARGEST_NUMBER:
        raise ValueError(f"{count!r} is not a number of followers.")


def _check_media(media):
    if not isinstance(media, Media):
        raise ValueError(f"{media!r} is no picture or film.")
    _texts(media, "url", "kind", "alt")


def _check_deletion(deletion):
    _identity(deletion.external_id, "The id")
    _moment(deletion.at, "The time of the deletion")


def _check_receipt(receipt):
    _identity(receipt.external_id, "The id")
    _one_of(receipt.status, ("published", "failed"), "The status")
    _texts(receipt, "reason")


def _check_unknown(unknown):
    _texts(unknown, "reason")


_CHECKS = {
    Post: _check_post,
    Deletion: _check_deletion,
    Receipt: _check_receipt,
    Unknown: _check_unknown,
}


def _identity(text, what, required=True):
    if not isinstance(text, str):
        raise ValueError(f"{what} must be text, not {text!r}.")
    if required and not text.replace("\x00", ""):
        raise ValueError(f"{what} is empty.")
    if len(text.encode("utf-8", "replace")) > LONGEST_ID:
        raise ValueError(f"{what} is longer than {LONGEST_ID} bytes.")


def _texts(value, *names):
    for name in names:
        if not isinstance(getattr(value, name), str):
            raise ValueError(f"“{name}” must be text.")


def _moment(moment, what):
    """As Odoo stores times: UTC, without a time zone."""
    if not isinstance(moment, datetime) or moment.tzinfo:
        raise ValueError(f"{what} must be a time in UTC, not {moment!r}.")


def _one_of(value, values, what):
    if value not in values:
        raise ValueError(f"{what} must be one of {', '.join(values)}, not {value!r}.")
