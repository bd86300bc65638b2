# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


def _describe(record):
    return {"id": record.id, "name": record.name} if record else False


class SocialCareTicketActs(models.AbstractModel):
    """What macros do to tickets: tags, stage, assignment.

    Acts are given by name: ``tags`` (``helpdesk.ticket.tag``), ``stage``
    (``helpdesk.ticket.stage``), ``team`` (``helpdesk.ticket.team``) and ``user``
    (``res.users``). Empty ones change nothing.
    """

    _name = "social.care.ticket.acts"
    _description = "Acts on Tickets"

    def _social_care_describe_acts(self, tags, stage, team, user):
        """Return the acts that would change this ticket, for the composer.

        :return: dict: ``tags`` (list), ``stage``, ``team`` and ``user``, each
            ``{"id", "name"}`` or False; nothing without a ticket
        """

        is_assigned = team in (self.team_id, team.browse()) and user == self.user_id
        if not self or is_assigned:
            team, user = team.browse(), user.browse()
        if not self or stage == self.stage_id:
            stage = stage.browse()
        return {
            "tags": [_describe(tag) for tag in tags - self.tag_ids] if self else [],
            "stage": _describe(stage),
            "team": _describe(team),
            "user": _describe(user),
        }

    def _social_care_check_acts(self, tags, stage, team, user):
        """Check that this ticket takes the acts.

        :raise UserError: with the reason why not
        """
        companies = tags.company_id | stage.company_id
        if companies - self.company_id:
            raise UserError(self.env._("Choose tags and stages of the same company."))
        if team or user:
            (team or self.team_id)._social_care_check_takes(self.company_id, user)
        self._social_care_check_stage(stage, team or self.team_id)

    def _social_care_check_stage(self, stage, team):
        if stage and stage not in team._get_applicable_stages():
            raise UserError(
                self.env._(
                    "%(team)s does not use the stage %(stage)s.",
                    team=team.name or self.env._("No team"),
                    stage=stage.name,
                )
            )

    def _social_care_apply_acts(self, tags, stage, team, user):
        """Change this ticket.

        :raise UserError: if the team or the agent cannot take it, or its team does not
            use the stage
        """
        if tags:
            self.write({"tag_ids": [fields.Command.link(tag.id) for tag in tags]})
        if team or user:
            to_team = team or self.team_id
            to_team._social_care_check_takes(self.company_id, user)
            self._social_care_transfer(to_team, user, "")
        if stage:
            self._social_care_check_stage(stage, self.team_id)
            self.stage_id = stage
