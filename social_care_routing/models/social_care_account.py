# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from odoo.addons.social_care.tools.values import Finding


class SocialCareAccount(models.Model):
    """The health check reports SLAs of teams that do not use SLAs."""

    _inherit = "social.care.account"

    def _diagnose_surroundings(self):
        return super()._diagnose_surroundings() + self._diagnose_slas()

    def _diagnose_slas(self):
        slas = self.env["helpdesk.sla"].search(
            [("company_id", "in", (False, self.company_id.id))]
        )
        findings = []
        for team in self._get_teams().filtered(lambda team: not team.use_sla):
            named = slas.filtered(lambda s, t=team: not s.team_ids or t in s.team_ids)
            if named:
                findings.append(self._describe_unused_sla(team, named[0]))
        return findings

    def _get_teams(self):
        """Teams to which tickets of this account can be routed."""
        rules = self.env["social.care.rule"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("account_ids", "in", (False, self.id)),
            ]
        )
        return self.team_id | self.stream_ids.team_id | rules.team_id

    def _describe_unused_sla(self, team, sla):
        return Finding(
            "warning",
            self.env._(
                "“%(sla)s” applies to %(team)s, but this team does not use SLAs.",
                sla=sla.name,
                team=team.name,
            ),
            self.env._("Enable “Use SLA” on the team."),
        )
