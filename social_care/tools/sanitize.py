# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Sanitize what connectors return, so that it is safe to store and to work with.

Connectors are written against the documentation of a network; what strangers make the
network deliver is checked here, for all connectors. Invalid optional values are dropped
or clipped; an invalid message raises ``Unreadable``.
"""

import re
from dataclasses import replace
from datetime import datetime

from .errors import Unreadable
from .text import (
    bound,
    get_language_tag,
    get_web_link,
    limit_marks,
    make_storable,
    make_storable_id,
)
from .times import to_utc
from .values import (
    BY_KIND,
    MOST_FOLLOWERS,
    MOST_STARS,
    POST_KINDS,
    PUBLIC_KINDS,
    Author,
    Deletion,
    Event,
    Media,
    Post,
    Receipt,
    Unknown,
)

EVENT_KINDS = ("post", "edit", "deletion", "receipt", "unknown", "unreadable")
RECEIPT_STATUSES = ("published", "failed", "revoked")
MOST_MEDIA = 50
LONGEST_LINK = 2_000
LONGEST_ALT = 2_000
#: Of a sentence that is shown to agents.
LONGEST_WORDS = 300
#: In bytes: the limit of PostgreSQL for an index entry, less room for other columns.
LONGEST_ID = 2500
_PHONE = re.compile(r"\+[1-9][0-9]{5,14}")


def sanitize(value, kinds=POST_KINDS):
    """Return a copy of a parsed value with every field sanitized.

    :param value: ``Post``, ``Deletion``, ``Receipt`` or ``Unknown``
    :param kinds: codes of the declared kinds of posts
    :return: value of the same class
    :raise Unreadable: without a usable ID, text or time, or for an undeclared kind
    """
    if isinstance(value, Post):
        return _post(value, kinds)
    for kind, clean in _CLEANERS.items():
        if isinstance(value, kind):
            return clean(value)
    raise Unreadable("The connector made nothing of this notice.")


def sanitize_event(event):
    """Return the same ``Event`` if it can be stored and told from others.

    :raise Unreadable: otherwise
    """
    if not isinstance(event, Event) or event.kind not in EVENT_KINDS:
        raise Unreadable("The connector made no event of this notice.")
    _require_id(event.external_id)
    return replace(
        event,
        version=event.version if isinstance(event.version, str) else "",
        occurred_at=_read_time(event.occurred_at),
    )


def _post(post, kinds):
    text, is_cut = bound(_require_text(post.text))
    return replace(
        post,
        external_id=_require_id(post.external_id),
        thread_external_id=_read_id(post.thread_external_id) or post.external_id,
        parent_external_id=_read_id(post.parent_external_id),
        author=_sanitize_author(post.author),
        text=text,
        is_cut=is_cut,
        posted_at=_require_time(post.posted_at),
        edited_at=_read_time(post.edited_at),
        kind=_require_kind(post.kind, kinds),
        private=_is_private(post),
        url=_link(post.url),
        language=_read_language(post.language),
        media=tuple(_sanitize_media(post.media)),
        stream=_read_text(post.stream),
        version_external_id=_read_id(post.version_external_id),
        cannot_reply_reason=_read_words(post.cannot_reply_reason),
        stars=_read_stars(post.stars),
    )


def _sanitize_author(author):
    if not isinstance(author, Author):
        raise Unreadable("The notice does not say who wrote it.")
    return replace(
        author,
        external_id=_require_id(author.external_id),
        handle=limit_marks(_read_text(author.handle)),
        name=limit_marks(_read_text(author.name)),
        url=_link(author.url),
        avatar_url=_link(author.avatar_url),
        followers=_count(author.followers),
        verified=author.verified is True,
        phone=_read_phone(author.phone),
    )


def _read_phone(phone):
    """Return a number as networks attest it, E.164; '' for anything else."""
    return phone if isinstance(phone, str) and _PHONE.fullmatch(phone) else ""


def _sanitize_deletion(deletion):
    _require_id(deletion.external_id)
    return replace(deletion, at=_require_time(deletion.at))


def _sanitize_receipt(receipt):
    _require_id(receipt.external_id)
    if receipt.status not in RECEIPT_STATUSES:
        raise Unreadable("The receipt says neither published, failed nor revoked.")
    return replace(receipt, reason=bound(_read_text(receipt.reason))[0])


def _sanitize_unknown(unknown):
    return replace(unknown, reason=bound(_read_text(unknown.reason))[0])


_CLEANERS = {
    Deletion: _sanitize_deletion,
    Receipt: _sanitize_receipt,
    Unknown: _sanitize_unknown,
}


# -- fields ----------------------------------------------------------------------


def _read_id(value):
    found = make_storable_id(value) if isinstance(value, str) else ""
    if len(found.encode()) > LONGEST_ID:
        raise Unreadable(f"An id of the notice is longer than {LONGEST_ID} bytes.")
    return found


def _require_id(value):
    if not (found := _read_id(value)).strip():
        raise Unreadable("The notice has no id.")
    return found


def _read_text(value):
    return make_storable(value) if isinstance(value, str) else ""


def _read_words(value):
    return limit_marks(" ".join(_read_text(value).split())[:LONGEST_WORDS])


def _require_text(value):
    if not isinstance(value, str):
        raise Unreadable("The text of the message is not text.")
    return value


def _require_kind(kind, kinds):
    if kind not in kinds:
        raise Unreadable("The kind of the message is not known.")
    return kind


def _is_private(post):
    """Return whether a post is private; unclear values count as private."""
    if post.private == BY_KIND:
        return post.kind not in PUBLIC_KINDS
    return post.private is not False


def _read_time(value):
    return to_utc(value) if isinstance(value, datetime) else None


def _require_time(value):
    if not isinstance(value, datetime):
        raise Unreadable("The notice does not say when it happened.")
    return _read_time(value)


def _count(value):
    is_number = isinstance(value, int | float) and value == value
    return int(max(0, min(value, MOST_FOLLOWERS))) if is_number else 0


def _read_stars(value):
    """Return a rating from 1 to 5, None for anything else."""
    is_rating = type(value) in (int, float) and value in range(1, MOST_STARS + 1)
    return int(value) if is_rating else None


def _link(value):
    link = get_web_link(_read_text(value).strip())
    return link if len(link) <= LONGEST_LINK else ""


def _read_language(value):
    return get_language_tag(_read_text(value))


def _sanitize_media(media):
    """Return only media with a web link; others cannot be shown."""
    media = media if isinstance(media, list | tuple) else ()
    for medium in media[:MOST_MEDIA]:
        if isinstance(medium, Media) and (link := _link(medium.url)):
            kind = medium.kind if medium.kind in Media.KINDS else "link"
            yield Media(link, kind, limit_marks(_read_text(medium.alt)[:LONGEST_ALT]))
