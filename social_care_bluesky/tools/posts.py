# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""From what the AppView shows of a post to the core's plain values."""

from datetime import datetime

from odoo.addons.social_care.tools.text import web_link
from odoo.addons.social_care.tools.times import to_utc
from odoo.addons.social_care.tools.values import Author, Media, Post

from . import at_uri


def moment(text):
    """A time of the network as naive UTC."""
    return to_utc(datetime.fromisoformat(text))


def sort_time(post):
    """Where the network's lists put a post: by the author's time, which may lie in
    the past but not in the future."""
    seen = moment(post["indexedAt"])
    try:
        return min(seen, moment(post["record"]["createdAt"]))
    except ValueError:
        return seen


def references(post):
    """Addresses of the first post of the conversation and of the one answered."""
    reply = post["record"].get("reply") or {}
    return [reply[end]["uri"] for end in ("root", "parent") if end in reply]


def as_post(view, own_did):
    """The ``values.Post`` of a post view (app.bsky.feed.defs#postView)."""
    record = view["record"]
    root, parent = references(view) or (view["uri"], "")
    return Post(
        external_id=view["uri"],
        thread_external_id=root,
        parent_external_id=parent,
        kind="comment" if at_uri.parse(root).did == own_did else "post",
        author=author(view["author"]),
        text=record["text"],
        posted_at=moment(view["indexedAt"]),
        url=at_uri.web_url(view["uri"], view["author"]["handle"]),
        language=(record.get("langs") or [""])[0],
        media=tuple(media(view)),
    )


def author(view):
    """The ``values.Author`` of a profile view, basic or detailed."""
    verification = view.get("verification") or {}
    return Author(
        external_id=view["did"],
        handle=view["handle"],
        name=view.get("displayName") or "",
        url=at_uri.profile_url(view["did"], view["handle"]),
        avatar_url=view.get("avatar") or "",
        followers=view.get("followersCount") or 0,
        verified="valid"
        in (
            verification.get("verifiedStatus"),
            verification.get("trustedVerifierStatus"),
        ),
    )


def media(view):
    """Pictures, films, quoted posts and links of a post, in this order."""
    embed = view.get("embed") or {}
    kept = {}
    for item in [*_embedded(embed), *_linked(view["record"])]:
        if web_link(item.url):
            kept.setdefault(item.url, item)
    return kept.values()


def _embedded(embed):
    kind = embed.get("$type", "").removesuffix("#view").rsplit(".", 1)[-1]
    reader = _READERS.get(kind)
    return reader(embed) if reader else []


def _images(embed):
    return [Media(i["fullsize"], "image", i["alt"]) for i in embed["images"]]


def _gallery(embed):
    return [Media(i["fullsize"], "image", i["alt"]) for i in embed["items"]]


def _video(embed):
    return [Media(embed["playlist"], "video", embed.get("alt") or "")]


def _external(embed):
    external = embed["external"]
    return [Media(external["uri"], "link", external["title"])]


def _quote(embed):
    """What a post quotes is another conversation: a link, not a part of this one."""
    quoted = embed["record"]
    if "author" not in quoted or "value" not in quoted:
        return []
    url = at_uri.web_url(quoted["uri"], quoted["author"]["handle"])
    return [Media(url, "link", quoted["value"].get("text", ""))]


def _quote_with_media(embed):
    return [*_embedded(embed["media"]), *_quote(embed["record"])]


_READERS = {
    "images": _images,
    "gallery": _gallery,
    "video": _video,
    "external": _external,
    "record": _quote,
    "recordWithMedia": _quote_with_media,
}


def _linked(record):
    """Links of the text: people see them shortened, the facet has them whole."""
    for facet in record.get("facets") or []:
        for feature in facet["features"]:
            if feature["$type"] == "app.bsky.richtext.facet#link":
                yield Media(feature["uri"], "link")
