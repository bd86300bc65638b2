# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What a tool may push, and what it means. Plain values, no database."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime

from odoo.addons.social_care.tools.times import to_utc
from odoo.addons.social_care.tools.values import (
    Author,
    Deletion,
    Event,
    Media,
    Post,
    Receipt,
    Unknown,
    is_id,
)

EVENT_KINDS = {
    "post": "post",
    "comment": "post",
    "direct": "post",
    "review": "post",
    "edit": "edit",
    "deletion": "deletion",
    "receipt": "receipt",
}
MOST = 2**31 - 1
POST_KINDS = ("post", "comment", "direct", "review")


def events(payload, now):
    """The events of a body: one object, a list, or {"events": [...]}."""
    if isinstance(payload, dict):
        payload = payload.get("events", [payload])
    if not isinstance(payload, list):
        payload = [payload]
    return [_event(item, now) for item in payload]


def _event(item, now):
    if not isinstance(item, dict):
        return Event(_digest(item), "unknown", payload={"notice": item})
    # A tool may leave the time out; it must not change when the event is replayed.
    item = {"at": now.isoformat(), **item}
    return Event(
        external_id=_identity(item),
        kind=_event_kind(item),
        version=_version(item),
        payload=item,
        occurred_at=_occurred_at(item),
    )


def identity(value):
    """An id that a tool gave, a text or a number, as text; '' for anything else."""
    text = str(value) if isinstance(value, str | int) and value is not True else ""
    return text if value is not False and is_id(text) else ""


def _event_kind(item):
    kind = item.get("kind", "post")
    return EVENT_KINDS.get(kind, "unknown") if isinstance(kind, str) else "unknown"


def _identity(item):
    identity = item.get("id")
    if isinstance(identity, str | int) and identity != "":
        return str(identity)
    return _digest({key: item[key] for key in item if key != "at"})


def _version(item):
    """What tells one edit of a post from the next one."""
    if "version" in item:
        return str(item["version"])
    if _event_kind(item) != "edit":
        return ""
    # Two edits of one second may have the same time.
    return f"{item.get('edited_at') or ''} {_digest(item.get('text'))}"


def _digest(value):
    raw = json.dumps(value, sort_keys=True).encode()
    return hashlib.sha256(raw).hexdigest()


def _occurred_at(item):
    """None where the time is not one: parsing will say so, storing must not fail."""
    try:
        return _time(_latest(item))
    except (TypeError, ValueError, OverflowError):
        return None


def _latest(item):
    return item.get("edited_at") or item.get("posted_at") or item["at"]


def value(payload, kind):
    """The meaning of one stored event; raises where it makes none."""
    return _READERS[kind](payload)


def _post(payload):
    external_id = str(payload["id"])
    kind = payload.get("kind", "post")
    return Post(
        external_id=external_id,
        thread_external_id=_thread(payload),
        author=_author(payload["author"]),
        text=_text(payload["text"]),
        posted_at=_time(payload.get("posted_at") or payload["at"]),
        kind=kind,
        private=kind == "direct" or payload.get("private") is True,
        parent_external_id=str(payload.get("parent_id") or ""),
        url=link(payload.get("url")),
        language=_text(payload.get("language") or ""),
        media=tuple(_media(item) for item in payload.get("media") or ()),
        stream=_text(payload.get("stream") or ""),
    )


def _edit(payload):
    kind = payload.get("of", "post")
    if kind not in POST_KINDS:
        raise ValueError(f"'of' must be one of {', '.join(POST_KINDS)}")
    post = _post({**payload, "kind": kind})
    edited_at = _time(payload.get("edited_at") or payload["at"])
    return replace(post, edited_at=edited_at)


def _deletion(payload):
    return Deletion(
        str(payload["id"]), _time(payload.get("deleted_at") or payload["at"])
    )


def _receipt(payload):
    if payload["status"] not in ("published", "failed"):
        raise ValueError("'status' must be published or failed")
    reason = _text(payload.get("reason") or "")
    return Receipt(str(payload["id"]), payload["status"], reason)


def _unknown(payload):
    return Unknown(f"Kind {payload.get('kind')!r} is not known here.")


_READERS = {
    "post": _post,
    "edit": _edit,
    "deletion": _deletion,
    "receipt": _receipt,
    "unknown": _unknown,
}


def _thread(payload):
    return str(payload.get("thread_id") or payload.get("parent_id") or payload["id"])


def _author(author):
    handle = _text(author["handle"]).strip().removeprefix("@")
    return Author(
        # A handle is the same in whatever case it is written.
        external_id=str(author.get("id") or handle.casefold()),
        handle=handle,
        name=_text(author.get("name") or ""),
        url=link(author.get("url")),
        avatar_url=link(author.get("avatar_url")),
        followers=_count(author.get("followers") or 0),
        verified=author.get("verified") is True,
    )


def _media(item):
    kind = _text(item.get("kind") or "image")
    return Media(link(item["url"]), kind, _text(item.get("alt") or ""))


def _count(value):
    count = int(value)
    if not 0 <= count <= MOST:
        raise ValueError(f"{value!r} is not a number of people")
    return count


def _text(text):
    if not isinstance(text, str):
        raise ValueError(f"{text!r} must be text")
    return text


def link(url):
    """Only addresses of the web: a screen makes a link of it."""
    if not url:
        return ""
    if not _text(url).lower().startswith(("https://", "http://")):
        raise ValueError(f"{url!r} is not an address of the web")
    return url


def _time(text):
    """Naive UTC of an ISO 8601 time; a time without zone is UTC."""
    return to_utc(datetime.fromisoformat(_text(text)))
