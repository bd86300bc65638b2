# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""An operation of the service: a method with typed arguments and a typed result.

The decorator ``operation`` is all that a method needs: REST, the OpenAPI document and
the calls over RPC are made from its signature and its docstring. Another addon adds an
operation by adding such a method to ``social.care.service``.
"""

import inspect
import re
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, get_type_hints

from pydantic import ConfigDict, Field, TypeAdapter, create_model
from pydantic import ValidationError as Invalid
from pydantic_core import PydanticSerializationError, to_json

from odoo import api

from .errors import COMMON, ServiceError
from .values import RequestId

AGENT = "social_care.group_social_care_agent"
SUPERVISOR = "social_care.group_social_care_supervisor"

# Most faults of a request that are told.
_MOST = 20
_PARAM = re.compile(r"^:param (\w+): (.+?)(?=\n:|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Operation:
    """What is known of an operation.

    :param name: name of the method
    :param method: of HTTP; all but GET change something
    :param path: of REST, with the names of arguments in braces
    :param group: external ID of the group that may call it, besides the one for
        outside desktops
    :param errors: codes that it may be refused with, besides ``COMMON``
    :param function: the method itself
    :param largest: bytes of the largest body
    :param example: body of a request for the documentation, None for none
    :param is_trial: whether it changes nothing although it is no GET
    """

    name: str
    method: str
    path: str
    group: str
    errors: tuple
    function: Any = field(repr=False)
    largest: int
    example: dict | None = field(default=None, hash=False)
    is_trial: bool = False

    @property
    def is_writing(self):
        """Whether the operation changes something."""
        return self.method != "GET"

    @property
    def is_remembered(self):
        """Whether the same request acts once. Answers of trials have words of people,
        which are not stored.
        """
        return self.is_writing and not self.is_trial

    @cached_property
    def path_names(self):
        """Names of the arguments in the path."""
        return re.findall(r"{(\w+)}", self.path)

    @cached_property
    def all_errors(self):
        """Codes that the operation may be refused with."""
        found = {*COMMON, *self.errors}
        if "{" in self.path:
            found.add("not_found")
        if self.is_writing:
            found |= {"refused", "unsupported_media_type"}
        if self.is_remembered:
            found.add("request_id_reused")
        return sorted(found)

    @cached_property
    def docstring(self):
        """The docstring of the method."""
        return inspect.getdoc(self.function) or ""

    @cached_property
    def summary(self):
        """First line of the docstring."""
        return self.docstring.split("\n")[0].rstrip(".")

    @cached_property
    def description(self):
        """The docstring up to its arguments."""
        return re.split(r"^:", self.docstring, maxsplit=1, flags=re.MULTILINE)[
            0
        ].strip()

    @cached_property
    def arguments(self):
        """Class of the arguments, which validates them."""
        hints = get_type_hints(self.function, include_extras=True)
        words = {
            name: " ".join(text.split())
            for name, text in _PARAM.findall(self.docstring)
        }
        fields = {
            name: (
                hints[name],
                Field(
                    ... if argument.default is argument.empty else argument.default,
                    description=words.get(name),
                ),
            )
            for name, argument in _list_arguments(self.function)
        }
        config = ConfigDict(extra="forbid")
        return create_model(_to_title(self.name), __config__=config, **fields)

    @cached_property
    def result(self):
        """``TypeAdapter`` of the result."""
        hints = get_type_hints(self.function, include_extras=True)
        return TypeAdapter(hints["return"])

    def bind(self, given, values):
        """Return all arguments of a call over RPC by name.

        :param given: those that were passed by place
        :param values: dict of those that were passed by name
        :return: (dict of arguments, ID of the request or '')
        :raises ServiceError: ``invalid_request``, if one came twice or too many did
        """
        names = [name for name, _argument in _list_arguments(self.function)]
        names += ["request_id"] if self.is_writing else []
        placed = dict(zip(names, given, strict=False))
        if len(given) > len(names) or placed.keys() & values.keys():
            words = f"Pass by name, each once: {', '.join(names) or 'nothing'}."
            raise ServiceError("invalid_request", words)
        bound = placed | values
        return bound, bound.pop("request_id", "") if self.is_writing else ""

    def parse(self, values):
        """Validate arguments that came as JSON values.

        :param values: dict
        :return: dict of arguments for the method
        :raises ServiceError: ``invalid_request``, with what is wrong by argument
        """
        return self._validate(_check_json, values)

    def parse_texts(self, values):
        """Validate arguments that came as text, from a query.

        :param values: dict of texts
        :return: dict of arguments for the method
        :raises ServiceError: ``invalid_request``, with what is wrong by argument
        """
        return self._validate(_check_texts, values)

    def _validate(self, validate, values):
        try:
            found = validate(self.arguments, values)
        except Invalid as error:
            raise _describe_faults(error) from None
        return {name: getattr(found, name) for name in self.arguments.model_fields}

    def dump(self, result):
        """Return a result as JSON values; what is missing is left out.

        :param result: what the method returned
        """
        return self.result.dump_python(result, mode="json", exclude_none=True)


def operation(
    method,
    path,
    *,
    group=AGENT,
    errors=(),
    largest=256 * 1024,
    example=None,
    is_trial=False,
):
    """Make a method an operation of the service.

    Its arguments are annotated with types of ``tools.values``, its result with a data
    class. Whoever calls it over RPC passes the arguments by name and gets JSON values;
    ``request_id`` makes a call that changes something act once.

    :param method: GET, POST, PUT or DELETE
    :param path: as ``Operation.path``
    :param group: as ``Operation.group``
    :param errors: as ``Operation.errors``
    :param largest: as ``Operation.largest``
    :param example: as ``Operation.example``
    :param is_trial: as ``Operation.is_trial``
    :return: decorator
    """

    def decorate(function):
        @wraps(function)
        def serve(self, *given, **values):
            return self._serve(serve.operation, given, values)

        serve.operation = Operation(
            function.__name__,
            method,
            path,
            group,
            errors,
            function,
            largest,
            example,
            is_trial,
        )
        serve.__signature__ = _build_signature(function, serve.operation)
        return api.model(serve)

    return decorate


def _list_arguments(function):
    return list(inspect.signature(function).parameters.items())[1:]


def _build_signature(function, described):
    """The signature that Odoo shows and binds."""
    signature = inspect.signature(function)
    if not described.is_writing:
        return signature
    request_id = inspect.Parameter(
        "request_id",
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        default="",
        annotation=RequestId,
    )
    return signature.replace(parameters=[*signature.parameters.values(), request_id])


def _check_json(arguments, values):
    try:
        text = to_json(values)
    except (PydanticSerializationError, ValueError):
        raise ServiceError("invalid_request", "An argument is no JSON value.") from None
    return arguments.model_validate_json(text, strict=True)


def _check_texts(arguments, values):
    return arguments.model_validate_strings(values)


def _describe_faults(error):
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    fields = {
        ".".join(map(str, fault["loc"])) or "request": fault["msg"]
        for fault in faults[:_MOST]
    }
    words = "; ".join(f"{name}: {message}" for name, message in fields.items())
    return ServiceError("invalid_request", words, fields)


def _to_title(name):
    return "".join(part.title() for part in name.split("_"))
