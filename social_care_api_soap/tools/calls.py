# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Operations as SOAP sees them: JSON schemas of what goes in and comes out."""

from dataclasses import dataclass

from odoo.addons.social_care_api.tools.errors import ERRORS
from odoo.addons.social_care_api.tools.operation import Operation

REQUEST_ID = "request_id"
_REQUEST_ID_SCHEMA = {
    "type": "string",
    "minLength": 1,
    "maxLength": 200,
    "description": "ID of the request: the same request with it acts once within 24 "
    "hours, and is answered alike.",
}
PROBLEM = {
    "type": "object",
    "properties": {
        "code": {
            "type": "string",
            "enum": sorted(ERRORS),
            "description": "It does not change within a version.",
        },
        "detail": {"type": "string", "description": "What to do, for a person."},
        "fields": {"type": "array", "items": {"$ref": "#/$defs/ProblemField"}},
    },
    "required": ["code", "detail"],
}
#: What ``PROBLEM`` refers to.
PROBLEM_DEFINITIONS = {
    "ProblemField": {
        "type": "object",
        "description": "What is wrong with an argument.",
        "properties": {"name": {"type": "string"}, "message": {"type": "string"}},
        "required": ["name", "message"],
    }
}


@dataclass(frozen=True)
class Call:
    """An operation of the WSDL.

    :param operation: ``Operation`` of the service
    :param arguments: JSON schema of its arguments, with the ID of the request
    :param answer: JSON schema of its answer, an object with ``result``
    """

    operation: Operation
    arguments: dict
    answer: dict

    @property
    def name(self):
        """Name in the WSDL: ``take_work`` is TakeWork."""
        return self.operation.arguments.__name__


def describe_calls(operations):
    """Return operations with their schemas.

    :param operations: list of ``Operation``
    :return: (list of ``Call``, {name: JSON schema} of the objects that they hold)
    """
    definitions = dict(PROBLEM_DEFINITIONS)
    calls = [
        Call(one, _read_arguments(one, definitions), _read_answer(one, definitions))
        for one in operations
    ]
    objects = {name: _flatten(one) for name, one in sorted(definitions.items())}
    return sorted(calls, key=lambda call: call.name), objects


def _read_arguments(operation, definitions):
    schema = operation.arguments.model_json_schema()
    definitions |= schema.pop("$defs", {})
    properties = schema.get("properties", {})
    if operation.is_writing:
        properties = properties | {REQUEST_ID: _REQUEST_ID_SCHEMA}
    return _flatten(schema | {"properties": properties})


def _read_answer(operation, definitions):
    schema = operation.result.json_schema(mode="serialization")
    definitions |= schema.pop("$defs", {})
    if schema.get("type") == "object":
        definitions[schema["title"]] = schema
        schema = {"$ref": f"#/$defs/{schema['title']}"}
    return {"type": "object", "properties": {"result": schema}, "required": ["result"]}


def _flatten(described):
    """Return the schema of an object with its fields as XML has them: what is missing
    is left out, and a value of several kinds is a text, with its ``kinds``.
    """
    fields = described.get("properties", {}).items()
    return described | {"properties": {name: _simplify(one) for name, one in fields}}


def _simplify(field):
    options = [one for one in field.get("anyOf", []) if one != {"type": "null"}]
    plain = {key: value for key, value in field.items() if key != "anyOf"}
    if len(options) > 1:
        plain |= {"type": "string", "kinds": [one["type"] for one in options]}
    elif options:
        plain |= _simplify(options[0])
    if "items" in plain:
        plain["items"] = _simplify(plain["items"])
    return plain
