# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareSecret(models.TransientModel):
    """Wizard that replaces the secret of a webhook; the new one is shown once."""

    _name = "social.care.secret"
    _inherit = "social.care.wizard"
    _description = "Replace the Secret of a Webhook"

    app_id = fields.Many2one(
        "social.care.app", required=True, ondelete="cascade", readonly=True
    )
    has_secret = fields.Boolean(related="app_id.has_webhook_secret", related_sudo=False)
    hours = fields.Integer(
        string="Accept the old secret for (hours)",
        default=24,
        help="Time to configure the new secret in the tool. Until then notices with "
        "either secret are accepted, and replies are signed with the old one "
        "until the tool uses the new one.",
    )
    secret = fields.Char(
        string="New secret",
        compute="_compute_secret",
        inverse="_inverse_secret",
        help="Only if the tool chooses the secret itself.",
    )
    typed = fields.Char(groups=fields.NO_ACCESS)

    _hours_positive = models.Constraint(
        "CHECK (hours >= 0 AND hours <= 720)",
        "The old secret can be accepted for 0 to 720 hours.",
    )

    def _compute_secret(self):
        """A secret that was entered is never shown again."""
        self.secret = False

    def _inverse_secret(self):
        for wizard in self:
            wizard.sudo().typed = wizard.secret

    def action_replace(self):
        self.ensure_one()
        app = self.app_id
        app.check_access("write")
        typed = self.sudo().typed
        self.sudo().typed = False
        new = app._replace_secret(self.hours, typed)
        done = {"type": "ir.actions.act_window_close"}
        return done if typed else app._action_show_secret(new, done)
