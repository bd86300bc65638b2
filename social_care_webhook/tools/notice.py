# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Parse the notices that a tool pushes. Plain values, no database."""

import hashlib
import json
from dataclasses import replace

from odoo.addons.social_care.tools.errors import Unreadable
from odoo.addons.social_care.tools.moments import parse_time
from odoo.addons.social_care.tools.sanitize import RECEIPT_STATUSES
from odoo.addons.social_care.tools.text import make_storable_id
from odoo.addons.social_care.tools.values import (
    POST_KINDS,
    PUBLIC_KINDS,
    Author,
    Deletion,
    Event,
    Media,
    Post,
    Receipt,
    Unknown,
    is_id,
)

from .fields import Fields, as_answer, as_id, as_stars, as_word, quote
from .markup import read_markup

EVENT_KINDS = {"edit": "edit", "deletion": "deletion", "receipt": "receipt"}
#: Prefix of an ID of the tool that begins like one of ours.
GIVEN = "given:"
#: Prefixes of the IDs of authors that we derive; the ID of an account has none of them.
DERIVED_IDS = ("@", "anonymous:", GIVEN)


def split(payload):
    """Return the notices of a body: one object, a list, or {"events": [...]}."""
    if isinstance(payload, dict):
        payload = payload.get("events", [payload])
    return payload if isinstance(payload, list) else [payload]


def make_event(item, now, kinds=POST_KINDS):
    """Return one notice as an event.

    :param item: any JSON that a tool pushed
    :param now: naive UTC, used as the time of a notice without one
    :param kinds: codes of the declared kinds of posts
    :return: ``Event``; of kind ``unknown`` if the notice is no object or of an
        undeclared kind
    """
    if not isinstance(item, dict):
        return Event(_digest(item), "unknown", payload={"notice": item})
    # A notice may have no time; it must be the same when the event is replayed.
    item = {**_keep_ids_apart(item), "at": now.isoformat()}
    return Event(
        external_id=_make_identity(item),
        kind=_get_event_kind(item, kinds),
        version=_get_version(item),
        payload=item,
        occurred_at=_read_occurred_at(item),
    )


def _keep_ids_apart(item):
    """Keep IDs different that differ only in characters which no database stores."""
    ids = {
        name: make_storable_id(item[name])
        for name in ("id", "parent_id", "thread_id", "version_id")
        if isinstance(item.get(name), str)
    }
    author = item.get("author")
    if isinstance(author, dict) and isinstance(author.get("id"), str):
        ids["author"] = {**author, "id": make_storable_id(author["id"])}
    return {**item, **ids}


def get_identity(value):
    """Return an ID (text or number) as text; '' for anything else."""
    text = str(value) if isinstance(value, str | int) and value is not True else ""
    return text if value is not False and is_id(text) else ""


def _get_event_kind(item, kinds=()):
    of_post = "post" if _get_kind(item) in kinds else "unknown"
    kind = EVENT_KINDS.get(_get_kind(item), of_post)
    if kind in ("post", "edit") and _is_deleted(item):
        return "deletion"
    return kind


def _get_kind(item):
    kind = item.get("kind")
    return "post" if kind is None else as_word(kind)


def _is_deleted(item):
    return bool(item.get("deleted_at")) or as_answer(item.get("deleted")) is True


def _make_identity(item):
    rest = {key: item[key] for key in item if key != "at"}
    return as_id(item.get("id")) or _digest(rest)


def _get_version(item):
    """Return what identifies an edit among the edits of a post."""
    if item.get("version") is not None:
        return _as_version(item["version"])
    if _get_event_kind(item) == "receipt":
        # Published today and revoked tomorrow is no repetition.
        return _as_version(item.get("status") or "")
    if _get_event_kind(item) != "edit":
        return ""
    # Two edits within a second may have the same time.
    edited_at = _as_version(item.get("edited_at") or "")
    return f"{edited_at} {_digest(item.get('text'))}"


def _as_version(value):
    return as_id(value) or _digest(value)


def _digest(value):
    raw = json.dumps(value, sort_keys=True).encode()
    return hashlib.sha256(raw).hexdigest()


def _read_occurred_at(item):
    """Return the time, None if it is invalid: storing must not fail, parsing reports
    it.
    """
    latest = item.get("edited_at") or item.get("posted_at") or item["at"]
    try:
        return parse_time(latest)
    except ValueError:
        return None


def read_value(payload, kind, kinds=POST_KINDS):
    """Return the meaning of one stored event.

    :param payload: dict, as ``event`` stored it
    :param kind: kind of the event
    :param kinds: codes of the declared kinds of posts
    :return: ``Post``, ``Deletion``, ``Receipt`` or ``Unknown``
    :raise Unreadable: with a message for the administrator of the tool
    """
    return _READERS[kind](Fields(payload, []), kinds)


