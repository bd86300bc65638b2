# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class MailMessage(models.Model):
    """The timeline finds the newest mails of a contact, and no others."""

    _inherit = "mail.message"

    _social_care_timeline_idx = models.Index(
        "(author_id, date DESC, id DESC) WHERE author_id IS NOT NULL"
    )
