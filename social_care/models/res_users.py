# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class ResUsers(models.Model):
    """Roles in Social Care, and what becomes of the work of users who leave."""

    _inherit = "res.users"

    social_care_role = fields.Selection(
        [
            ("agent", "Agent"),
            ("supervisor", "Supervisor"),
            ("manager", "Administrator"),
        ],
        string="Role in Social Care",
        compute="_compute_social_care_role",
        inverse="_inverse_social_care_role",
        groups="base.group_erp_manager",
        help="Agents answer customers of their teams. Supervisors see all teams and "
        "approve replies. Administrators connect accounts and set everything up.",
    )

    social_care_hotkeys = fields.Boolean(
        string="Shortcuts in conversations",
        compute="_compute_social_care_hotkeys",
        inverse="_inverse_social_care_hotkeys",
        groups="base.group_user",
        help="Use keyboard shortcuts in conversations with customers, such as "
        "Alt+Shift+R to reply. In a conversation, ? lists them.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ["social_care_hotkeys"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + ["social_care_hotkeys"]

    @api.depends("res_users_settings_id.social_care_hotkeys")
    def _compute_social_care_hotkeys(self):
        for user in self:
            settings = user.sudo().res_users_settings_id
            # As by default, while the user has no settings
            user.social_care_hotkeys = not settings or settings.social_care_hotkeys

    def _inverse_social_care_hotkeys(self):
        settings = self.env["res.users.settings"].sudo()
        for user in self:
            own = settings._find_or_create_for_user(user)
            own.social_care_hotkeys = user.social_care_hotkeys

    @api.depends("all_group_ids")
    def _compute_social_care_role(self):
        for user in self:
            groups = user.all_group_ids
            held = [
                role for role, group in self._social_care_get_roles() if group in groups
            ]
            user.social_care_role = held[0] if held else False

    def _inverse_social_care_role(self):
        """The group of the role takes the place of those of the other roles."""
        roles = self._social_care_get_roles()
        for user in self:
            role = user.social_care_role
            user.group_ids = [
                fields.Command.link(group.id)
                if code == role
                else fields.Command.unlink(group.id)
                for code, group in roles
            ]

    @api.model
    def _social_care_get_roles(self):
        """Return the roles with their groups, the one with most rights first.

        :return: list of (code of the role, ``res.groups``)
        """
        codes = self._fields["social_care_role"].get_values(self.env)
        return [
            (code, self.env.ref(f"social_care.group_social_care_{code}"))
            for code in reversed(codes)
        ]

    def _social_care_is_supervisor(self):
        return self.has_group("social_care.group_social_care_supervisor")

    def _social_care_check_supervisor(self):
        """Check that the user is a supervisor.

        :raise AccessError: otherwise
        """
        if not self._social_care_is_supervisor():
            raise AccessError(self.env._("Only a supervisor may do this."))

    def _social_care_is_agent_of(self, team):
        """Whether the user takes tickets of a team.

        :param team: ``helpdesk.ticket.team``; without one, of any team
        """
        is_member = self in team.user_ids if team else bool(self.helpdesk_team_ids)
        return is_member and self.active and not self.share

    def write(self, vals):
        """Release the tickets of users who leave a team, a company or everything."""
        before = {}
        if "helpdesk_team_ids" in vals:
            before = {user: user.sudo().helpdesk_team_ids for user in self}
        result = super().write(vals)
        for user, teams in before.items():
            for team in teams - user.sudo().helpdesk_team_ids:
                team._social_care_release_tickets_of(user)
        if not vals.get("active", True) or "company_ids" in vals:
            self._social_care_search_owned_tickets()._social_care_release_gone_owner()
        return result

    def unlink(self):
        self._social_care_search_owned_tickets()._social_care_release_owner()
        return super().unlink()

    def _social_care_search_owned_tickets(self):
        """Return the open tickets of these users, in all companies."""
        tickets = self.env["helpdesk.ticket"].sudo()
        return tickets.search([("user_id", "in", self.ids), ("closed", "=", False)])

    @api.model
    def _social_care_list_record_models(self):
        """:return: list of names of models that keep on record what users did with
        customers, in their field ``user_id``; other addons add theirs
        """
        return ["social.care.reply", "social.care.log"]

    @api.ondelete(at_uninstall=False)
    def _social_care_check_not_on_record(self):
        for model in self._social_care_list_record_models():
            records = self.env[model].sudo()
            used = records.search([("user_id", "in", self.ids)], limit=1)
            if used:
                raise UserError(
                    self.env._(
                        "The conversations of %s with customers are kept on record. "
                        "Archive the user instead.",
                        used.user_id.name,
                    )
                )