def _post(fields, kinds):
    kind = fields.require_choice("kind", kinds, default="post")
    is_told = "private" in fields.values
    private = fields.read_privacy("private") if is_told else kind not in PUBLIC_KINDS
    return _post_of_kind(fields, kind, private)


def _post_of_kind(fields, kind, private):
    external_id = fields.require_id("id")
    parent_id = fields.read_id("parent_id")
    form = _read_format(fields)
    media = tuple(_read_media(fields, form))
    post = Post(
        external_id=external_id,
        thread_external_id=fields.read_id("thread_id") or parent_id or external_id,
        author=_read_author(fields, external_id),
        text=read_markup(_read_words(fields), form),
        posted_at=fields.require_time("posted_at", fields.get("at")),
        kind=kind,
        private=kind == "direct" or private,
        parent_external_id=parent_id,
        url=fields.read_link("url"),
        language=fields.read_text("language"),
        media=media,
        stream=as_word(fields.read_text("stream")),
        cannot_reply_reason=fields.read_text("cannot_reply"),
        version_external_id=fields.read_id("version_id"),
        stars=fields.read_stars("stars"),
    )
    return replace(post, remarks=tuple(fields.remarks))


def _edit(fields, kinds):
    kind = fields.require_choice("of", kinds, default="post")
    if "text" not in fields.values:
        raise Unreadable(
            "“text” is missing. An edit carries the whole post with its new text."
        )
    # An edit that arrives before its post must not reveal what may be private: only
    # ``private`` counts, whatever its kind is.
    is_unclear = "private" not in fields.values
    private = is_unclear or fields.read_privacy("private")
    post = _post_of_kind(fields, kind, private)
    edited_at = fields.require_time("edited_at", fields.get("at"))
    return replace(post, edited_at=edited_at)


def _read_deletion(fields, _kinds):
    at = fields.require_time("deleted_at", fields.get("at"))
    return Deletion(fields.require_id("id"), at)


def _read_receipt(fields, _kinds):
    status = fields.require_choice("status", RECEIPT_STATUSES)
    return Receipt(fields.require_id("id"), status, fields.read_text("reason"))


def _read_unknown(fields, _kinds):
    return Unknown(f"“kind” is not known here: {quote(fields.get('kind'))}.")


_READERS = {
    "post": _post,
    "edit": _edit,
    "deletion": _read_deletion,
    "receipt": _read_receipt,
    "unknown": _read_unknown,
}


# -- parts of a post -------------------------------------------------------------


def _read_words(fields):
    """Return the text, which may be missing if there are media or a rating."""
    text = fields.get("text")
    if isinstance(text, list | dict | bool):
        raise Unreadable(f"“text” is not text: {quote(text)}.")
    if text is None and not (fields.get("media") or as_stars(fields.get("stars"))):
        raise Unreadable(
            "“text” is missing, and there is no “media”. Send what was said."
        )
    return fields.read_text("text")


def _read_format(fields):
    form = as_word(fields.read_text("format"))
    if form not in ("", "html", "text"):
        fields.leave_out("format", form, "must be html or text")
        return ""
    return form


def _read_author(fields, post_id):
    """Return the author. Without an ID the handle identifies them; without both, the
    author is unknown and different for each post: a stranger must not become the author
    of all of them.
    """
    own = Fields(_get_author_values(fields), fields.remarks, "author.")
    handle = own.read_text("handle").strip().removeprefix("@")
    by_handle = f"@{handle.casefold()}" if handle else f"anonymous:{post_id}"
    return Author(
        external_id=_escape(own.read_id("id")) or by_handle,
        handle=handle,
        name=read_markup(own.read_text("name")),
        url=own.read_link("url"),
        avatar_url=own.read_link("avatar_url"),
        followers=own.read_count("followers"),
        verified=own.get("verified") is True,
        phone=own.read_phone("attested_phone"),
    )


def _escape(author_id):
    """Escape an ID of the tool that could be taken for one that we derived."""
    is_derived = author_id.startswith(DERIVED_IDS)
    return f"{GIVEN}{author_id}" if is_derived else author_id


def _get_author_values(fields):
    author = fields.get("author")
    if isinstance(author, dict):
        return author
    if isinstance(author, str):
        return {"handle": author}
    if author is not None:
        instead = "The author is shown as unknown."
        fields.leave_out("author", author, "must be an object", instead)
    return {}


def _read_media(fields, form):
    media = fields.get("media") or []
    if isinstance(media, dict | str):
        media = [media]
    if not isinstance(media, list):
        fields.leave_out("media", media, "must be a list")
        return
    for item in media:
        own = Fields(_get_medium_values(item), fields.remarks, "media.")
        if link := own.read_link("url"):
            kind = as_word(own.get("kind") or "image")
            yield Media(link, kind, read_markup(own.read_text("alt"), form))


def _get_medium_values(item):
    return item if isinstance(item, dict) else {"url": item}
