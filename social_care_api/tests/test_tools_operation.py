# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import inspect
import unittest
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from ..tools import results
from ..tools.errors import ServiceError
from ..tools.operation import operation
from ..tools.values import Id, Line, Moment, Words


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A parcel."""

    number: int
    sent_at: results.Moment | None = None


@operation(
    "POST",
    "/depots/{depot_id}/parcels",
    errors=("taken",),
    example={"text": "Fragile"},
)
def send_parcel(
    self,
    depot_id: Id,
    text: Words,
    at: Moment | None = None,
    size: Literal[1, 2] = 1,
    ids: Annotated[list[Id], Field(max_length=2)] = (),
    name: Line = "",
) -> Parcel:
    """Send a parcel.

    It leaves today.

    :param depot_id: where it
        waits
    :param text: what it says
    """


@operation("GET", "/parcels")
def list_parcels(self, at: Moment | None = None, deep: bool = False) -> Parcel:
    """List parcels."""


SEND, LIST = send_parcel.operation, list_parcels.operation


class TestOperation(unittest.TestCase):
    def assert_invalid(self, *names, read=SEND.parse, **values):
        with self.assertRaises(ServiceError) as caught:
            read(values)
        self.assertEqual(caught.exception.code, "invalid_request")
        self.assertEqual(set(caught.exception.fields), set(names), values)

    def test_arguments_have_their_defaults(self):
        values = SEND.parse({"depot_id": 1, "text": "x"})
        self.assertEqual(values["size"], 1)
        self.assertIsNone(values["at"])
        self.assertEqual(list(values["ids"]), [])

    def test_json_is_taken_strictly(self):
        for odd in ("1", 1.0, True, 0, -1, 2**31, None, [1], {"x": 1}):
            self.assert_invalid("depot_id", depot_id=odd, text="x")
        for odd in (1, None, ["x"], "", "x" * 20_001, "a\0b", "\ud800"):
            with self.assertRaises(ServiceError, msg=repr(odd)[:20]):
                SEND.parse({"depot_id": 1, "text": odd})
        self.assert_invalid("ids", depot_id=1, text="x", ids=[1, 2, 3])
        self.assert_invalid("ids.1", depot_id=1, text="x", ids=[1, "2"])

    def test_unknown_and_missing_arguments_are_told(self):
        self.assert_invalid("depot_id", "more", text="x", more=1)

    def test_what_is_no_json_is_refused(self):
        with self.assertRaises(ServiceError):
            SEND.parse({"depot_id": 1, "text": object()})

    def test_texts_of_a_query_are_converted(self):
        values = LIST.parse_texts({"at": "2026-11-27T10:00:00+01:00", "deep": "true"})
        self.assertEqual(str(values["at"]), "2026-11-27 09:00:00")
        self.assertIs(values["deep"], True)
        self.assert_invalid("deep", read=LIST.parse_texts, deep="perhaps")

    def test_moments_are_bounded(self):
        for odd in ("1800-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "soon"):
            self.assert_invalid("at", depot_id=1, text="x", at=odd)

    def test_the_docstring_describes(self):
        self.assertEqual(SEND.summary, "Send a parcel")
        self.assertEqual(SEND.description, "Send a parcel.\n\nIt leaves today.")
        described = SEND.arguments.model_json_schema()["properties"]
        self.assertEqual(described["depot_id"]["description"], "where it waits")

    def test_odoo_sees_the_arguments_by_name(self):
        names = list(inspect.signature(send_parcel).parameters)
        self.assertEqual(names[:2] + names[-1:], ["self", "depot_id", "request_id"])
        self.assertNotIn("request_id", inspect.signature(list_parcels).parameters)

    def test_results_leave_out_what_is_missing(self):
        self.assertEqual(SEND.dump(Parcel(number=1)), {"number": 1})

    def test_refusals_follow_from_what_it_does(self):
        self.assertIn("not_found", SEND.all_errors)
        self.assertIn("taken", SEND.all_errors)
        self.assertNotIn("refused", LIST.all_errors)
