# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Error codes of the service. Clients decide by them: a code never changes its meaning,
and none is removed within a version.
"""

from types import MappingProxyType

from odoo.exceptions import UserError

#: {code: (HTTP status, what it means)}
ERRORS = MappingProxyType(
    {
        "invalid_request": (400, "The request is not as documented."),
        "unauthorized": (401, "The API key is missing, unknown or expired."),
        "forbidden": (403, "The user of the key may not do this."),
        "not_found": (404, "There is no such thing, or not for the user of the key."),
        "method_not_allowed": (405, "The path exists, but not with this method."),
        "refused": (409, "The request is understood, but it must not be done now."),
        "stale": (409, "Somebody wrote in the conversation meanwhile."),
        "taken": (409, "The work is not yours: another agent has it, or had it first."),
        "too_large": (413, "The request is larger than is accepted."),
        "unsupported_media_type": (415, "The body of the request must be JSON."),
        "request_id_reused": (
            422,
            "The ID of the request belongs to a different request.",
        ),
        "too_many_requests": (429, "The key has used up its requests of this minute."),
        "internal_error": (500, "An error of the server. It is in its log."),
    }
)
#: Codes that every operation may answer with.
COMMON = (
    "invalid_request",
    "unauthorized",
    "forbidden",
    "too_large",
    "too_many_requests",
)


class ServiceError(UserError):
    """A refusal with a code. Its text begins with the code, for skins that carry no
    more than a text.

    :param code: key of ``ERRORS``
    :param words: what went wrong and what to do, for a person
    :param fields: {name of an argument: what is wrong with it}
    """

    def __init__(self, code, words, fields=None):
        super().__init__(f"{code}: {words}")
        self.code = code
        self.words = words
        self.fields = fields or {}
        # Odoo's JSON-2 answers with this status.
        self.http_status = ERRORS[code][0]

    def describe(self):
        """Return the refusal as a problem document (RFC 9457).

        :return: dict of JSON values
        """
        status, title = ERRORS[self.code]
        problem = {
            "type": "about:blank",
            "title": title,
            "status": status,
            "detail": self.words,
            "code": self.code,
        }
        return problem | ({"fields": self.fields} if self.fields else {})
