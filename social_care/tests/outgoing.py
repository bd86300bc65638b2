# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


class OutgoingRequests:
    """For test cases whose code calls a server on this machine.

    Odoo's guard against requests in tests compares the timeout with a number; ours is
    a pair.
    """

    @classmethod
    def _request_handler(cls, session, request, /, **kwargs):
        if isinstance(kwargs.get("timeout"), tuple):
            kwargs["timeout"] = max(kwargs["timeout"])
        return super()._request_handler(session, request, **kwargs)
