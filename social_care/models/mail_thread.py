# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools.mail import is_auto_reply, is_automatic

TICKET = "helpdesk.ticket"


class MailThread(models.AbstractModel):
    """Route mails to tickets, and recognize those that no person wrote."""

    _inherit = "mail.thread"

    @api.model
    def message_route(
        self, message, message_dict, model=None, thread_id=None, custom_values=None
    ):
        """A reply to a closed ticket may belong to another one."""
        routes = super().message_route(
            message, message_dict, model, thread_id, custom_values
        )
        if is_automatic(message):
            return routes
        tickets = self.env[TICKET].sudo()
        return [
            tickets._social_care_redirect_mail(message_dict, route)
            if route[0] == TICKET and route[1]
            else route
            for route in routes
        ]

    def _message_parse_post_process(self, message, message_dict, routes):
        """Automatic mails become notes on their ticket, those of customers do not."""
        values = super()._message_parse_post_process(message, message_dict, routes)
        if not routes or any(route[0] != TICKET for route in routes):
            return values
        is_reply = all(route[1] for route in routes)
        if is_auto_reply(message) or (is_reply and is_automatic(message)):
            # With a parent, its author would be notified of a note by mail.
            return values | {
                "message_type": "auto_comment",
                "is_internal": True,
                "parent_id": False,
            }
        tickets = (
            self.env[TICKET].sudo().browse([route[1] for route in routes if route[1]])
        )
        sender = message_dict["email_from"]
        if any(
            t._social_care_is_customer(values["author_id"], sender) for t in tickets
        ):
            values["is_internal"] = False
        return values
