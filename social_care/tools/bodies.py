# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Bodies of webhooks: JSON, forms and XML from strangers, bounded before they are
parsed. Plain values, no database.
"""

import json
import math
from urllib.parse import parse_qsl

from lxml import etree

from .jsons import read_integer
from .nesting import MOST_LEVELS, is_too_deep

TOO_DEEP = f"Nested too deeply: at most {MOST_LEVELS} levels"
MOST_FIELDS = 1000
MOST_ELEMENTS = 20_000
# Of one element: the time to read them grows with the square of their number.
MOST_ATTRIBUTES = 100
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Refused(Exception):
    """A request is refused.

    :param status: HTTP status of the answer
    :param words: its text, for the administrator of the sending tool
    """

    def __init__(self, status, words):
        super().__init__(status, words)
        self.status = status
        self.words = words


def is_form(headers):
    """Return whether a body is sent as a form.

    :param headers: dict, names in lower case
    """
    kind = headers.get("content-type", "").partition(";")[0]
    return kind.strip().lower() in FORMS


def load_json(raw):
    """Parse a JSON object or list.

    :param raw: bytes
    :return: dict or list, without numbers that JSON does not have
    :raise Refused: if it is neither, or nested too deeply
    """
    try:
        payload = json.loads(
            raw,
            parse_float=_read_finite,
            parse_constant=_read_finite,
            parse_int=read_integer,
        )
    except RecursionError:
        raise Refused(400, TOO_DEEP) from None
    except ValueError:
        raise Refused(400, "Not JSON") from None
    if not isinstance(payload, dict | list):
        raise Refused(400, "Not a JSON object or list")
    if is_too_deep(payload, raw):
        raise Refused(400, TOO_DEEP)
    return payload


def load_form(raw):
    """Parse a URL-encoded form.

    :param raw: bytes
    :return: dict of lists: {name: [value, …]} in the order of the body
    :raise Refused: if it is no such form, or has more than ``MOST_FIELDS`` fields
    """
    try:
        pairs = parse_qsl(
            raw.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise Refused(400, "Not a URL-encoded form") from None
    values = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


def load_xml(raw):
    """Parse XML without entities and without a document type: neither can it read
    files or call servers, nor can it grow.

    :param raw: bytes
    :return: dict of the root element: ``tag``, ``attributes`` (dict), ``text`` and
        ``children`` (list of such dicts); tags and attributes of a namespace are
        ``{namespace}name``
    :raise Refused: if it is no XML, names entities, has more than ``MOST_ELEMENTS``
        elements or ``MOST_ATTRIBUTES`` of one element, or is nested too deeply
    """
    try:
        root = etree.fromstring(raw, _make_parser())
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(400, "Not XML") from None
    if root.getroottree().docinfo.doctype:
        raise Refused(400, "XML with a document type is not accepted")
    if sum(1 for _element in root.iter()) > MOST_ELEMENTS:
        raise Refused(413, f"At most {MOST_ELEMENTS} elements")
    if any(len(element.attrib) > MOST_ATTRIBUTES for element in root.iter()):
        raise Refused(413, f"At most {MOST_ATTRIBUTES} attributes of one element")
    return _read_element(root, MOST_LEVELS)


def get_texts(element):
    """Return {tag: text} of the children of an element: what flat XML says.

    :param element: dict as ``load_xml`` returns it
    """
    return {child["tag"]: child["text"] for child in element["children"]}


def _make_parser():
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _read_element(element, levels):
    if not levels:
        raise Refused(400, TOO_DEEP)
    return {
        "tag": element.tag,
        "attributes": dict(element.attrib),
        "text": (element.text or "").strip(),
        "children": [
            _read_element(child, levels - 1)
            for child in element.iterchildren(tag=etree.Element)
        ],
    }


def _read_finite(text):
    """Parse a number that JSON and the database can store: neither NaN nor infinite."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
