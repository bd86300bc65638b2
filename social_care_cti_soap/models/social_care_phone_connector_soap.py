# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager
from urllib.parse import urlsplit

from odoo import models

from odoo.addons.social_care.tools.values import Finding
from odoo.addons.social_care_cti.tools.capabilities import PhoneCapabilities
from odoo.addons.social_care_cti.tools.errors import PhoneError, PhoneUnreachable

from ..tools.client import Access, SwitchClient
from ..tools.documents import documents
from ..tools.errors import SoapError, UnknownCall
from ..tools.keys import find_identity, make_key

# No switch gives this ID to a call.
NOBODY = "social-care-check"


class SocialCarePhoneConnectorSoap(models.AbstractModel):
    """A switch that speaks Parlay X 2.0 Third Party Call: it places and ends calls and
    says how they are when it is asked.

    Source: ETSI ES 202 391-2.
    """

    _name = "social.care.phone.connector.soap"
    _inherit = "social.care.phone.connector"
    _description = "SOAP Switch Connector"

    def _get_capabilities(self, system):
        return PhoneCapabilities(make=True, hang_up=True)

    def _get_access(self, system):
        """:return: ``tools.client.Access``"""
        return Access(
            wsdl=(system.soap_wsdl or "").strip(),
            port=(system.soap_port or "").strip(),
            authentication=system.soap_authentication or "none",
            user=system.soap_user or "",
            password=system.soap_password or "",
            allowed=self.env["social.care.connector"]._get_allowed_hosts(),
        )

    # -- calls ---------------------------------------------------------------------

    def _get_identity(self, call):
        return find_identity(call.key)

    def _make_call(self, system, line, number, key):
        with self._say_errors():
            client = SwitchClient(self._get_access(system))
            identity = client.make_call(_make_uri(line.device), f"tel:{number}")
        system._enqueue_following()
        return make_key(key, identity)

    def _hang_up(self, system, leg):
        with self._say_errors():
            client = SwitchClient(self._get_access(system))
            client.end_call(find_identity(leg.channel))
        system._enqueue_following()

    @contextmanager
    def _say_errors(self):
        try:
            yield
        except SoapError as error:
            kind = PhoneUnreachable if error.is_uncertain else PhoneError
            raise kind(self._describe_error(error)) from error

    def _describe_error(self, error):
        """:param error: ``tools.errors.SoapError``
        :return: what went wrong, and what to do
        """
        words = {
            "fault": self.env._("The switch refused: %s", error.detail),
            "credentials": self.env._(
                "The switch does not accept the user or the password. Correct them in "
                "the phone system."
            ),
            "unreachable": self.env._("The switch cannot be used: %s", error.detail),
            "redirect": self.env._(
                "The switch redirects to another address. Redirects are not followed: "
                "enter the final address."
            ),
            "status": self.env._(
                "The switch answered with HTTP status %s. Check the address.",
                error.detail,
            ),
            "scheme": self.env._(
                "“%s” is not loaded: only addresses with http and https are.",
                error.detail,
            ),
            "documents": self.env._(
                "The WSDL imports more than %s documents. Check the address.",
                error.detail,
            ),
            "dtd": self.env._(
                "The address returns a web page, or a document with a DTD, which is "
                "not accepted. Check the address."
            ),
            "not_xml": self.env._(
                "The switch answered with something that is not valid XML. Check the "
                "address."
            ),
            "no_wsdl": self.env._(
                "There is no valid WSDL at this address: %s", error.detail
            ),
            "unreadable": self.env._(
                "The answer of the switch does not follow its WSDL: %s. Ask its "
                "operator.",
                error.detail,
            ),
            "operations": self.env._(
                "The WSDL offers no Third Party Call (%s). Check the address.",
                error.detail,
            ),
            "ports": self.env._(
                "The WSDL has several ports: %s. Enter one of them.", error.detail
            ),
            "port": self.env._(
                "The WSDL does not have the port that is entered, but: %s",
                error.detail,
            ),
        }
        return words[error.kind]

    # -- check ---------------------------------------------------------------------

    def _check(self, system):
        access = self._get_access(system)
        if not access.wsdl:
            words = self.env._("The address of the WSDL is missing.")
            return [
                Finding("error", words, self.env._("Enter it under “SOAP switch”."))
            ]
        documents.forget(access)
        try:
            client = SwitchClient(access)
        except SoapError as error:
            return [self._make_finding(error)]
        answer = self._check_answer(client)
        if answer.level == "ok":
            system.soap_error = False
        return [*self._check_address(access, client.address), answer]

    def _make_finding(self, error):
        fix = self.env._(
            "Check the address, and whether the server of Odoo may connect to it."
        )
        is_unreachable = error.kind == "unreachable"
        return Finding(
            "error", self._describe_error(error), fix if is_unreachable else ""
        )

    def _check_address(self, access, address):
        parts = urlsplit(address)
        words = self.env._("The WSDL is valid. Calls are placed at %s.", parts.netloc)
        yield Finding("ok", words)
        if access.authentication != "none" and parts.scheme == "http":
            yield Finding(
                "warning",
                self.env._("User and password are sent without encryption."),
                self.env._(
                    "Use https, or a network that only Odoo and the switch share."
                ),
            )

    def _check_answer(self, client):
        """Whether the switch answers, and accepts the user."""
        try:
            client.get_information(NOBODY)
        except UnknownCall as error:
            words = self.env._(
                "The switch answers. About a call that does not exist it says: %s",
                error.detail,
            )
            return Finding("ok", words)
        except SoapError as error:
            return self._make_finding(error)
        return Finding("ok", self.env._("The switch answers."))


def _make_uri(device):
    """:return: the address of a phone as a URI; what is none is a number"""
    return device if ":" in device else f"tel:{device}"
