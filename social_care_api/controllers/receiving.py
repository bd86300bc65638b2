# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What every skin does with a request before it reads it."""

from odoo.http import request

from ..tools.errors import ServiceError


def spend_request(key_index, headers):
    """Spend one of the requests of a key.

    :param key_index: first characters of the key
    :param headers: dict that gets the headers of the answer
    :raises ServiceError: ``too_many_requests``
    """
    allowance = request.env["social.care.api.usage"]._spend(key_index)
    headers.update(allowance.build_headers())
    if not allowance.is_granted:
        words = "The key has used up its requests of this minute."
        raise ServiceError("too_many_requests", words)


def receive_body():
    """Return the body of the request, which is kept: it may be read again after a
    conflict.

    :return: bytes
    :raises ServiceError: ``invalid_request``, if it ended early
    """
    try:
        return request.httprequest.get_data()
    except OSError:
        words = "The body ended early, or its parts are not as HTTP has them."
        raise ServiceError("invalid_request", words) from None


def check_size(body, operation):
    """Check that a body is not larger than an operation takes.

    :param bytes body: the body
    :param operation: ``tools.operation.Operation``
    :raises ServiceError: ``too_large``
    """
    if len(body) > operation.largest:
        words = f"At most {operation.largest // 1024} kB are accepted."
        raise ServiceError("too_large", words)
