# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareMention(models.Model):
    """How a public message goes on in private."""

    _name = "social.care.mention"
    _inherit = ["social.care.mention", "social.care.mention.private"]

    def _get_panel_values(self):
        form = self.thread_id.sudo().private_form_id
        sent = self.reply_id.sudo().private_form_ids[:1]
        return {
            **super()._get_panel_values(),
            "is_from_form": bool(form) and not self.is_own,
            "private_form": sent._get_panel_values() if sent else False,
        }

    def _get_reply_until(self, capabilities):
        """The windows of the network do not count for what came through a form."""
        if self.thread_id.sudo().private_form_id:
            capabilities = self.thread_id._get_capabilities()
        return super()._get_reply_until(capabilities)

    def _find_private_way(self):
        """Return how the author of this public message can be written to privately now.

        :return: (``message``, ``reply`` or ``link``; the message that a private reply
            answers, no record for ``link``)
        """
        capabilities = self.thread_id._get_capabilities()
        way = capabilities.private_way
        if way and self._is_open(capabilities, "private"):
            return way, self
        known = self._find_private_message(capabilities) if way else self.browse()
        return ("message", known) if known else ("link", known)

    def _get_reader_language(self):
        """Return the code of an installed language for the author: of their contact,
        this message or the company.
        """
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        tag = (self.language or "").replace("-", "_")
        spoken = [code for code in installed if code.split("_")[0] == tag.split("_")[0]]
        wanted = (
            self.profile_id.partner_id.lang,
            *([tag] if tag in spoken else spoken),
            self.company_id.partner_id.lang,
        )
        return next((code for code in wanted if code in installed), "en_US")

    def _find_private_message(self, capabilities):
        """Return the newest private message of the same person on the ticket that the
        network lets us answer.
        """
        heard = self.search(
            [
                ("ticket_id", "=", self.ticket_id.id),
                ("ticket_id", "!=", False),
                ("account_id", "=", self.account_id.id),
                ("profile_id", "=", self.profile_id.id),
                ("private", "=", True),
                ("is_context", "!=", True),
                ("deleted_at", "=", False),
                ("thread_id.private_form_id", "=", False),
            ],
            order="id desc",
            limit=1,
        )
        return heard.filtered(lambda m: m._is_open(capabilities, "private"))
