# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Wire format of the demo network. Plain values, no database."""

import hashlib
import json

from odoo.addons.social_care.tools.errors import Unreadable
from odoo.addons.social_care.tools.moments import parse_time
from odoo.addons.social_care.tools.values import (
    Author,
    Deletion,
    Event,
    Media,
    Post,
    Receipt,
    Unknown,
)

KINDS = {
    "post.created": "post",
    "post.edited": "edit",
    "post.deleted": "deletion",
    "reply.published": "receipt",
    "reply.revoked": "receipt",
}
EVENT_NAMES = {kind: name for name, kind in KINDS.items()}


def make_event(notice):
    """Return one notice as an event; invalid ones are kept as unknown."""
    if not isinstance(notice, dict) or not isinstance(notice.get("id"), str):
        digest = hashlib.sha256(json.dumps(notice).encode()).hexdigest()
        return Event(digest, "unknown", payload={"notice": notice})
    return Event(
        external_id=notice["id"],
        kind=KINDS.get(str(notice.get("event")), "unknown"),
        version=_get_version(notice),
        payload=notice,
        occurred_at=_read_occurred_at(notice),
    )


def _get_version(notice):
    event = str(notice.get("event"))
    if KINDS.get(event) == "receipt":
        return event
    return str(notice.get("revision") or "")


def _read_occurred_at(notice):
    try:
        return parse_time(notice.get("at"))
    except ValueError:
        return None


def read_value(notice, kind):
    """Return the meaning of a notice.

    :raise Exception: if it is invalid
    """
    if kind == "unknown":
        return Unknown(f"The demo network said “{notice.get('event')}”.")
    try:
        at = parse_time(notice["at"])
        if kind == "deletion":
            return Deletion(notice["id"], at)
        if kind == "receipt":
            status = notice["event"].removeprefix("reply.")
            return Receipt(notice["id"], status, notice["reason"])
        return _post(notice, at if kind == "edit" else None)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unreadable("The demo network left out part of a post.") from error


def _post(notice, edited_at):
    post = notice["post"]
    return Post(
        external_id=notice["id"],
        thread_external_id=post["root"],
        author=Author(**post["author"]),
        text=post["text"],
        posted_at=parse_time(post["posted_at"]),
        kind=_get_kind(post),
        private=post["private"] is not False,
        parent_external_id=post["parent"],
        url=post["url"],
        language=post["language"],
        media=tuple(map(_read_medium, post["images"])),
        edited_at=edited_at,
        cannot_reply_reason=post.get("cannot_reply", ""),
        version_external_id=post.get("version_id", ""),
        stars=post.get("stars") or None,
    )


def _read_medium(item):
    """Return a file of a post: an address, or a dict with its kind and description."""
    return Media(**item) if isinstance(item, dict) else Media(item)


def _get_kind(post):
    if post["private"]:
        return "direct"
    if post.get("stars"):
        return "review"
    return "comment" if post["parent"] else "post"
