# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""OpenAPI 3.1 document of operations, from their signatures and docstrings."""

from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from .errors import ERRORS

VERSION = "1.0.0"
BASE = "/social_care/api/v1"
_PLACES = "#/components/schemas/{model}"
_PROBLEM = {
    "title": "Problem",
    "description": "A refusal (RFC 9457) with a code that does not change.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do, for a person."},
        "code": {"type": "string", "enum": sorted(ERRORS)},
        "fields": {
            "type": "object",
            "description": "What is wrong, by argument.",
            "additionalProperties": {"type": "string"},
        },
    },
}
_RATE_HEADERS = {
    "RateLimit": {
        "description": "Requests left in this minute, and seconds until all are.",
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": "Requests of a key in a minute.",
        "schema": {"type": "string"},
    },
}
_IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "ID of the request: the same request with it acts once within 24 "
    "hours, and is answered alike.",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": 200,
        "pattern": "^[\\x21-\\x7e]+$",
    },
}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "ETag of the last answer: 304 if it is still the same.",
    "schema": {"type": "string"},
}


def build_document(operations):
    """Return the document.

    :param operations: list of ``tools.operation.Operation``
    :return: dict of JSON values
    """
    schemas = _build_schemas(operations)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Social Care for Odoo",
            "version": VERSION,
            "description": "Work the queue of Social Care from another desktop.",
            "license": {"name": "AGPL-3.0", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": BASE}],
        "security": [{"key": []}],
        "paths": _build_paths(operations, schemas),
        "components": {
            "schemas": schemas["definitions"],
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "API key of an Odoo user.",
                }
            },
            "responses": _build_responses(),
        },
    }


def _build_schemas(operations):
    """:return: {"definitions": {name: schema}, name of an operation: {"arguments",
    "result"}}"""
    modes = [(one.arguments, "validation") for one in operations]
    of_arguments, found = models_json_schema(modes, ref_template=_PLACES)
    inputs = [of_arguments[one.arguments, "validation"] for one in operations]
    of_results, more = TypeAdapter.json_schemas(
        [(one.name, "serialization", one.result) for one in operations],
        ref_template=_PLACES,
    )
    definitions = {**found.get("$defs", {}), **more.get("$defs", {})}
    schemas = {"definitions": definitions | {"Problem": _PROBLEM}}
    for one, arguments in zip(operations, inputs, strict=True):
        schemas[one.name] = {
            "arguments": _resolve(arguments, definitions),
            "result": of_results[one.name, "serialization"],
        }
    for one in operations:
        definitions.pop(one.arguments.__name__, None)
        schemas["definitions"].pop(one.arguments.__name__, None)
    return schemas


def _resolve(schema, definitions):
    name = schema.get("$ref", "").rpartition("/")[2]
    return definitions[name] if name else schema


def _build_paths(operations, schemas):
    paths = {}
    for one in operations:
        place = paths.setdefault(one.path, {})
        place[one.method.lower()] = _build_operation(one, schemas[one.name])
    return paths


def _build_operation(one, schemas):
    description = {
        "operationId": one.name,
        "summary": one.summary,
        "description": one.description,
        "tags": [one.path.split("/")[1]],
        "parameters": _build_parameters(one, schemas["arguments"]),
        "responses": {
            "200": {
                "description": "Done.",
                "headers": _RATE_HEADERS,
                "content": {"application/json": {"schema": schemas["result"]}},
            },
            **({} if one.is_writing else {"304": {"description": "Still the same."}}),
            **_list_refusals(one),
        },
    }
    if one.is_writing:
        description["requestBody"] = _build_body(one, schemas["arguments"])
    return description


def _list_refusals(one):
    statuses = {ERRORS[code][0] for code in one.all_errors}
    return {
        str(status): {"$ref": f"#/components/responses/{status}"}
        for status in sorted(statuses)
    }


def _build_parameters(one, schema):
    properties, required = schema.get("properties", {}), schema.get("required", [])
    parameters = [
        {
            "name": name,
            "in": "path" if name in one.path_names else "query",
            "required": name in required,
            "description": described.get("description", ""),
            "schema": _make_plain(described),
        }
        for name, described in properties.items()
        if name in one.path_names or not one.is_writing
    ]
    if one.is_remembered:
        parameters.append(_IDEMPOTENCY)
    elif not one.is_writing:
        parameters.append(_IF_NONE_MATCH)
    return parameters


def _make_plain(schema):
    """A parameter that may be missing is none: text has no null."""
    plain = {
        key: value
        for key, value in schema.items()
        if key not in ("title", "description") and (key, value) != ("default", None)
    }
    options = [one for one in plain.pop("anyOf", []) if one != {"type": "null"}]
    return plain | (options[0] if len(options) == 1 else {})


def _build_body(one, schema):
    properties = {
        name: described
        for name, described in schema.get("properties", {}).items()
        if name not in one.path_names
    }
    required = [
        name for name in schema.get("required", []) if name not in one.path_names
    ]
    body = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        body["required"] = required
    content = {"schema": body}
    if one.example is not None:
        content["example"] = one.example
    return {"required": bool(required), "content": {"application/json": content}}


def _build_responses():
    titles = {}
    for code, (status, title) in ERRORS.items():
        titles.setdefault(status, []).append(f"`{code}`: {title}")
    content = {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
    }
    return {
        str(status): {"description": "\n\n".join(words), "content": content}
        for status, words in titles.items()
    }
