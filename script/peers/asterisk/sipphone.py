# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A scriptable SIP phone (RFC 3261 over UDP) without sound.

It registers, calls, answers, holds, transfers (REFER, blind and attended) and hangs up.
Tests import it from the folder that ASTERISK_PEER names::

    sys.path.append(os.environ["ASTERISK_PEER"])
    from sipphone import Phone, reserve_phone_system

    with reserve_phone_system(), Phone("1001", sip_port, port=its_port) as agent:
        call = agent.wait_for_call()
        agent.wait_for(call, "up")
"""

import contextlib
import fcntl
import hashlib
import os
import re
import secrets
import socket
import threading
import time

HOST = "127.0.0.1"
AUDIO = "m=audio {} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na={}\r\n"
POLL_SECONDS = 0.02


@contextlib.contextmanager
def reserve_phone_system():
    """One test at a time: workers that run side by side share the phone system."""
    with open(os.environ["ASTERISK_LOCK"], "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make_id(length=8):
    return secrets.token_hex(length // 2)


def make_digest(text):
    """Digest authentication of SIP is MD5 (RFC 3261, 22.4)."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def find_tag(header):
    return re.search(r";tag=([^;>]+)", header)[1]


def find_address(header):
    return re.search(r"<([^>]+)>", header)[1]


class Message:
    """A request or a response that was received."""

    def __init__(self, text):
        head, _, self.body = text.partition("\r\n\r\n")
        self.first, *lines = head.split("\r\n")
        self.headers, self.vias = {}, []
        for line in lines:
            key, _, value = line.partition(":")
            key, value = key.strip().lower(), value.strip()
            if key == "via":
                self.vias.append(value)
            else:
                self.headers.setdefault(key, value)

    @property
    def is_response(self):
        return self.first.startswith("SIP/2.0")

    @property
    def method(self):
        return self.headers["cseq"].split()[1]

    @property
    def code(self):
        return int(self.first.split()[1])


class Call:
    """One call of a phone.

    ``state``: new, ringing, up, ended; ``code``: the answer to our own INVITE;
    ``ended_by``: local or remote; ``notifies``: how a transfer of ours goes on.
    """

    def __init__(self, call_id, uri=""):
        self.call_id, self.uri = call_id, uri
        self.is_outgoing = bool(uri)
        self.state, self.code, self.ended_by = "new", 0, None
        self.cseq, self.target, self.tag, self.branch = 1, "", "", ""
        # The headers From and To with their tags, as this phone sends them.
        self.local = self.remote = ""
        self.invite = None
        self.is_authenticated = False
        self.notifies = []


