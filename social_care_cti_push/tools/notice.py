# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What a phone system posts about a call, in the words of either dialect.

Sources: Zammad's generic CTI interface and the push interface of sipgate.io
(developer.sipgate.io/push-api). Both use the same names; they differ in how lists are
written and in the reply that they expect. Plain values, no database.
"""

import hashlib
import json
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import parse_qsl

from werkzeug.exceptions import HTTPException
from werkzeug.formparser import FormDataParser

from odoo.addons.social_care.tools import bodies
from odoo.addons.social_care.tools.text import make_storable

EVENTS = ("newCall", "answer", "hangup")
#: The largest body, in bytes; a notice has some hundred.
LARGEST = 64 * 1024
#: Of each text, in characters; what is longer is cut.
LONGEST = 120
# Of an ID before the digest that tells it from others.
LONGEST_KEPT = 100
#: Of people who are rung; those after them are left out.
MOST_AGENTS = 50
MOST_FIELDS = 200
MULTIPART = "multipart/form-data"
# Names under which an agent is told, in the order in which they are believed.
AGENT_FIELDS = ("answeringNumber", "userId", "fullUserId", "user")
UNKNOWN_EVENT = "Unknown event: only newCall, answer and hangup are read"


@dataclass(frozen=True, slots=True)
class Notice:
    """:param event: ``newCall``, ``answer`` or ``hangup``
    :param call: ID that the phone system gave the call; small ones come again
    :param origin: ID of the call that was transferred or forwarded to this one, or ""
    :param direction: ``in`` or ``out``
    :param caller: number, as written; ``anonymous`` if it is hidden
    :param called: number, as written
    :param agents: names, IDs and numbers of the agents, whichever are told
    :param queue: name of the queue, or ""
    :param cause: of the end: ``normalClearing``, ``busy``, ``cancel``, ``noAnswer``,
        ``congestion``, ``notFound`` or ``forwarded``; else ""
    """

    event: str
    call: str
    origin: str = ""
    direction: str = "in"
    caller: str = ""
    called: str = ""
    agents: tuple = ()
    queue: str = ""
    cause: str = ""

    def as_dict(self):
        """:return: dict of JSON values"""
        return {name: getattr(self, name) for name in self.__slots__}

    def make_digest(self, day):
        """:param day: date on which it came, as text: IDs come again on other days
        :return: the same for every repetition of a notice
        """
        text = json.dumps([day, *self.as_dict().values()])
        return hashlib.sha256(text.encode()).hexdigest()


def read_notice(fields):
    """:param fields: {name: list of texts}
    :return: ``Notice``; None for an event that says nothing about the state of a call
    :raise Refused: if it names no call
    """
    event = _pick(fields, "event")
    if not event:
        raise bodies.Refused(422, "The field “event” is missing")
    if event not in EVENTS:
        return None
    call = _pick_id(fields, "callId") or _pick_id(fields, "call_id")
    if not call:
        raise bodies.Refused(422, "The field “callId” is missing")
    return Notice(
        event=event,
        call=call,
        origin=_pick_id(fields, "origCallId"),
        direction="out" if _pick(fields, "direction") == "out" else "in",
        caller=_pick(fields, "from"),
        called=_pick(fields, "to"),
        agents=_list_agents(fields),
        queue=_pick(fields, "queue"),
        cause=_pick(fields, "cause"),
    )


def _pick(fields, name):
    values = fields.get(name) or [""]
    return _bound(values[0])


def _pick_id(fields, name):
    """Different IDs stay different, also if they are too long or cannot be stored."""
    written = (fields.get(name) or [""])[0].strip()
    kept = _bound(written)
    if kept == written:
        return kept
    digest = hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kept[:LONGEST_KEPT]}#{digest[:16]}"


def _bound(text):
    return make_storable(text[:LONGEST]).strip()


def _list_agents(fields):
    """All by which agents are told, each once, in the order of belief."""
    found = [
        _bound(text)
        for name in AGENT_FIELDS
        for written in (name, f"{name}[]")
        for text in fields.get(written, ())
    ]
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_AGENTS]


def read_fields(content_type, raw, query):
    """The fields of a request, whichever way they are written.

    :param content_type: header of the request
    :param raw: its body, bytes, at most ``LARGEST``
    :param query: what follows “?” in the address, bytes
    :return: {name: list of texts}
    :raise Refused: if it cannot be read
    """
    kind = content_type.partition(";")[0].strip().lower()
    fields = _parse(query)
    if not raw.strip():
        return fields
    if kind == MULTIPART:
        return fields | _load_multipart(content_type, raw)
    if kind == "application/json" or raw.lstrip()[:1] == b"{":
        return fields | _load_json(raw)
    return fields | _parse(raw)


def _parse(raw):
    """Bare names count as well as names in brackets; ``+`` may stand for itself where
    nobody encoded it, and a number loses nothing by a blank.
    """
    try:
        pairs = parse_qsl(
            raw.decode("utf-8", "replace"),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise bodies.Refused(413, f"At most {MOST_FIELDS} fields") from None
    return _gather(pairs)


def _gather(pairs):
    fields = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _load_multipart(content_type, raw):
    options = dict(
        part.strip().partition("=")[::2] for part in content_type.split(";")[1:]
    )
    boundary = options.get("boundary", "").strip('"')
    # Files are no fields: what comes as one is dropped, and never reaches a disk.
    parser = FormDataParser(
        stream_factory=lambda *_args, **_options: BytesIO(),
        max_form_memory_size=LARGEST,
        max_form_parts=MOST_FIELDS,
        silent=False,
    )
    try:
        _stream, form, _files = parser.parse(
            BytesIO(raw), MULTIPART, len(raw), {"boundary": boundary}
        )
    except (ValueError, HTTPException):
        raise bodies.Refused(400, "Not a multipart form") from None
    return _gather(form.items(multi=True))


def _load_json(raw):
    payload = bodies.load_json(raw)
    if not isinstance(payload, dict):
        raise bodies.Refused(400, "Not a JSON object")
    return {name: _read_value(value) for name, value in payload.items()}


def _read_value(value):
    """A text, a number, or a list of them; anything else says nothing."""
    values = value if isinstance(value, list) else [value]
    return [
        str(one)
        for one in values[:MOST_AGENTS]
        if isinstance(one, str | int) and not isinstance(one, bool)
    ]
