# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError


class StaleReply(UserError):
    """Somebody answered since the author began to write: send again on purpose only.

    Screens know it by its name and ask whether to send anyway.
    """
