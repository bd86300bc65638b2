# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Download files whose addresses strangers choose."""

import time
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from .errors import Rejected, Temporary
from .http import NOT_TAKEN, PORTS, Client, get_host
from .media import HEAD, Refused, find_type, get_limit

REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 3
# Seconds: nobody waits for a file, but others wait for the worker.
TIMEOUT, WHOLE_SECONDS = (3, 5), 30


class FileClient(Client):
    """A guarded client that reads nothing but media files, and of them no more than is
    kept: the first bytes tell the type, and the type the limit.

    It follows redirects; each leads through the same guard, so that none ends at a
    private address.
    """

    def __init__(self, **options):
        super().__init__(**{"timeout": TIMEOUT, "whole": WHOLE_SECONDS, **options})

    def fetch(self, url, headers=None):
        """Download one file.

        :param url: its address
        :param headers: dict, such as credentials, for the scheme, host and port of this
            address alone
        :return: bytes
        :raise Refused: if the file is gone, or is none that is kept
        :raise Rejected: if an address is private
        :raise Temporary: if a later attempt may succeed
        """
        until = time.monotonic() + self.whole
        for _hop in range(MOST_REDIRECTS + 1):
            self.whole = max(until - time.monotonic(), 0)
            response = self.request("GET", url, headers=_make_plain(headers))
            if response.status not in REDIRECTS:
                return _check_status(response).body
            target = urljoin(url, response.headers.get("location", ""))
            headers = headers if _get_place(target) == _get_place(url) else None
            url = target
        raise Rejected(f"{get_host(url)} redirects too often.")

    def _read(self, answer, fault):
        with answer:
            if answer.status_code != 200:
                return b""
            # A compressed answer could grow without end while it is unpacked.
            if answer.headers.get("Content-Encoding", "identity") != "identity":
                raise Refused("type")
            return self._read_file(answer)

    def _read_file(self, answer):
        body = bytearray()
        for chunk in answer.iter_content(64 * 1024):
            body += chunk
            if len(body) >= HEAD:
                _check_body(body)
        return bytes(body)


def _get_place(url):
    """Return (scheme, host, port) of an address as requests reads it, ``url`` itself of
    one that cannot be read.
    """
    try:
        scheme, _auth, host, port, *_path = parse_url(url)
    except LocationParseError:
        return url
    return scheme, host, port or PORTS.get(scheme)


def _check_body(body):
    mimetype = find_type(bytes(body[:HEAD]))
    if not mimetype:
        raise Refused("type")
    if len(body) > get_limit(mimetype):
        raise Refused("size")


def _check_status(response):
    """Return the response if it has the file.

    :raise Temporary: if the server has a fault or asks us to wait
    :raise Refused: for anything else: an expired link is refused in many ways
    """
    status = response.status
    if status == 429 or status >= 500 or status in NOT_TAKEN:
        raise Temporary(f"HTTP {status}")
    if status != 200:
        raise Refused("gone")
    return response


def _make_plain(headers):
    return {**(headers or {}), "Accept-Encoding": "identity"}
