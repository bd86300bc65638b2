# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

LOGINS = [
    ("handle", "By your handle alone"),
    ("code", "By a page where you allow it (OAuth 2 with PKCE)"),
    ("client", "As an app by itself (OAuth 2 client credentials)"),
    ("device", "By a code that you enter there (OAuth 2 device)"),
]


class SocialCareAccount(models.Model):
    _inherit = "social.care.account"

    network = fields.Selection(
        selection_add=[("demo", "Demo network")],
        ondelete={"demo": lambda accounts: accounts._unlink_with_all()},
    )
    demo_login = fields.Selection(
        LOGINS,
        string="Lets you in",
        default="handle",
        required=True,
        groups="social_care.group_social_care_manager",
    )
    demo_script_id = fields.Many2one(
        "social.care.demo.script", readonly=True, copy=False, ondelete="set null"
    )
    demo_is_renaming_edits = fields.Boolean(
        related="demo_script_id.is_renaming_edits", readonly=False
    )
    demo_is_scoping_people = fields.Boolean(
        string="Own IDs of people",
        help="The network gives people other IDs for this account than for others.",
    )
    demo_delivery = fields.Selection(related="demo_script_id.delivery", readonly=False)
    demo_signature = fields.Selection(
        related="demo_script_id.signature", string="Signed with", readonly=False
    )
    demo_publishing = fields.Selection(
        related="demo_script_id.publishing", readonly=False
    )
    demo_token_play = fields.Selection(related="demo_script_id.login", readonly=False)

    demo_wire = fields.Selection(related="demo_script_id.wire", readonly=False)
    demo_subscription = fields.Selection(
        related="demo_script_id.subscription", readonly=False
    )

    @api.depends("demo_is_scoping_people")
    def _compute_scope(self):
        return super()._compute_scope()

    def _unlink_with_all(self):
        posts = self.env["social.care.demo.post"]
        posts.search([("account_id", "in", self.ids)]).unlink()
        return super()._unlink_with_all()

    def action_open_demo_network(self):
        """Return the action that opens the page of the network, to act as a
        customer.
        """
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/social_care_demo?account={self.id}",
            "target": "new",
        }
