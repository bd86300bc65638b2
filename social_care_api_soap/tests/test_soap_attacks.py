# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import contextlib
import http.client
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.schema import NAMESPACE
from ..tools.versions import SOAP_11, SOAP_12
from ..tools.wsdl import PATH
from .soap_common import GET_AGENT, SoapCase, make_envelope

MEGABYTE = 1024 * 1024
# What a message may cost more than an ordinary one.
MOST_MEMORY = 40 * MEGABYTE
LONGEST = 5


def read_memory():
    """:return: bytes that this process had at most since ``forget_memory``"""
    status = Path("/proc/self/status").read_text()
    line = next(one for one in status.splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def forget_memory():
    Path("/proc/self/clear_refs").write_text("5")


@tagged("post_install", "-at_install")
class TestSoapAttacks(SoapCase):
    """A fault each, in bounded time and memory."""

    def setUp(self):
        super().setUp()
        self.assert_answered(self.post(make_envelope()))
        forget_memory()
        self.before, self.start = read_memory(), time.monotonic()

    def assert_cheap(self):
        self.assertLess(time.monotonic() - self.start, LONGEST)
        self.assertLess(read_memory() - self.before, MOST_MEMORY)

    def assert_refused(self, envelope, code="invalid_request", status=500):
        response = self.post(envelope)
        self.assert_fault(response, code, status)
        self.assert_cheap()

    def test_bombs(self):
        entities = "".join(
            f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20)
        )
        bomb = f'<!DOCTYPE e [<!ENTITY a0 "x">{entities}]>'
        self.assert_refused(bomb + make_envelope("<a>&a19;</a>"))
        self.assert_refused(bomb + make_envelope('<a x="&a19;"/>'))

    def test_quadratic_bombs(self):
        bomb = f'<!DOCTYPE e [<!ENTITY a "{"x" * 50_000}">]>'
        self.assert_refused(bomb + make_envelope(f"<a>{'&a;' * 20_000}</a>"))

    def test_external_entities(self):
        for system in ("file:///etc/passwd", f"{self.base_url()}/web/health"):
            attack = f'<!DOCTYPE e [<!ENTITY x SYSTEM "{system}">]>'
            self.assert_refused(attack + make_envelope("<a>&x;</a>"))
            attack = f'<!DOCTYPE e SYSTEM "{system}">'
            self.assert_refused(attack + make_envelope())

    def test_a_doctype_in_utf_16(self):
        attack = '<!DOCTYPE e [<!ENTITY x "y">]>' + make_envelope("<a>&x;</a>")
        for charset in ("utf-8", "utf-16"):
            response = self.post(
                attack.encode("utf-16"),
                **{"Content-Type": f"text/xml; charset={charset}"},
            )
            self.assert_fault(response, "invalid_request")

    def test_depth_siblings_and_attributes(self):
        self.assert_refused(make_envelope("<a>" * 200_000), "too_large", 413)
        siblings = make_envelope(f"<a>{'<b/>' * 450_000}</a>")
        self.assert_refused(siblings, "too_large", 413)
        attributes = " ".join(f'a{n}=""' for n in range(25_000))
        self.assert_refused(make_envelope(f"<a {attributes}/>"), "too_large", 413)

    def test_large_messages(self):
        for megabytes in (1, 7):
            body = (
                f'<GetAgent xmlns="{NAMESPACE}">{"x" * megabytes * MEGABYTE}</GetAgent>'
            )
            self.assert_refused(make_envelope(body), "too_large", 413)

    def test_a_large_header_of_an_upload_makes_no_other_call_large(self):
        header = f'<e:Header><UploadAttachment xmlns="{NAMESPACE}"/></e:Header>'
        body = f'<GetAgent xmlns="{NAMESPACE}"><!--{"x" * MEGABYTE}--></GetAgent>'
        self.assert_refused(make_envelope(body, header=header), "too_large", 413)

    def test_wrong_messages(self):
        ticket = self.make_ticket()
        note = f"<ticket_id>{ticket.id}</ticket_id><text>x</text>"
        turned = f"<text>x</text><ticket_id>{ticket.id}</ticket_id>"
        for body, code in (
            (f'<AddNote xmlns="urn:other">{note}</AddNote>', "not_found"),
            (f"<AddNote>{note}</AddNote>", "not_found"),
            (
                f'<x:AddNote xmlns:x="{NAMESPACE}">{note}</x:AddNote>',
                "invalid_request",
            ),
            (f'<AddNote xmlns="{NAMESPACE}">{turned}</AddNote>', "invalid_request"),
            (
                f'<AddNote xmlns="{NAMESPACE}">{note}<more/></AddNote>',
                "invalid_request",
            ),
            (GET_AGENT + GET_AGENT, "invalid_request"),
            (f"{GET_AGENT}</e:Body><e:Body>{GET_AGENT}", "invalid_request"),
            ("", "invalid_request"),
        ):
            self.assert_refused(make_envelope(body), code)
        self.assertNotIn("x", ticket.message_ids.mapped("body"))

    def test_no_message(self):
        for body in ("", " ", "x", "\x00", "{}", "<a", make_envelope()[:-1]):
            self.assert_refused(body)
        self.assert_fault(self.post("", **{"Content-Length": "0"}), "invalid_request")

    def test_another_version(self):
        response = self.post(make_envelope(version=SOAP_12), SOAP_11)
        self.assertIn("soap:VersionMismatch", response.text)
        response = self.post(make_envelope(version=SOAP_11), SOAP_12)
        self.assertIn("soap:VersionMismatch", response.text)

    def test_wrong_encodings_and_media_types(self):
        declared = '<?xml version="1.0" encoding="ISO-8859-1"?>'
        self.assert_refused((declared + make_envelope("<a>é</a>")).encode("latin-1"))
        self.assert_refused(make_envelope("<a>é</a>").encode("latin-1"))
        for media_type in (
            "application/json",
            "text/xml; charset=utf-7",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "",
        ):
            response = self.post(make_envelope(), **{"Content-Type": media_type})
            self.assert_fault(response, "unsupported_media_type", 415)

    # -- below HTTP's usual ways -------------------------------------------------

    def make_headers(self, **more):
        cookies = self.opener.cookies.get_dict().items()
        headers = {
            "Content-Type": "text/xml",
            "Authorization": f"Bearer {self.key}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies),
        }
        return headers | {name.replace("_", "-"): value for name, value in more.items()}

    def send(self, pieces, **headers):
        """:return: (status, bytes) of the answer"""
        self.cr.flush()
        self.cr.clear()
        place = urlsplit(self.base_url())
        with (
            self.allow_requests(),
            contextlib.closing(
                http.client.HTTPConnection(place.hostname, place.port, timeout=LONGEST)
            ) as connection,
        ):
            connection.putrequest("POST", PATH)
            for name, value in self.make_headers(**headers).items():
                connection.putheader(name, value)
            # The server may answer before it has read all.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.endheaders()
                for piece in pieces:
                    connection.send(piece)
            answer = connection.getresponse()
            return answer.status, answer.read()

    @mute_logger("odoo.http")
    def test_50_megabytes(self):
        piece = b" " * 65_536
        status, body = self.send([piece] * 800, Content_Length=str(50 * MEGABYTE))
        self.assertEqual(status, 413)
        self.assertIn(b"too_large", body)
        self.assert_cheap()

    @mute_logger("odoo.http")
    def test_endless_chunks(self):
        chunk = b"10000\r\n" + b" " * 65_536 + b"\r\n"
        status, body = self.send([chunk] * 800, Transfer_Encoding="chunked")
        self.assertEqual(status, 413)
        self.assertIn(b"too_large", body)
        self.assert_cheap()

    def test_chunks_that_are_none(self):
        for junk in (b"junk\r\nmore\r\n", b"-5\r\nhello\r\n0\r\n\r\n", b"\x00\xff\r\n"):
            status, body = self.send([junk], Transfer_Encoding="chunked")
            self.assertEqual(status, 500)
            self.assertIn(b"invalid_request", body)
        self.assert_cheap()

    def test_a_body_that_ends_early(self):
        place = urlsplit(self.base_url())
        self.cr.flush()
        self.cr.clear()
        with (
            self.allow_requests(),
            socket.create_connection((place.hostname, place.port), LONGEST) as peer,
        ):
            headers = self.make_headers(Content_Length="500", Host="x")
            lines = [f"{name}: {value}" for name, value in headers.items()]
            head = "\r\n".join([f"POST {PATH} HTTP/1.1", *lines, "", "<a>"])
            peer.sendall(head.encode())
            peer.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: peer.recv(65_536), b""))
        self.assertIn(b"invalid_request", answer)
        self.assert_cheap()
