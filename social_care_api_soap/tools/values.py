# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Values in XML: texts, and elements for objects."""

import re

from lxml import etree

from .schema import NAMESPACE, get_reference

# Characters that no XML document can have.
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_values(element, described, definitions):
    """Return what an element holds, once the schema has accepted it.

    :param element: of an object
    :param described: JSON schema of the object
    :param definitions: {name: JSON schema}
    :return: dict of JSON values
    """
    fields = described["properties"]
    required = described.get("required", [])
    values = {name: [] for name in required if _is_list(fields[name])}
    for child in element:
        name = etree.QName(child).localname
        field = fields[name]
        if _is_list(field):
            value = _read_value(child, field["items"], definitions)
            values.setdefault(name, []).append(value)
        else:
            values[name] = _read_value(child, field, definitions)
    return values


def write_values(parent, described, values, definitions):
    """Add the elements of an object in the order of the schema.

    :param parent: element that gets them
    :param described: JSON schema of the object
    :param values: dict of JSON values
    :param definitions: {name: JSON schema}
    """
    for name, field in described["properties"].items():
        if name in values:
            is_list = _is_list(field)
            kind = field["items"] if is_list else field
            for value in values[name] if is_list else [values[name]]:
                child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
                _write_value(child, kind, value, definitions)


def write_text(value):
    """Return a JSON value as XML has it.

    :param value: text, number or truth value
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return _IMPOSSIBLE.sub("\ufffd", str(value))


def _is_list(field):
    return field.get("type") == "array"


def _read_value(element, kind, definitions):
    if name := get_reference(kind):
        return read_values(element, definitions[name], definitions)
    return _read_text(element.text or "", kind)


def _read_text(text, kind):
    """The schema has accepted it: it can be converted."""
    if kind["type"] == "integer":
        return int(text)
    if kind["type"] == "boolean":
        return text.strip() in ("true", "1")
    if kind["type"] == "number":
        return float(text)
    if "format" in kind:
        return text.strip()
    is_id = "integer" in kind.get("kinds", ()) and text.isascii() and text.isdecimal()
    return int(text) if is_id else text


def _write_value(element, kind, value, definitions):
    if name := get_reference(kind):
        write_values(element, definitions[name], value, definitions)
    else:
        element.text = write_text(value)
