# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""XML of strangers: bounded before anything is built of it."""

import codecs
import re

from lxml import etree

from odoo.addons.social_care_api.tools.errors import ServiceError

#: Bytes of a message, unless its operation takes more.
SMALL = 256 * 1024
#: Elements and attributes.
MOST_PARTS = 1_000
DEEPEST = 50
_CHUNK = 16 * 1024
# Envelope, body, operation.
_DEPTH_OF_CALLS = 3
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(rb"<\?xml[^>]*\sencoding\s*=\s*[\"']([^\"']+)")
_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}


def parse(body, sizes):
    """Return the root of a document.

    :param bytes body: UTF-8, or UTF-16 with its mark
    :param sizes: {tag of a call: bytes of its largest message}
    :return: element, without comments and processing instructions
    :raises ServiceError: ``invalid_request`` or ``too_large``
    """
    encoding = _choose_encoding(body)
    try:
        _survey(body, encoding, sizes)
        parser = etree.XMLParser(
            encoding=encoding, remove_comments=True, remove_pis=True, **_SAFE
        )
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise ServiceError("invalid_request", f"This is no XML: {error.msg}") from None


def _choose_encoding(body):
    if body.startswith(_UTF_16):
        return "utf-16"
    declared = _DECLARED.match(body.removeprefix(codecs.BOM_UTF8)[:200])
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise ServiceError("invalid_request", "Send UTF-8, or UTF-16 with its mark.")
    return "utf-8"


def _survey(body, encoding, sizes):
    """Read all without keeping anything of it."""
    surveyor = _Surveyor(sizes)
    parser = etree.XMLParser(target=surveyor, encoding=encoding, **_SAFE)
    for start in range(0, len(body), _CHUNK):
        if start > surveyor.largest:
            words = f"At most {surveyor.largest // 1024} kB are accepted."
            raise ServiceError("too_large", words)
        parser.feed(body[start : start + _CHUNK])
    parser.close()


class _Surveyor:
    """What lxml tells of a document while it reads it."""

    def __init__(self, sizes):
        self.sizes = sizes
        self.largest = SMALL
        self.count = self.depth = 0

    def start(self, tag, attributes):
        self.count += 1 + len(attributes)
        self.depth += 1
        if self.count > MOST_PARTS or self.depth > DEEPEST:
            words = (
                f"At most {MOST_PARTS} elements and attributes, {DEEPEST} deep, are "
                "accepted."
            )
            raise ServiceError("too_large", words)
        if self.depth == _DEPTH_OF_CALLS:
            self.largest = max(self.largest, self.sizes.get(tag, 0))

    def end(self, _tag):
        self.depth -= 1

    def doctype(self, _name, _public_id, _system):
        raise ServiceError("invalid_request", "A message must not have a DOCTYPE.")

    def close(self):
        """lxml wants a target to have an end."""
