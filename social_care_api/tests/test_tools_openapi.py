# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from ..tools.openapi import build_document
from .test_tools_operation import LIST, SEND


class TestOpenapi(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.document = build_document([SEND, LIST])
        self.send = self.document["paths"]["/depots/{depot_id}/parcels"]["post"]
        self.list = self.document["paths"]["/parcels"]["get"]

    def test_the_server_has_the_path_of_the_api(self):
        self.assertEqual(self.document["servers"], [{"url": "/social_care/api/v1"}])

    def test_what_is_in_the_path_is_not_in_the_body(self):
        body = self.send["requestBody"]["content"]["application/json"]["schema"]
        self.assertNotIn("depot_id", body["properties"])
        self.assertEqual(body["required"], ["text"])
        self.assertIs(body["additionalProperties"], False)
        places = {one["name"]: one["in"] for one in self.send["parameters"]}
        self.assertEqual(places, {"depot_id": "path", "Idempotency-Key": "header"})

    def test_an_example_is_what_the_operation_takes(self):
        content = self.send["requestBody"]["content"]["application/json"]
        self.assertEqual(content["example"], SEND.example)
        SEND.parse({"depot_id": 1, **SEND.example})

    def test_reading_takes_a_query(self):
        parameters = {one["name"]: one for one in self.list["parameters"]}
        self.assertEqual(parameters["at"]["in"], "query")
        self.assertFalse(parameters["at"]["required"])
        self.assertEqual(
            parameters["at"]["schema"], {"type": "string", "format": "date-time"}
        )
        self.assertNotIn("requestBody", self.list)

    def test_every_refusal_is_listed_by_its_status(self):
        statuses = set(self.send["responses"])
        self.assertLessEqual({"200", "400", "401", "403", "404", "409"}, statuses)
        self.assertIn("304", self.list["responses"])
        for status in statuses - {"200"}:
            self.assertIn(status, self.document["components"]["responses"])

    def test_all_references_lead_somewhere(self):
        for reference in _list_references(self.document):
            place = self.document
            for part in reference.removeprefix("#/").split("/"):
                self.assertIn(part, place, reference)
                place = place[part]


def _list_references(value):
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for one in value.values():
            yield from _list_references(one)
    elif isinstance(value, list):
        for one in value:
            yield from _list_references(one)
