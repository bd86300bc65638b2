# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A client of Parlay X 2.0 Third Party Call (ETSI ES 202 391-2), by its WSDL."""

import logging
from contextlib import contextmanager
from dataclasses import dataclass, field

import zeep
from lxml import etree
from zeep.client import ServiceProxy
from zeep.exceptions import (
    DTDForbidden,
    EntitiesForbidden,
    Fault,
    TransportError,
    XMLSyntaxError,
)
from zeep.wsdl.bindings.soap import SoapBinding
from zeep.wsse.username import UsernameToken

from .documents import documents
from .errors import SoapError, UnknownCall
from .information import read_information
from .transport import Transport

_logger = logging.getLogger(__name__)

#: All documents of a WSDL together, and one operation, in seconds.
LOADING_SECONDS = 12.0
CALL_SECONDS = 6.0
OPERATIONS = {"makeCall", "getCallInformation", "endCall"}
#: The standard leaves charging out where nobody is charged, some WSDLs ask for it.
NO_CHARGE = {"description": "", "currency": "EUR", "amount": 0, "code": ""}
#: Faults of WS-Security 1.1 (OASIS, 12 Error Handling) about who asks.
TOKEN_FAULTS = {
    "FailedAuthentication",
    "FailedCheck",
    "InvalidSecurity",
    "InvalidSecurityToken",
    "SecurityTokenUnavailable",
    "UnsupportedSecurityToken",
}
#: Codes of faults by which the operator forbids something, or not so often.
POLICY = "POL"
#: Texts of a switch, in characters.
LONGEST_ID, LONGEST_WORDS = 200, 200


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach a switch.

    :param wsdl: address of the WSDL
    :param port: name of the port that is used; "" if there is only one
    :param authentication: ``none``, ``basic``, ``token`` or ``digest`` (WS-Security
        UsernameToken with the password as text or as digest)
    :param allowed: frozenset of "host:port" that may be reached although private
    """

    wsdl: str
    port: str
    authentication: str
    user: str
    password: str = field(repr=False)
    allowed: frozenset

    def find_credentials(self):
        """:return: (user, password) of basic authentication, or None"""
        if self.authentication == "basic":
            return self.user, self.password
        return None

    def find_token(self):
        """:return: what zeep writes into each envelope, or None"""
        if self.authentication not in ("token", "digest"):
            return None
        is_digest = self.authentication == "digest"
        return UsernameToken(self.user, self.password, use_digest=is_digest)


class SwitchClient:
    """:param access: ``Access``
    :raise SoapError: if the WSDL cannot be used
    """

    def __init__(self, access):
        known = documents.find(access)
        self._transport = Transport(
            access.wsdl, access.allowed, access.find_credentials(), known
        )
        with self._translate_errors("no_wsdl", LOADING_SECONDS):
            client = _load(access, self._transport)
            port = _choose_port(_find_ports(client), access.port)
            self._binding = port.binding
            #: Where operations are sent.
            self.address = port.binding_options["address"]
            self._service = ServiceProxy(client, port.binding, address=self.address)
        if known is None:
            documents.keep(access, self._transport.documents)

    def make_call(self, calling, called):
        """Ring a phone, then call another.

        :param calling: URI of the agent's phone, e.g. ``tel:21``
        :param called: URI of whom it calls
        :return: ID of the call
        :raise SoapError: if the switch refuses
        """
        charging = {"charging": NO_CHARGE} if self._is_charging_asked_for() else {}
        with self._translate_errors("unreadable", CALL_SECONDS):
            made = self._service.makeCall(
                callingParty=calling, calledParty=called, **charging
            )
            return _check_identity(made)

    def get_information(self, identity):
        """:param identity: ID of a call
        :return: ``tools.information.Information``
        :raise UnknownCall: if the switch answers with a fault of its service
        :raise SoapError: if it does not say what is with the call
        """
        try:
            with self._translate_errors("unreadable", CALL_SECONDS):
                said = self._service.getCallInformation(callIdentifier=identity)
                return read_information(said)
        except SoapError as error:
            if error.kind == "fault" and not error.detail.startswith(POLICY):
                raise UnknownCall("fault", error.detail) from error
            raise

    def end_call(self, identity):
        """End a call, also one that still rings.

        :raise SoapError: if the switch refuses
        """
        with self._translate_errors("unreadable", CALL_SECONDS):
            self._service.endCall(callIdentifier=identity)

    def _is_charging_asked_for(self):
        wanted = dict(self._binding.get("makeCall").input.body.type.elements)
        return "charging" in wanted and not wanted["charging"].is_optional

    @contextmanager
    def _translate_errors(self, kind, seconds):
        """:param kind: what to call what cannot be read
        :param seconds: how long all may take
        """
        try:
            with self._transport.within(seconds):
                yield
        except SoapError:
            raise
        except Fault as fault:
            raise self._explain_fault(fault) from fault
        except (DTDForbidden, EntitiesForbidden) as error:
            raise self._make_error("dtd") from error
        except (TransportError, XMLSyntaxError) as error:
            raise self._make_error("not_xml") from error
        except Exception as error:
            # On what does not follow the schemas zeep raises whatever comes.
            _logger.info("A switch cannot be understood", exc_info=True)
            words = str(error)[:LONGEST_WORDS]
            raise self._make_error(kind, words or type(error).__name__) from error

    def _make_error(self, kind, detail=""):
        return SoapError(kind, detail, self._transport.was_heard)

    def _explain_fault(self, fault):
        if fault.code is None:
            return self._make_error("unreadable", fault.message)
        if fault.code.rpartition(":")[2] in TOKEN_FAULTS:
            return SoapError("credentials")
        return SoapError("fault", describe_fault(fault)[:LONGEST_WORDS])


def _load(access, transport):
    """zeep means imports by ``forbid_external``, too, which the WSDL of the standard
    consists of: they pass through the transport. Entities and DTDs stay forbidden.
    """
    settings = zeep.Settings(
        strict=True,
        forbid_dtd=True,
        forbid_entities=True,
        forbid_external=True,
        force_https=False,
    )
    transport.check_address(access.wsdl)
    with settings(forbid_external=False):
        return zeep.Client(
            access.wsdl,
            wsse=access.find_token(),
            transport=transport,
            settings=settings,
        )


def _check_identity(made):
    is_text = isinstance(made, str) and made.isprintable()
    if not is_text or not 0 < len(made) <= LONGEST_ID:
        raise ValueError("makeCall gave no ID")
    return made


def _find_ports(client):
    """:return: {name: port} of the ports that speak Third Party Call by SOAP"""
    return {
        name: port
        for service in client.wsdl.services.values()
        for name, port in service.ports.items()
        if isinstance(port.binding, SoapBinding)
        and OPERATIONS <= port.binding.port_type.operations.keys()
    }


def _choose_port(ports, name):
    if not ports:
        raise SoapError("operations", ", ".join(sorted(OPERATIONS)))
    if not name and len(ports) > 1:
        raise SoapError("ports", _list_names(ports))
    if name and name not in ports:
        raise SoapError("port", _list_names(ports))
    return ports[name] if name else next(iter(ports.values()))


def _list_names(ports):
    return ", ".join(ports)[:LONGEST_WORDS]


def describe_fault(fault):
    """:param fault: zeep's ``Fault``
    :return: what the switch says: the code and words of a ServiceException or
        PolicyException (ETSI ES 202 391-1), else the words of the fault
    """
    parts = _read_detail(fault.detail)
    words = parts.get("text", [fault.message or ""])[0]
    for number, value in enumerate(parts.get("variables", []), 1):
        words = words.replace(f"%{number}", value)
    code = parts.get("messageId", [""])[0]
    return f"{code}: {words}" if code else words


def _read_detail(detail):
    """:return: {local name: list of texts}"""
    parts = {}
    if detail is not None:
        for element in detail.iter(etree.Element):
            name = etree.QName(element).localname
            parts.setdefault(name, []).append((element.text or "").strip())
    return parts
