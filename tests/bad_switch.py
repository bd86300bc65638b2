# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A phone system that misbehaves, for tests of SOAP clients (Parlay X 2.0).

Each mode has a WSDL of its own, ``switch.get_wsdl(mode)``. Those of ``ANSWERS`` spoil
the answer to each operation, those of ``DESCRIPTIONS`` the WSDL itself. What a client
must not reach lies at another address of loopback; ``switch.reached`` lists what was
asked there. Only the standard library and the schemas of ``script/peers/parlayx`` are
used, so that the tests of any addon can load this file by its path.
"""

import contextlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PARLAYX = Path(__file__).parents[1] / "script/peers/parlayx"
# The only address that is answered to, and the one that is out of bounds.
HOST, OUT_OF_BOUNDS = "127.0.0.1", "127.0.0.2"
SCHEMA = "parlayx_third_party_call_types_2_0.xsd"
NAMESPACE = "http://www.csapi.org/schema/parlayx/third_party_call/v2_0/local"
COMMON = "http://www.csapi.org/schema/parlayx/common/v2_0"
ENVELOPE = (
    '<?xml version="1.0"?>{}<e:Envelope '
    'xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>{}</e:Body>'
    "</e:Envelope>"
)
FAULT = (
    "<e:Fault><faultcode>e:Server</faultcode><faultstring>no such call</faultstring>"
    f'<detail><c:ServiceException xmlns:c="{COMMON}"><messageId>SVC0001</messageId>'
    "<text>no such call</text></c:ServiceException></detail></e:Fault>"
)
# The schema says: callStatus, startTime, duration, terminationCause.
WRONG_ORDER = (
    f'<getCallInformationResponse xmlns="{NAMESPACE}"><result>'
    '<terminationCause xmlns="">CallHangUp</terminationCause>'
    '<callStatus xmlns="">CallTerminated</callStatus><duration xmlns="">3</duration>'
    '<startTime xmlns="">2026-11-27T12:00:00Z</startTime>'
    "</result></getCallInformationResponse>"
)
MADE = f'<makeCallResponse xmlns="{NAMESPACE}"><result>{{}}</result></makeCallResponse>'
# 10 to the power of 9 letters, once it is expanded.
BOMB = (
    '<!DOCTYPE e [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    + "]>"
)
ENTITY = '<!DOCTYPE e [<!ENTITY out SYSTEM "http://{}/secret">]>'
ANSWERS = (
    "fault",
    "wrong_order",
    "drip",
    "dead",
    "bomb",
    "entity",
    "endless",
    "redirect",
    "not_xml",
    "unauthorized",
)
DESCRIPTIONS = (
    "wsdl_import",
    "wsdl_file",
    "wsdl_redirect",
    "wsdl_bomb",
    "wsdl_endless",
    "wsdl_dead",
)
DRIP_SECONDS = 0.1
PIECE = b"<!-- endless -->" * 4096


class BadSwitch:
    """Serves while it is a context; ``sent_bytes`` counts what endless bodies sent."""

    def __init__(self):
        self.reached, self.asked, self.sent_bytes = [], [], 0
        self.closing = threading.Event()
        self._server = self._serve(HOST, _Handler)
        self._inside = self._serve(OUT_OF_BOUNDS, _OutOfBounds)
        self.address = f"http://{HOST}:{self._server.server_port}"
        self.out_of_bounds = f"{OUT_OF_BOUNDS}:{self._inside.server_port}"

    def _serve(self, host, handler):
        server = ThreadingHTTPServer((host, 0), handler)
        server.daemon_threads, server.switch = True, self
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return server

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.closing.set()
        for server in (self._server, self._inside):
            server.shutdown()
            server.server_close()

    def get_wsdl(self, mode):
        return f"{self.address}/{mode}?wsdl"

    def describe(self, mode):
        """The WSDL of a mode, with what is wrong about it."""
        text = (PARLAYX / "tpc.wsdl").read_text()
        text = text.replace("@ADDRESS@", f"{self.address}/{mode}")
        if mode == "wsdl_import":
            text = text.replace(SCHEMA, f"http://{self.out_of_bounds}/{SCHEMA}")
        elif mode == "wsdl_file":
            text = text.replace(SCHEMA, (PARLAYX / SCHEMA).as_uri())
        elif mode == "wsdl_bomb":
            text = text.replace("<wsdl:definitions", f"{BOMB}<wsdl:definitions", 1)
            text = text.replace("<wsdl:types>", "<wsdl:types><!-- -->&a8;", 1)
        return text

    def answer(self, mode):
        """The status and the text of the answer to an operation."""
        if mode == "fault":
            return 500, ENVELOPE.format("", FAULT)
        if mode == "wrong_order":
            return 200, ENVELOPE.format("", WRONG_ORDER)
        if mode == "bomb":
            return 200, ENVELOPE.format(BOMB, MADE.format("&a8;"))
        if mode == "entity":
            entity = ENTITY.format(self.out_of_bounds)
            return 200, ENVELOPE.format(entity, MADE.format("&out;"))
        if mode == "unauthorized":
            return 401, ""
        return 200, "this is no XML"


class _Quiet(BaseHTTPRequestHandler):
    """Closes its connection after each answer, and logs nothing."""

    def log_message(self, *_words):
        """A test reads what it needs from the switch."""

    def send(self, status, text, **headers):
        self.send_response(status)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(text.encode())))
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(text.encode())


class _OutOfBounds(_Quiet):
    def do_GET(self):
        self.server.switch.reached.append(self.path)
        path = PARLAYX / Path(self.path).name
        self.send(200, path.read_text() if path.is_file() else "secret")

    do_POST = do_GET


class _Handler(_Quiet):
    def do_GET(self):
        name = self.path.strip("/").partition("?")[0]
        if name in ANSWERS + DESCRIPTIONS:
            self._misbehave(name.removeprefix("wsdl_"), self._describe, name)
        elif (PARLAYX / name).suffix == ".xsd":
            self.send(200, (PARLAYX / Path(name).name).read_text())
        else:
            self.send(404, "")

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        mode = self.path.strip("/")
        self.server.switch.asked.append(mode)
        self._misbehave(mode, self._answer, mode)

    def _misbehave(self, way, otherwise, mode):
        """Answers that are a way of sending; a WSDL of the others is sent in order."""
        spoils_answer = self.command == "POST" or mode in DESCRIPTIONS
        method = getattr(self, f"_send_{way}", None) if spoils_answer else None
        # Whoever protects themselves hangs up.
        with contextlib.suppress(ConnectionError):
            method() if method else otherwise(mode)

    def _describe(self, mode):
        self.send(200, self.server.switch.describe(mode))

    def _answer(self, mode):
        self.send(*self.server.switch.answer(mode))

    def _send_redirect(self):
        address = f"http://{self.server.switch.out_of_bounds}/redirected"
        self.send(302, "", Location=address)

    def _send_dead(self):
        self.server.switch.closing.wait()

    def _send_drip(self):
        """One byte at a time: no single read takes long, the whole never ends."""
        self._begin()
        while not self.server.switch.closing.is_set():
            self.wfile.write(b" ")
            time.sleep(DRIP_SECONDS)

    def _send_endless(self):
        self._begin()
        self.wfile.write(b"<endless>")
        while not self.server.switch.closing.is_set():
            self.wfile.write(PIECE)
            self.server.switch.sent_bytes += len(PIECE)

    def _begin(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.end_headers()
