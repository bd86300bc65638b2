# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Bodies of the demo network's webhook: JSON, or the same JSON as the field of a form
or the element of XML. Plain values, no database.
"""

import json
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from odoo.addons.social_care.tools import bodies

FORM = "application/x-www-form-urlencoded"
XML = "application/xml"
TYPES = {"json": "application/json", "form": FORM, "xml": XML}


def pack(notices, account=None):
    """Return the payload of a request.

    :param notices: list of dicts
    :param account: what the network calls the account, None for an app with only one
    """
    if account is None:
        return {"notices": notices}
    return {"entries": [{"account": account, "notices": notices}]}


def encode(payload, wire):
    """Return a payload as the bytes of a body.

    :param wire: a key of ``TYPES``
    """
    text = json.dumps(payload)
    if wire == "form":
        text = urlencode({"payload": text})
    elif wire == "xml":
        text = f"<demo><payload>{escape(text)}</payload></demo>"
    return text.encode()


def decode(headers, raw):
    """Return the payload of a body.

    :param headers: dict, names in lower case
    :raise Refused: if it cannot be parsed
    """
    kind = headers.get("content-type", "").partition(";")[0]
    if kind == FORM:
        raw = "".join(bodies.load_form(raw).get("payload", [])).encode()
    elif kind == XML:
        raw = bodies.get_texts(bodies.load_xml(raw)).get("payload", "").encode()
    return bodies.load_json(raw)


def split(payload):
    """Return the notices of a payload by account.

    :return: {account, or None for the only one: list of notices}
    """
    if not isinstance(payload, dict):
        return {None: payload}
    parts = {}
    if not isinstance(payload.get("entries"), list):
        notices = payload.get("notices")
        return {None: notices if isinstance(notices, list) else [payload]}
    for entry in payload["entries"]:
        key, notices = _read_entry(entry)
        parts.setdefault(key, []).extend(notices)
    return parts


def _read_entry(entry):
    """Return (account, notices); what is no entry is a notice of an unnamed account."""
    if not isinstance(entry, dict) or not isinstance(entry.get("notices"), list):
        return "", [entry]
    account = entry.get("account")
    return account if isinstance(account, str) else "", entry["notices"]
