# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Cursors: where a page ends, as a text that clients pass on and do not read."""

import base64
import binascii
import json
from dataclasses import asdict, dataclass, field

from pydantic import TypeAdapter, ValidationError

from .errors import ServiceError
from .values import Id, Line

_LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Known:
    """What an agent knows of the conversations of a ticket.

    :param heard: {ID of a conversation: ID of the last message that was read}
    :param said: {ID of a conversation: ``said_until``, see
        ``social.care.thread.get_conversation``}
    """

    heard: dict[Id, Id] = field(default_factory=dict)
    said: dict[Id, Line] = field(default_factory=dict)


_KNOWN = TypeAdapter(Known)


def pack(place):
    """Return a cursor.

    :param place: JSON value
    """
    text = json.dumps(place, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def unpack_id(cursor):
    """Return the number of a cursor, 0 without one.

    :raises ServiceError: ``invalid_request``, unless ``pack`` made it of a number
    """
    place = unpack(cursor) if cursor else 0
    if type(place) is not int or not 0 <= place <= _LARGEST:
        raise _refuse()
    return place


def pack_known(known):
    """Return a cursor.

    :param Known known: what was read
    """
    return pack(asdict(known))


def unpack_known(cursor):
    """Return the ``Known`` of a cursor, an empty one without one.

    :raises ServiceError: ``invalid_request``, unless ``pack_known`` made it
    """
    try:
        return _KNOWN.validate_python(unpack(cursor)) if cursor else Known()
    except ValidationError:
        raise _refuse() from None


def unpack(cursor):
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)
        return json.loads(text)
    except (binascii.Error, ValueError, RecursionError):
        raise _refuse() from None


def _refuse():
    words = "This is no cursor of ours. Leave it out to begin at the start."
    return ServiceError("invalid_request", words)
