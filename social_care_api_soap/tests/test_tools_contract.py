# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest
from dataclasses import dataclass

from lxml import etree

from odoo.addons.social_care_api.tests.test_tools_operation import (
    LIST,
    SEND,
    Parcel,
)
from odoo.addons.social_care_api.tools.errors import ServiceError
from odoo.addons.social_care_api.tools.operation import operation
from odoo.addons.social_care_api.tools.values import Id, Line

from ..tools.contract import Contract
from ..tools.schema import NAMESPACE
from ..tools.wsdl import WSDL, build_wsdl

ADDRESS = "https://odoo.example.com/social_care/api/soap"


@dataclass(frozen=True, kw_only=True)
class Depot:
    """A depot."""

    name: str
    parcels: list[Parcel]
    is_open: bool = True


@operation("GET", "/depots/{depot_id}")
def get_depot(self, depot_id: Id, value: Line | Id = "") -> Depot:
    """Return a depot."""


@operation("GET", "/odd")
def get_odd(self, odd: dict[str, int] | None = None) -> Depot:
    """Return what SOAP has no type for."""


DEPOT, ODD = get_depot.operation, get_odd.operation


class TestContract(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.contract = Contract([SEND, LIST, DEPOT])

    def make(self, name, *fields, namespace=NAMESPACE):
        element = etree.Element(f"{{{namespace}}}{name}")
        for field, text in fields:
            etree.SubElement(element, f"{{{namespace}}}{field}").text = text
        return element

    def load(self, name, *fields):
        element = self.make(name, *fields)
        return self.contract.read_call(self.contract.find(element), element)

    def assert_refused(self, name, *fields):
        with self.assertRaises(ServiceError, msg=fields) as caught:
            self.load(name, *fields)
        self.assertEqual(caught.exception.code, "invalid_request")
        self.assertNotIn(NAMESPACE, caught.exception.words)

    def test_arguments_are_converted_by_their_types(self):
        values, request_id = self.load(
            "SendParcel",
            ("depot_id", " 7 "),
            ("text", " Ü\n"),
            ("at", "2026-11-27T10:00:00+01:00"),
            ("ids", "3"),
            ("ids", "4"),
            ("request_id", "r1"),
        )
        self.assertEqual(request_id, "r1")
        self.assertEqual(values["ids"], [3, 4])
        arguments = SEND.parse(values)
        self.assertEqual(arguments["depot_id"], 7)
        self.assertEqual(arguments["text"], " Ü\n")
        self.assertEqual(str(arguments["at"]), "2026-11-27 09:00:00")
        self.assertEqual(arguments["size"], 1)
        self.assertEqual(self.load("ListParcels", ("deep", "1"))[0], {"deep": True})

    def test_a_value_of_several_kinds_is_a_number_where_it_can_be(self):
        fields = ("depot_id", "7")
        self.assertEqual(self.load("GetDepot", fields, ("value", "5"))[0]["value"], 5)
        self.assertEqual(self.load("GetDepot", fields, ("value", "a"))[0]["value"], "a")

    def test_what_is_not_as_the_schema_says_is_refused(self):
        depot, text = ("depot_id", "7"), ("text", "x")
        self.assert_refused("SendParcel", text, depot)
        self.assert_refused("SendParcel", depot)
        self.assert_refused("SendParcel", depot, text, ("more", "1"))
        self.assert_refused("SendParcel", depot, text, text)
        self.assert_refused("SendParcel", depot, text, *[("ids", "1")] * 3)
        for odd in ("", "x", "0", "-1", "1.0", str(2**31), "1 2"):
            self.assert_refused("SendParcel", ("depot_id", odd), text)
        self.assert_refused("SendParcel", depot, ("text", "x" * 20_001))
        self.assert_refused("SendParcel", depot, text, ("at", "soon"))
        self.assert_refused("SendParcel", depot, text, ("size", "3"))
        self.assert_refused("ListParcels", ("request_id", "r1"))

    def test_unknown_operations_are_told(self):
        for name, namespace in (("Nothing", NAMESPACE), ("SendParcel", "urn:other")):
            with self.assertRaises(ServiceError) as caught:
                self.contract.find(self.make(name, namespace=namespace))
            self.assertEqual(caught.exception.code, "not_found")

    def test_answers_are_as_the_schema_says_whatever_the_order_of_their_values(self):
        depot = Depot(name="\x0bÜ\r\n<b>", parcels=[Parcel(number=1), Parcel(number=2)])
        values = DEPOT.dump(depot)
        call = next(one for one in self.contract.calls if one.operation is DEPOT)
        answer = self.contract.write_answer(call, dict(reversed(values.items())))
        etree.XMLSchema(self.contract.schema).assertValid(answer)
        result = etree.fromstring(etree.tostring(answer))[0]
        fields = [(etree.QName(child).localname, child.text) for child in result]
        self.assertEqual(fields[0], ("name", "\ufffdÜ\r\n<b>"))
        self.assertEqual(fields[-1], ("is_open", "true"))
        self.assertEqual([name for name, _text in fields].count("parcels"), 2)

    def test_what_soap_has_no_type_for_is_not_left_out_silently(self):
        with self.assertRaises(TypeError):
            Contract([ODD])

    def test_the_wsdl_is_the_same_each_time(self):
        again = Contract([DEPOT, LIST, SEND])
        self.assertEqual(build_wsdl(self.contract, ADDRESS), build_wsdl(again, ADDRESS))

    def test_the_wsdl_has_each_operation_in_both_bindings(self):
        wsdl = etree.fromstring(build_wsdl(self.contract, ADDRESS))
        spaces = {"w": WSDL}
        for place in ("w:portType", "w:binding[1]", "w:binding[2]"):
            found = wsdl.xpath(f"{place}/w:operation/@name", namespaces=spaces)
            self.assertEqual(found, ["GetDepot", "ListParcels", "SendParcel"], place)
        addresses = wsdl.xpath("//@location")
        self.assertEqual(addresses, [ADDRESS, ADDRESS])

    def test_every_message_of_the_wsdl_has_an_element(self):
        wsdl = etree.fromstring(build_wsdl(self.contract, ADDRESS))
        elements = {
            f"tns:{name}" for name in wsdl.xpath("//*[@targetNamespace]/*/@name")
        }
        for named in wsdl.xpath("//@element") + wsdl.xpath("//@message"):
            self.assertIn(named, elements)
