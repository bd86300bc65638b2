# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""XML Schema of JSON schemas, as pydantic writes them."""

from lxml import etree

from .calls import PROBLEM

NAMESPACE = "urn:social-care:api:v1"
XS = "http://www.w3.org/2001/XMLSchema"

_SIMPLE = {
    ("string", None): "xs:string",
    ("string", "date-time"): "xs:dateTime",
    ("string", "date"): "xs:date",
    ("string", "base64"): "xs:base64Binary",
    ("boolean", None): "xs:boolean",
    ("number", None): "xs:double",
}
_FACETS = {
    "minimum": "minInclusive",
    "maximum": "maxInclusive",
    "minLength": "minLength",
    "maxLength": "maxLength",
}
_LARGEST_INT = 2**31 - 1


def build_schema(calls, definitions):
    """Return the schema of all messages.

    :param calls: list of ``tools.calls.Call``
    :param definitions: {name: JSON schema}
    :return: element
    """
    attributes = {"targetNamespace": NAMESPACE, "elementFormDefault": "qualified"}
    schema = etree.Element(
        f"{{{XS}}}schema", attributes, nsmap={"xs": XS, "tns": NAMESPACE}
    )
    for name, definition in definitions.items():
        _add_object(schema, definition, name=name)
    for call in calls:
        _add_message(schema, call.name, call.arguments)
        _add_message(schema, f"{call.name}Response", call.answer)
    _add_message(schema, "Problem", PROBLEM)
    return schema


def get_reference(field):
    """Return the name of the object that a field holds, '' for a simple value."""
    return field.get("$ref", "").rpartition("/")[2]


def _add(parent, tag, **attributes):
    return etree.SubElement(parent, f"{{{XS}}}{tag}", attributes)


def _document(parent, field):
    if words := field.get("description"):
        annotation = _add(parent, "annotation")
        _add(annotation, "documentation").text = " ".join(words.split())


def _add_message(schema, name, described):
    _add_object(_add(schema, "element", name=name), described)


def _add_object(parent, described, **attributes):
    kind = _add(parent, "complexType", **attributes)
    _document(kind, described)
    sequence = _add(kind, "sequence")
    required = described.get("required", [])
    for name, field in described.get("properties", {}).items():
        _add_field(sequence, name, field, name in required)


def _add_field(sequence, name, field, is_required):
    element = _add(sequence, "element", name=name)
    if field.get("type") == "array":
        element.set("minOccurs", str(field.get("minItems", 0) if is_required else 0))
        element.set("maxOccurs", str(field.get("maxItems", "unbounded")))
        value = field["items"]
    else:
        value = field
        if not is_required:
            element.set("minOccurs", "0")
    _document(element, field)
    if name_of_object := get_reference(value):
        element.set("type", f"tns:{name_of_object}")
    else:
        _add_simple(element, value)


def _add_simple(element, value):
    base, facets = _choose_base(value), _list_facets(value)
    if not facets:
        element.set("type", base)
        return
    restriction = _add(_add(element, "simpleType"), "restriction", base=base)
    for facet, limit in facets:
        _add(restriction, facet, value=str(limit))


def _choose_base(value):
    kind, form = value.get("type"), value.get("format")
    if kind == "integer":
        is_small = value.get("maximum", _LARGEST_INT + 1) <= _LARGEST_INT
        return "xs:int" if is_small and "minimum" in value else "xs:long"
    if (kind, form) not in _SIMPLE:
        raise TypeError(f"SOAP has no type for {value}")
    return _SIMPLE[kind, form]


def _list_facets(value):
    options = [value["const"]] if "const" in value else value.get("enum", [])
    bounds = [
        (facet, value[key])
        for key, facet in _FACETS.items()
        if key in value and (key, value[key]) != ("minLength", 0)
    ]
    return bounds + [("enumeration", one) for one in options]
