# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""WSDL 1.1, document/literal wrapped, for SOAP 1.1 and 1.2."""

from lxml import etree

from .schema import NAMESPACE, XS

PATH = "/social_care/api/soap"
WSDL = "http://schemas.xmlsoap.org/wsdl/"
_HTTP = "http://schemas.xmlsoap.org/soap/http"
_BINDINGS = {
    "SocialCareSoap11": "http://schemas.xmlsoap.org/wsdl/soap/",
    "SocialCareSoap12": "http://schemas.xmlsoap.org/wsdl/soap12/",
}
_PREFIXES = {
    None: WSDL,
    "soap": _BINDINGS["SocialCareSoap11"],
    "soap12": _BINDINGS["SocialCareSoap12"],
    "tns": NAMESPACE,
    "xs": XS,
}


def build_wsdl(contract, address):
    """Return the WSDL.

    :param contract: ``tools.contract.Contract``
    :param address: where SOAP is served
    :return: bytes
    """
    names = {"name": "SocialCare", "targetNamespace": NAMESPACE}
    root = etree.Element(f"{{{WSDL}}}definitions", names, nsmap=_PREFIXES)
    types = _add(root, "types")
    types.append(etree.fromstring(etree.tostring(contract.schema)))
    _add_messages(root, contract.calls)
    _add_port_type(root, contract.calls)
    for name, namespace in _BINDINGS.items():
        _add_binding(root, name, namespace, contract.calls)
    _add_service(root, address)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _add(parent, tag, namespace=WSDL, **attributes):
    return etree.SubElement(parent, f"{{{namespace}}}{tag}", attributes)


def _add_messages(root, calls):
    for call in calls:
        _add_message(root, f"{call.name}Request", "parameters", call.name)
        answer = f"{call.name}Response"
        _add_message(root, answer, "parameters", answer)
    _add_message(root, "Problem", "problem", "Problem")


def _add_message(root, name, part, element):
    message = _add(root, "message", name=name)
    _add(message, "part", name=part, element=f"tns:{element}")


def _add_port_type(root, calls):
    port_type = _add(root, "portType", name="SocialCare")
    for call in calls:
        operation = _add(port_type, "operation", name=call.name)
        _add(operation, "documentation").text = call.operation.description
        _add(operation, "input", message=f"tns:{call.name}Request")
        _add(operation, "output", message=f"tns:{call.name}Response")
        _add(operation, "fault", name="Problem", message="tns:Problem")


def _add_binding(root, name, namespace, calls):
    binding = _add(root, "binding", name=name, type="tns:SocialCare")
    _add(binding, "binding", namespace, style="document", transport=_HTTP)
    for call in calls:
        operation = _add(binding, "operation", name=call.name)
        action = f"{NAMESPACE}:{call.name}"
        _add(operation, "operation", namespace, soapAction=action, style="document")
        for direction in ("input", "output"):
            _add(_add(operation, direction), "body", namespace, use="literal")
        fault = _add(operation, "fault", name="Problem")
        _add(fault, "fault", namespace, name="Problem", use="literal")


def _add_service(root, address):
    service = _add(root, "service", name="SocialCareService")
    for name, namespace in _BINDINGS.items():
        port = _add(service, "port", name=name, binding=f"tns:{name}")
        _add(port, "address", namespace, location=address)
