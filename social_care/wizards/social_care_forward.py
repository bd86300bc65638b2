# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareForward(models.TransientModel):
    """Wizard that forwards mentions of the inbox to a team."""

    _name = "social.care.forward"
    _inherit = "social.care.wizard"
    _description = "Forward Mentions to a Team"

    mention_ids = fields.Many2many("social.care.mention", required=True)
    team_id = fields.Many2one("helpdesk.ticket.team", required=True)
    user_ids = fields.Many2many(related="team_id.user_ids", related_sudo=False)
    user_id = fields.Many2one(
        "res.users", string="Assign to", domain="[('id', 'in', user_ids)]"
    )
    priority = fields.Selection(
        selection=lambda self: (
            self.env["helpdesk.ticket"]
            ._fields["priority"]
            ._description_selection(self.env)
        ),
        default="1",
    )
    note = fields.Text(help="Internal note for the team.")

    def action_forward(self):
        """Create the tickets and log the note on them."""
        self.mention_ids.check_access("read")
        self.team_id._social_care_check_takes(self.mention_ids.company_id, self.user_id)
        mentions = self.mention_ids.sudo().filtered(
            lambda m: m.state in ("inbox", "ignored")
        )
        mentions._open_tickets(
            {
                "team_id": self.team_id.id,
                "user_id": self.user_id.id,
                "priority": self.priority,
            }
        )
        mentions.thread_id._refresh()
        mentions.thread_id._notify_changed(mentions, inbox=True)
        for ticket in mentions.ticket_id if self.note else ():
            ticket.message_post(body=self.note)
        return self._notify_done(len(mentions.ticket_id))

    def _notify_done(self, count):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(count)s ticket(s) for %(team)s",
                    count=count,
                    team=self.team_id.name,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
