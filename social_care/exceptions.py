# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError


class StaleReply(UserError):
    """Somebody answered since the author began to write: send again on purpose only.

    Screens know it by its name and ask whether to send anyway.

    :param known_until: dict with ``said_until`` and ``heard_until``, up to which the
        author knows the conversation once they read the message
    """

    def __init__(self, message, known_until=None):
        super().__init__(message)
        # Odoo sends it to the browser under this name.
        self.context = known_until or {}
