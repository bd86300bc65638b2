# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Envelopes of SOAP 1.1 and 1.2: read, written, and faults."""

from dataclasses import dataclass

from lxml import etree

from odoo.addons.social_care_api.tools.errors import ServiceError

from .calls import PROBLEM, PROBLEM_DEFINITIONS
from .guard import parse
from .schema import NAMESPACE
from .values import write_text, write_values
from .versions import SOAP_11, SOAP_12

WSSE = (
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
)
SECURITY = f"{{{WSSE}}}Security"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Codes of the service that are not the client's fault.
_OURS = ("internal_error",)


class EnvelopeError(ServiceError):
    """An envelope that SOAP itself does not allow.

    :param fault: code of SOAP
    :param words: what is wrong, for a person
    """

    def __init__(self, fault, words):
        super().__init__("invalid_request", words)
        self.fault = fault


@dataclass(frozen=True)
class Message:
    """What an envelope holds.

    :param call: element of the operation
    :param security: header of WS-Security, None without one
    """

    call: etree._Element
    security: etree._Element | None


def read_message(body, version, sizes):
    """Read an envelope.

    :param bytes body: of the request
    :param version: ``Version`` that its media type says
    :param sizes: {tag of a call: bytes of its largest message}
    :return: ``Message``
    :raises ServiceError: if it is no envelope of this version with one call
    """
    envelope = parse(body, sizes)
    if envelope.tag != version.qualify("Envelope"):
        words = f"With {version.media_type}, send an {version.qualify('Envelope')}."
        raise EnvelopeError("VersionMismatch", words)
    header, content = _split(envelope, version)
    calls = [] if content is None else list(content)
    if len(calls) != 1 or _has_text(envelope) or _has_text(content):
        words = "An envelope has one header at most, then one body with one element."
        raise ServiceError("invalid_request", words)
    return Message(calls[0], _find_security(header, version))


def _split(envelope, version):
    """:return: header and body, the latter None if there is anything else"""
    tags = [child.tag for child in envelope]
    header, body = version.qualify("Header"), version.qualify("Body")
    if tags == [header, body]:
        return envelope[0], envelope[1]
    return (), envelope[0] if tags == [body] else None


def _has_text(element):
    texts = [element.text, *(child.tail for child in element)]
    return any(text and text.strip() for text in texts)


def _find_security(header, version):
    found = [block for block in header if block.tag == SECURITY]
    must = version.qualify("mustUnderstand")
    for block in header:
        if block.tag != SECURITY and block.get(must) in ("1", "true"):
            words = f"The header {block.tag[:200]} is not known here."
            raise EnvelopeError("MustUnderstand", words)
    if len(found) > 1:
        words = "A message has one header of WS-Security."
        raise ServiceError("invalid_request", words)
    return found[0] if found else None


def write_message(content, version):
    """Return an envelope.

    :param content: element
    :param version: ``Version``
    :return: bytes
    """
    envelope = etree.Element(
        version.qualify("Envelope"), nsmap={"soap": version.namespace}
    )
    etree.SubElement(envelope, version.qualify("Body")).append(content)
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


def write_fault(error, version, language="en"):
    """Return the envelope of a refusal.

    :param error: ``ServiceError``
    :param version: ``Version``
    :param language: of its words
    :return: bytes
    """
    is_ours = error.code in _OURS
    code = getattr(error, "fault", version.server if is_ours else version.client)
    write = _write_fault_12 if version is SOAP_12 else _write_fault_11
    return write_message(write(error, code, language), version)


def is_fault_of_client(error):
    """Return whether a refusal is for the client to mend."""
    return error.code not in _OURS


def _write_fault_11(error, code, language):
    fault = etree.Element(SOAP_11.qualify("Fault"), nsmap={"soap": SOAP_11.namespace})
    etree.SubElement(fault, "faultcode").text = f"soap:{code}"
    words = etree.SubElement(fault, "faultstring", {_LANGUAGE: language})
    words.text = write_text(str(error))
    _add_problem(etree.SubElement(fault, "detail"), error)
    return fault


def _write_fault_12(error, code, language):
    prefixes = {"soap": SOAP_12.namespace, "care": NAMESPACE}
    fault = etree.Element(SOAP_12.qualify("Fault"), nsmap=prefixes)
    code_of_soap = _add_12(fault, "Code")
    _add_12(code_of_soap, "Value").text = f"soap:{code}"
    _add_12(_add_12(code_of_soap, "Subcode"), "Value").text = f"care:{error.code}"
    words = _add_12(_add_12(fault, "Reason"), "Text")
    words.set(_LANGUAGE, language)
    words.text = write_text(str(error))
    _add_problem(_add_12(fault, "Detail"), error)
    return fault


def _add_12(parent, name):
    return etree.SubElement(parent, SOAP_12.qualify(name))


def _add_problem(detail, error):
    problem = etree.SubElement(
        detail, f"{{{NAMESPACE}}}Problem", nsmap={None: NAMESPACE}
    )
    fields = [
        {"name": name, "message": message} for name, message in error.fields.items()
    ]
    values = {"code": error.code, "detail": error.words, "fields": fields}
    write_values(problem, PROBLEM, values, PROBLEM_DEFINITIONS)