class Phone:
    """A phone at a port of its own (0: any free one).

    :param server: the SIP port of Asterisk
    :param answer_after: seconds to ring before it answers; None: it rings for ever
    :param reject_with: a SIP code, such as 486 (busy), that answers each call at once

    ``is_silent`` unplugs it: it hears nothing and says nothing.
    """

    def __init__(
        self,
        user,
        server,
        port=0,
        name="",
        password="",
        answer_after=0.3,
        reject_with=None,
    ):
        self.user, self.name, self.password = user, name or user, password
        self.server = int(server)
        self.answer_after, self.reject_with = answer_after, reject_with
        self.calls, self.is_silent, self.is_open = {}, False, True
        self._seen = set()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((HOST, int(port)))
        self.port = self._socket.getsockname()[1]
        self._socket.settimeout(0.2)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()

    def close(self):
        """End our calls and let the port go."""
        for call in list(self.calls.values()):
            if call.state == "up":
                self.hang_up(call)
            elif call.is_outgoing and call.state == "new":
                self.cancel(call)
        self.is_open = False
        self._listener.join()
        self._socket.close()

    # What a person does

    def register(self, seconds=300):
        """Register for so many seconds; 0 unregisters. Returns the SIP code."""
        self._registration = {"id": make_id(), "tag": make_id(), "seconds": seconds}
        self._register_seq, self._register_code = 0, 0
        self._register()
        self._wait(lambda: self._register_code, 2)
        return self._register_code

    def call(self, number):
        call = Call(make_id(16), f"sip:{number}@{HOST}:{self.server}")
        call.local = f'"{self.name}" <sip:{self.user}@{HOST}>;tag={make_id()}'
        call.remote = f"<{call.uri}>"
        self.calls[call.call_id] = call
        self._invite(call)
        return call

    def answer(self, call):
        if call.state == "ringing":
            call.state = "up"
            self._reply(call.invite, 200, "OK", call.tag, self._describe_sound())

    def hold(self, call):
        self._send_in_call(call, "INVITE", self._describe_sound("sendonly"))

    def resume(self, call):
        self._send_in_call(call, "INVITE", self._describe_sound())

    def transfer(self, call, number):
        """Blind transfer: the other side is sent to a number."""
        self._refer(call, f"sip:{number}@{HOST}:{self.server}")

    def complete_transfer(self, call, consultation):
        """Attended transfer: joins the other sides of two calls of ours."""
        tags = (find_tag(consultation.remote), find_tag(consultation.local))
        replaced = "%3Bto-tag%3D{}%3Bfrom-tag%3D{}".format(*tags)
        uri = consultation.uri or consultation.target
        self._refer(call, f"{uri}?Replaces={consultation.call_id}{replaced}")

    def hang_up(self, call):
        call.state, call.ended_by = "ended", "local"
        self._send_in_call(call, "BYE")

    def cancel(self, call):
        """Give up a call that is not answered yet."""
        call.ended_by = "local"
        headers = {"local": call.local, "remote": f"<{call.uri}>", "call": call}
        self._request("CANCEL", call.uri, branch=call.branch, **headers)

    # What a test waits for

    def wait_for(self, call, *states, seconds=10):
        """Whether the call comes into one of the states in time."""
        return self._wait(lambda: call.state in states, seconds)

    def wait_for_call(self, seconds=10):
        """The next call that comes in, which no earlier wait has returned.

        :raise TimeoutError: nobody calls
        """
        if not self._wait(self._list_new_calls, seconds):
            raise TimeoutError(f"nobody calls {self.user}")
        call = self._list_new_calls()[0]
        self._seen.add(call.call_id)
        return call

    def _list_new_calls(self):
        calls = list(self.calls.values())
        return [c for c in calls if not c.is_outgoing and c.call_id not in self._seen]

    def _wait(self, look, seconds):
        deadline = time.monotonic() + seconds
        while not look():
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL_SECONDS)
        return True

    # Messages that come in

    def _listen(self):
        while self.is_open:
            with contextlib.suppress(TimeoutError):
                data = self._socket.recv(65535)
                # A few bytes without a message keep a connection open.
                if not self.is_silent and len(data) > 20:
                    self._hear(Message(data.decode("utf-8", "replace")))

    def _hear(self, message):
        call = self.calls.get(message.headers["call-id"])
        if message.is_response:
            self._hear_response(message, call)
        elif message.method == "INVITE" and not call:
            self._hear_new_call(message)
        else:
            name = f"_hear_{message.method.lower()}"
            getattr(self, name, self._hear_other)(message, call)

    def _hear_new_call(self, message):
        headers = message.headers
        call = Call(headers["call-id"])
        call.tag, call.invite, call.remote = make_id(), message, headers["from"]
        call.local = f"{headers['to']};tag={call.tag}"
        call.target = find_address(headers["contact"])
        self.calls[call.call_id] = call
        if self.reject_with:
            call.state = "ended"
            self._reply(message, self.reject_with, "No", call.tag)
            return
        call.state = "ringing"
        self._reply(message, 180, "Ringing", call.tag)
        if self.answer_after is not None:
            timer = threading.Timer(self.answer_after, self.answer, (call,))
            timer.daemon = True
            timer.start()

    def _hear_invite(self, message, _call):
        """Something about the sound of a call changes."""
        self._reply(message, 200, "OK", body=self._describe_sound())

    def _hear_cancel(self, message, call):
        self._reply(message, 200, "OK", call.tag if call else "")
        if call and call.state == "ringing":
            call.state, call.ended_by = "ended", "remote"
            self._reply(call.invite, 487, "Request Terminated", call.tag)

    def _hear_bye(self, message, call):
        self._reply(message, 200, "OK")
        if call:
            call.state, call.ended_by = "ended", "remote"

    def _hear_notify(self, message, call):
        """A transfer goes on; once the other phone is up, we leave (RFC 5589)."""
        self._reply(message, 200, "OK")
        if call:
            call.notifies.append(message.body.strip())
            if call.notifies[-1].startswith("SIP/2.0 200") and call.state == "up":
                self.hang_up(call)

    def _hear_ack(self, message, call):
        """Nobody answers an ACK."""

    def _hear_other(self, message, _call):
        self._reply(message, 200, "OK", make_id())

    def _hear_response(self, message, call):
        if message.method == "REGISTER":
            self._hear_registration(message)
        elif call and message.method == "INVITE" and message.code >= 200:
            self._hear_final_answer(message, call)

    def _hear_registration(self, message):
        if message.code == 401 and self._register_seq == 1:
            self._register(self._authenticate(message, f"sip:{HOST}"))
        else:
            self._register_code = message.code

    def _hear_final_answer(self, message, call):
        headers = message.headers
        call.remote = headers["to"]
        if message.code == 200 and "contact" in headers:
            call.target = find_address(headers["contact"])
        number = int(headers["cseq"].split()[0])
        self._send_ack(call, number)
        if message.code in (401, 407) and not call.is_authenticated:
            self._call_again(message, call)
        elif number == call.cseq or message.code == 200:
            call.code = message.code
            if call.ended_by is None:
                call.state = "up" if message.code == 200 else "ended"
            elif message.code != 200:
                call.state = "ended"

    def _call_again(self, message, call):
        """With our password, as a new request outside any call."""
        call.is_authenticated = True
        call.cseq, call.remote = call.cseq + 1, f"<{call.uri}>"
        self._invite(call, [self._authenticate(message, call.uri)])

    # Messages that go out

    def _send(self, lines, body="", kind="application/sdp"):
        if body:
            lines = [*lines, f"Content-Type: {kind}"]
        text = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", body])
        self._socket.sendto(text.encode(), (HOST, self.server))

    def _request(
        self, method, uri, *, local, remote, call, body="", extra=(), branch=None
    ):
        branch = branch or f"z9hG4bK{make_id()}"
        lines = [
            f"{method} {uri} SIP/2.0",
            f"Via: SIP/2.0/UDP {HOST}:{self.port};branch={branch};rport",
            f"From: {local}",
            f"To: {remote}",
            f"Call-ID: {call.call_id}",
            f"CSeq: {call.cseq} {method}",
            self._get_contact(),
            "Max-Forwards: 70",
            *extra,
        ]
        self._send(lines, body)
        return branch

    def _reply(self, request, code, reason, tag="", body=""):
        headers = request.headers
        to = headers["to"]
        if tag and ";tag=" not in to:
            to = f"{to};tag={tag}"
        lines = [
            f"SIP/2.0 {code} {reason}",
            *[f"Via: {value}" for value in request.vias],
            f"From: {headers['from']}",
            f"To: {to}",
            f"Call-ID: {headers['call-id']}",
            f"CSeq: {headers['cseq']}",
            self._get_contact(),
        ]
        self._send(lines, body)

    def _get_contact(self):
        return f"Contact: <sip:{self.user}@{HOST}:{self.port}>"

    def _describe_sound(self, direction="sendrecv"):
        session = f"v=0\r\no=- 1 {time.time_ns() // 10**8 % 10**7} IN IP4 {HOST}\r\n"
        rest = f"s=-\r\nc=IN IP4 {HOST}\r\nt=0 0\r\n"
        return session + rest + AUDIO.format(self.port + 1000, direction)

    def _register(self, authentication=None):
        self._register_seq += 1
        known, me = self._registration, f"<sip:{self.user}@{HOST}>"
        call = Call(known["id"])
        call.cseq = self._register_seq
        extra = [f"Expires: {known['seconds']}"]
        if authentication:
            extra.append(authentication)
        local = f"{me};tag={known['tag']}"
        options = {"local": local, "remote": me, "call": call, "extra": extra}
        self._request("REGISTER", f"sip:{HOST}", **options)

    def _invite(self, call, extra=()):
        headers = {"local": call.local, "remote": call.remote, "call": call}
        sound = self._describe_sound()
        call.branch = self._request(
            "INVITE", call.uri, body=sound, extra=extra, **headers
        )

    def _send_ack(self, call, number):
        acknowledged = Call(call.call_id)
        acknowledged.cseq = number
        headers = {"local": call.local, "remote": call.remote, "call": acknowledged}
        self._request("ACK", call.target or call.uri, **headers)

    def _send_in_call(self, call, method, body="", extra=()):
        call.cseq += 1
        headers = {"local": call.local, "remote": call.remote, "call": call}
        self._request(method, call.target, body=body, extra=extra, **headers)

    def _refer(self, call, address):
        extra = [
            f"Refer-To: <{address}>",
            f"Referred-By: <sip:{self.user}@{HOST}>",
        ]
        self._send_in_call(call, "REFER", extra=extra)

    def _authenticate(self, message, uri):
        """The answer to a challenge (RFC 2617, qop=auth)."""
        headers = message.headers
        is_server = "www-authenticate" in headers
        asked = headers["www-authenticate" if is_server else "proxy-authenticate"]
        asked = dict(re.findall(r'(\w+)="?([^",]+)"?', asked))
        own = make_digest(f"{self.user}:{asked['realm']}:{self.password}")
        nonce, request = make_id(), make_digest(f"{message.method}:{uri}")
        words = f"{own}:{asked['nonce']}:00000001:{nonce}:auth:{request}"
        quoted = {
            "username": self.user,
            "realm": asked["realm"],
            "nonce": asked["nonce"],
            "uri": uri,
            "response": make_digest(words),
            "cnonce": nonce,
        }
        if "opaque" in asked:
            quoted["opaque"] = asked["opaque"]
        text = ", ".join(f'{key}="{value}"' for key, value in quoted.items())
        name = "Authorization" if is_server else "Proxy-Authorization"
        return f"{name}: Digest {text}, algorithm=MD5, qop=auth, nc=00000001"
