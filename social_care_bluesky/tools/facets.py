# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Find links, mentions and hashtags in a text, as the byte ranges that Bluesky
needs.
"""

import re
from typing import NamedTuple

from odoo.addons.social_care.tools.links import find_links

_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_ZONE = r"[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_MENTION = re.compile(rf"(?<![\w@/.])@((?:{_LABEL}\.)+{_ZONE})")
_TAG = re.compile(r"(?<![^\s(])[#＃](\w*[^\W\d]\w*)")
_TAG_LENGTH = 64


class Found(NamedTuple):
    """An item in a text: ``kind`` is link, mention or tag; the end is exclusive."""

    kind: str
    start: int
    end: int
    value: str


def find(text):
    """Return all items that get a facet, in order and without overlaps."""
    found = [*_find_links(text), *_find_mentions(text), *_find_tags(text)]
    return _drop_overlaps(sorted(found, key=lambda item: item.start))


def build_facet(text, item, feature):
    """Return the facet of an item. Bluesky counts UTF-8 bytes, Python counts
    characters.
    """
    return {
        "index": {
            "byteStart": _count_bytes_before(text, item.start),
            "byteEnd": _count_bytes_before(text, item.end),
        },
        "features": [{"$type": f"app.bsky.richtext.facet#{item.kind}", **feature}],
    }


def _count_bytes_before(text, position):
    return len(text[:position].encode())


def _find_links(text):
    for start, url in find_links(text):
        yield Found("link", start, start + len(url), url)


def _find_mentions(text):
    for match in _MENTION.finditer(text):
        yield Found("mention", match.start(), match.end(), match.group(1).lower())


def _find_tags(text):
    for match in _TAG.finditer(text):
        if len(match.group(1)) <= _TAG_LENGTH:
            yield Found("tag", match.start(), match.end(), match.group(1))


def _drop_overlaps(found):
    kept = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept
