# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Convert post views of the AppView to the plain values of the core.

The frame of a view comes from the AppView, but its record contains whatever a client
wrote into its own repository, so each field is checked. Invalid optional fields are
dropped; the post is kept.
"""

from odoo.addons.social_care.tools.errors import Unreadable
from odoo.addons.social_care.tools.moments import parse_time
from odoo.addons.social_care.tools.text import get_web_link
from odoo.addons.social_care.tools.values import Author, Media, Post

from . import at_uri, tid

#: Marks a view that is stored because it is above a mention in the thread.
CONTEXT = "$socialCareContext"


def sort_time(post):
    """Return the time by which the network sorts its lists: that of the author, which
    may be in the past but not in the future. None without one.
    """
    seen = _parse_moment(post.get("indexedAt"))
    written = _parse_moment(_dict(post.get("record")).get("createdAt"))
    return min(filter(None, (seen, written)), default=None)


def get_arrival(view):
    """Return when the network indexed a post, whatever time its author gives it.

    Some servers only show the time of the author; the record key, which the server
    makes from its own clock, is then more reliable.
    """
    rkey = at_uri.parse(view["uri"]).rkey
    seen = filter(None, (_parse_moment(view.get("indexedAt")), tid.decode(rkey)))
    return max(seen, default=None)


def get_references(view):
    """Return the addresses of the root post and of the parent; none if the record does
    not name both correctly.
    """
    reply = _dict(_dict(view.get("record")).get("reply"))
    uris = [_dict(reply.get(end)).get("uri") for end in ("root", "parent")]
    return uris if all(map(at_uri.is_valid, uris)) else []


def get_did(view):
    """Return the DID of the author: the owner of the repository."""
    return at_uri.parse(view["uri"]).did


def make_post(view, own_did):
    """Return the ``values.Post`` of a post view (app.bsky.feed.defs#postView)."""
    record = _dict(view.get("record"))
    uri = view["uri"]
    root, parent = get_references(view) or (uri, "")
    person = read_author(view)
    return Post(
        external_id=uri,
        thread_external_id=root,
        parent_external_id=parent,
        kind="comment" if at_uri.parse(root).did == own_did else "post",
        author=person,
        text=_read_text(record),
        posted_at=_read_posted_at(view),
        url=at_uri.build_web_url(uri, person.handle),
        language=_read_language(record),
        media=tuple(read_media(view)),
        is_context=view.get(CONTEXT) is True,
    )


def _read_text(record):
    text = record.get("text", "")
    if not isinstance(text, str):
        raise Unreadable("The record of this post has something else for its text.")
    return text


def _read_posted_at(view):
    when = _parse_moment(view.get("indexedAt")) or sort_time(view) or get_arrival(view)
    if not when:
        raise Unreadable("Bluesky does not tell when this post was made.")
    return when


def _read_language(record):
    languages = _list(record.get("langs"))
    return languages[0] if languages else ""


def read_author(view):
    """Return the ``values.Author`` of a post view."""
    did, person = get_did(view), _dict(view.get("author"))
    verification = _dict(person.get("verification"))
    handle = _string(person.get("handle")) or at_uri.INVALID_HANDLE
    return Author(
        external_id=did,
        handle=handle,
        name=_string(person.get("displayName")),
        url=at_uri.build_profile_url(did, handle),
        avatar_url=_string(person.get("avatar")),
        followers=person.get("followersCount") or 0,
        verified="valid"
        in (
            verification.get("verifiedStatus"),
            verification.get("trustedVerifierStatus"),
        ),
    )


# -- media -----------------------------------------------------------------------


def read_media(view):
    """Return pictures, videos, quoted posts and links of a post, in this order."""
    embed = _dict(view.get("embed"))
    kept = {}
    for item in [*_read_embedded(embed), *_read_linked(_dict(view.get("record")))]:
        if get_web_link(item.url):
            kept.setdefault(item.url, item)
    return kept.values()


def _read_embedded(embed):
    kind = _string(embed.get("$type")).removesuffix("#view").rsplit(".", 1)[-1]
    reader = _READERS.get(kind)
    return reader(embed) if reader else []


def _read_images(embed):
    return [_read_image(item) for item in _dicts(embed.get("images"))]


def _read_gallery(embed):
    return [_read_image(item) for item in _dicts(embed.get("items"))]


def _read_image(item):
    return Media(_string(item.get("fullsize")), "image", _string(item.get("alt")))


def _read_video(embed):
    return [Media(_string(embed.get("playlist")), "video", _string(embed.get("alt")))]


def _read_external(embed):
    link = _dict(embed.get("external"))
    return [Media(_string(link.get("uri")), "link", _string(link.get("title")))]


def _quote(embed):
    """Return a quoted post as a link: it is another conversation."""
    quoted = _dict(embed.get("record"))
    uri = quoted.get("uri")
    if "author" not in quoted or "value" not in quoted or not at_uri.is_valid(uri):
        return []
    handle = _string(_dict(quoted["author"]).get("handle"))
    words = _string(_dict(quoted["value"]).get("text"))
    return [Media(at_uri.build_web_url(uri, handle), "link", words)]


def _quote_with_media(embed):
    quoted, shown = _dict(embed.get("record")), _dict(embed.get("media"))
    # Media never contain media: a forged view might nest them without end.
    is_quote = _string(shown.get("$type")).startswith("app.bsky.embed.record")
    return [*([] if is_quote else _read_embedded(shown)), *_quote(quoted)]


_READERS = {
    "images": _read_images,
    "gallery": _read_gallery,
    "video": _read_video,
    "external": _read_external,
    "record": _quote,
    "recordWithMedia": _quote_with_media,
}


def _read_linked(record):
    """Return the links of the text from its facets: in the text they are shortened."""
    for facet in _dicts(record.get("facets")):
        for feature in _dicts(facet.get("features")):
            if feature.get("$type") == "app.bsky.richtext.facet#link":
                yield Media(_string(feature.get("uri")), "link")


# -- what may be anything --------------------------------------------------------


def _parse_moment(value):
    try:
        return parse_time(value)
    except ValueError:
        return None


def _dict(value):
    return value if isinstance(value, dict) else {}


def _list(value):
    return value if isinstance(value, list) else []


def _dicts(value):
    return [item for item in _list(value) if isinstance(item, dict)]


def _string(value):
    return value if isinstance(value, str) else ""
