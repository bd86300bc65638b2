# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How zeep reaches a switch: through the guarded client of ``social_care.tools.http``.

Only http and https, addresses checked and pinned, no redirects, bounded in size, and
one deadline for everything that belongs together.
"""

import time
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from requests.structures import CaseInsensitiveDict
from zeep.wsdl.utils import etree_to_string

from odoo.addons.social_care.tools import http
from odoo.addons.social_care.tools.errors import Ambiguous, ConnectorError

from .errors import SoapError

#: A document of a WSDL, or an answer, in bytes; Parlay X needs some kilobytes.
MAX_BYTES = 512 * 1024
#: Documents that one WSDL may consist of.
MOST_DOCUMENTS = 20
#: Connecting, and waiting for a part of an answer, in seconds.
SILENT_SECONDS = 6
#: Statuses that come with a SOAP envelope: answers, and faults of SOAP 1.2 and 1.1.
SPEAKING = (200, 400, 500)


@dataclass(frozen=True, slots=True)
class Answer:
    """What zeep reads of an answer. The type of its content is left out: an answer in
    several parts is none of Parlay X's.
    """

    status_code: int
    content: bytes
    headers: CaseInsensitiveDict
    encoding: str = "utf-8"


class Transport:
    """:param wsdl: address of the WSDL
    :param allowed: frozenset of "host:port" that may be reached although private
    :param credentials: (user, password) of basic authentication, or None
    :param documents: {address: bytes} that were loaded before
    """

    def __init__(self, wsdl, allowed, credentials=None, documents=None):
        self.documents = dict(documents or {})
        #: Whether the switch answered the current request, however.
        self.was_heard = False
        self._credentials = credentials
        self._origin = _get_origin(wsdl)
        self._until = 0.0
        self._http = http.Client(
            timeout=SILENT_SECONDS,
            max_bytes=MAX_BYTES,
            allowed_private=allowed,
        )

    @contextmanager
    def within(self, seconds):
        """All requests in this context take so long at most, together."""
        self._until, self.was_heard = time.monotonic() + seconds, False
        yield

    def check_address(self, url):
        """:raise SoapError: if it is none of http or https"""
        if urlsplit(url).scheme not in http.PORTS:
            raise SoapError("scheme", url[:200])

    # -- what zeep calls -----------------------------------------------------------

    def load(self, url):
        """Load a document of the WSDL.

        :return: bytes
        :raise SoapError: if it cannot or must not be loaded
        """
        if url not in self.documents:
            if len(self.documents) >= MOST_DOCUMENTS:
                raise SoapError("documents", str(MOST_DOCUMENTS))
            self.documents[url] = self._fetch(url)
        return self.documents[url]

    def post_xml(self, address, envelope, headers):
        """Send an envelope.

        :param envelope: element of lxml
        :return: ``Answer``
        :raise SoapError: if there is no answer that may hold an envelope
        """
        body = etree_to_string(envelope)
        auth = self._credentials
        answer = self._request("POST", address, data=body, headers=headers, auth=auth)
        self.was_heard = True
        if answer.status not in SPEAKING:
            raise _explain_status(answer.status)
        return Answer(answer.status, answer.body, CaseInsensitiveDict())

    # ------------------------------------------------------------------------------

    def _fetch(self, url):
        # Whoever else the WSDL names does not get the password.
        auth = self._credentials if _get_origin(url) == self._origin else None
        answer = self._request("GET", url, auth=auth)
        if answer.status != 200:
            raise _explain_status(answer.status)
        return answer.body

    def _request(self, method, url, **options):
        self.check_address(url)
        self._http.whole = max(0.0, self._until - time.monotonic())
        try:
            return self._http.request(method, url, writes=method == "POST", **options)
        except ConnectorError as error:
            uncertain = isinstance(error, Ambiguous)
            raise SoapError("unreachable", str(error), uncertain) from error


def _get_origin(url):
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _explain_status(status):
    if 300 <= status < 400:
        return SoapError("redirect")
    if status in (401, 403):
        return SoapError("credentials")
    return SoapError("status", str(status), is_uncertain=status >= 500)
