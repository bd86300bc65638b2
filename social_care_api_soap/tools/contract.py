# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import threading

from lxml import etree

from odoo.addons.social_care_api.tools.errors import ServiceError

from .calls import REQUEST_ID, describe_calls
from .schema import NAMESPACE, build_schema
from .values import read_values, write_values

# Characters of what the schema says of a message.
_LONGEST = 500


class Contract:
    """What SOAP accepts and answers.

    :param operations: list of ``Operation`` of the service
    """

    def __init__(self, operations):
        self.calls, self.definitions = describe_calls(operations)
        self.schema = build_schema(self.calls, self.definitions)
        self._by_tag = {f"{{{NAMESPACE}}}{call.name}": call for call in self.calls}
        self._validator = etree.XMLSchema(self.schema)
        self._lock = threading.Lock()

    @property
    def sizes(self):
        """{tag of a call: bytes of its largest message}"""
        return {tag: call.operation.largest for tag, call in self._by_tag.items()}

    def find(self, element):
        """Return the call that an element asks for.

        :param element: the content of a body
        :raises ServiceError: ``not_found``
        """
        call = self._by_tag.get(element.tag)
        if not call:
            words = f"There is no operation {element.tag[:_LONGEST]}. See the WSDL."
            raise ServiceError("not_found", words)
        return call

    def read_call(self, call, element):
        """Return the arguments of a call, checked by the schema.

        :param call: ``tools.calls.Call``
        :param element: the content of a body
        :return: (dict of JSON values, ID of the request or '')
        :raises ServiceError: ``invalid_request``
        """
        self._check(element)
        values = read_values(element, call.arguments, self.definitions)
        request_id = values.pop(REQUEST_ID, "") if call.operation.is_writing else ""
        return values, request_id

    def write_answer(self, call, answer):
        """Return the element that answers a call.

        :param call: ``tools.calls.Call``
        :param answer: dict of JSON values
        """
        tag = f"{{{NAMESPACE}}}{call.name}Response"
        element = etree.Element(tag, nsmap={None: NAMESPACE})
        write_values(element, call.answer, {"result": answer}, self.definitions)
        return element

    def _check(self, element):
        # Alone in its document: the schema knows nothing of envelopes. Its errors are
        # shared by all threads.
        with self._lock:
            if self._validator.validate(element):
                return
            message = self._validator.error_log[0].message
        words = message.replace(f"{{{NAMESPACE}}}", "")[:_LONGEST]
        raise ServiceError("invalid_request", words)
