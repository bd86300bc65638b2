# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Replies to a notice, in the words of either dialect. Plain values, no database.

Sources: as of ``notice``. A new call is replied to with what is to happen to it; each
other notice with nothing.
"""

import json
from xml.sax.saxutils import escape, quoteattr

JSON = "application/json"
XML = "application/xml"
XML_START = '<?xml version="1.0" encoding="UTF-8"?>'


class Generic:
    """Zammad's: JSON, and never an empty body.

    :param get_address: function that returns the address of the later notices
    """

    content_type = JSON

    def __init__(self, get_address):
        self.get_address = get_address

    def accept(self):
        return "{}"

    def reject(self):
        return json.dumps({"action": "reject", "reason": "busy"})

    def dial(self, number, caller_id):
        """Its documentation and its code name the field differently: both are sent."""
        return json.dumps(
            {
                "action": "dial",
                "caller_id": caller_id,
                "callerId": caller_id,
                "number": number,
            }
        )

    def confirm(self):
        return "{}"

    def refuse(self, words):
        return json.dumps({"error": words})


class Sipgate:
    """sipgate.io's: XML, which also asks for the later notices of the call."""

    content_type = XML

    def __init__(self, get_address):
        self.get_address = get_address

    def accept(self):
        return self._respond("")

    def reject(self):
        return self._respond('<Reject reason="busy"/>')

    def dial(self, number, caller_id):
        return self._respond(
            f"<Dial callerId={quoteattr(caller_id)}>"
            f"<Number>{escape(number)}</Number></Dial>"
        )

    def confirm(self):
        return f"{XML_START}<Response/>"

    def refuse(self, words):
        return f"{XML_START}<Error>{escape(words)}</Error>"

    def _respond(self, content):
        address = quoteattr(self.get_address())
        return (
            f"{XML_START}<Response onAnswer={address} onHangup={address}>"
            f"{content}</Response>"
        )


#: By the value of the field ``push_dialect``.
DIALECTS = {"generic": Generic, "sipgate": Sipgate}
