# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareSetupGuide(models.AbstractModel):
    """Adds steps for SLA targets and skill rules to the setup guide."""

    _inherit = "social.care.setup.guide"

    @api.model
    def _get_steps(self):
        return super()._get_steps() + [
            self._make_step(
                "sla",
                50,
                self.env._("Set an SLA target"),
                self.env._(
                    "Define within how many working minutes customers get an answer."
                ),
                bool(self._get_slas()),
                is_optional=True,
            ),
            self._make_step(
                "skills",
                60,
                self.env._("Define skill rules"),
                self.env._(
                    "Mentions in a language or about a topic call for skills that "
                    "your employees have."
                ),
                bool(self._find_own("social.care.skill.rule")),
                is_optional=True,
            ),
        ]

    def _get_slas(self):
        """SLAs that apply to a team of this company that uses SLAs."""
        teams = self.env["helpdesk.ticket.team"].search(
            [("company_id", "=", self.env.company.id), ("use_sla", "=", True)]
        )
        domain = ["|", ("team_ids", "=", False), ("team_ids", "in", teams.ids)]
        return teams and self.env["helpdesk.sla"].search(domain, limit=1)

    def _get_team_values(self):
        return {**super()._get_team_values(), "use_sla": True}

    def _open_sla(self):
        return self._open_form(
            "helpdesk.sla",
            self.env._("Set an SLA target"),
            name=self.env._("First response within an hour"),
            sla_response_target="first_response",
            sla_response_minutes=60,
            company_id=self.env.company.id,
            team_ids=self._find_teams().ids,
        )

    def _open_skills(self):
        return self._action("social_care_routing.social_care_skill_rule_action")
