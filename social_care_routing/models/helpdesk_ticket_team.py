# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.engine import Relaxation


class HelpdeskTicketTeam(models.Model):
    """Routing settings of a team."""

    _inherit = "helpdesk.ticket.team"

    social_care_routing_mode = fields.Selection(
        [
            ("manual", "Manual (agents pick tickets)"),
            ("offer", "Offer (agent accepts or declines)"),
            ("assign", "Automatic assignment"),
        ],
        default="manual",
        required=True,
        groups="base.group_user",
    )
    social_care_offer_seconds = fields.Integer(
        string="Time to accept (seconds)",
        default=60,
        help="An agent who does not respond to an offer within this time is set to "
        "Not responding, and the work is offered to another agent.",
        groups="base.group_user",
    )
    social_care_answer_minutes = fields.Integer(
        string="Answer within (minutes)",
        default=60,
        help="Work that an agent has accepted but not answered within this time is "
        "offered to other agents. For work that was assigned manually, supervisors "
        "are notified instead. Counted in the team's working hours. 0 disables the "
        "check.",
        groups="base.group_user",
    )
    social_care_last_agent = fields.Selection(
        [
            ("none", "Any agent"),
            ("prefer", "Prefer the last agent"),
            ("hold", "Wait for the last agent"),
        ],
        string="Returning customers",
        default="prefer",
        required=True,
        groups="base.group_user",
    )
    social_care_last_agent_hours = fields.Integer(
        string="Last agent within (hours)",
        default=72,
        help="How long after the last contact the last agent is preferred.",
        groups="base.group_user",
    )
    social_care_last_agent_minutes = fields.Integer(
        string="Wait up to (minutes)", default=15, groups="base.group_user"
    )
    social_care_skill_weight = fields.Float(
        string="Skill weight (contacts)",
        digits=(16, 1),
        default=0,
        groups="base.group_user",
        help="How many more contacts an agent with all requested skills may have than "
        "an agent with none and still come first. At 0, load decides and skills only "
        "break ties.",
    )
    social_care_skill_relaxation_ids = fields.One2many(
        "social.care.skill.relaxation", "team_id", copy=True, groups="base.group_user"
    )
    social_care_skill_requirement_ids = fields.One2many(
        "social.care.skill.requirement", "team_id", copy=True, groups="base.group_user"
    )

    _routing_numbers = models.Constraint(
        "CHECK (social_care_offer_seconds BETWEEN 10 AND 86400)",
        "The time to accept an offer must be between 10 seconds and a day.",
    )
    _last_agent_numbers = models.Constraint(
        "CHECK (social_care_last_agent_hours BETWEEN 0 AND 87600 "
        "AND social_care_last_agent_minutes BETWEEN 0 AND 525600)",
        "The last agent can be preferred for up to ten years, and work can wait for "
        "them for up to a year.",
    )
    _answer_minutes = models.Constraint(
        "CHECK (social_care_answer_minutes BETWEEN 0 AND 525600)",
        "The time to answer must be between 0 minutes and a year.",
    )
    _fit_weight_range = models.Constraint(
        "CHECK (social_care_skill_weight BETWEEN 0 AND 100)",
        "The skill weight must be between 0 and 100 contacts.",
    )

    @api.model
    def _social_care_get_domain(self):
        """Include teams with a routing mode, and teams with skill requirements."""
        domain = super()._social_care_get_domain()
        return (
            domain
            | Domain("social_care_routing_mode", "!=", "manual")
            | Domain("social_care_skill_requirement_ids", "!=", False)
        )

    @api.model_create_multi
    def create(self, vals_list):
        teams = super().create(vals_list)
        teams._ensure_social_care_agents()
        return teams

    def write(self, vals):
        result = super().write(vals)
        if {"user_ids", "social_care_routing_mode"} & vals.keys():
            self._ensure_social_care_agents()
        if {"social_care_skill_weight", "social_care_last_agent_minutes"} & vals.keys():
            self.env["social.care.routing.drain"]._schedule()
        if {
            "resource_calendar_id",
            "social_care_last_agent",
            "social_care_last_agent_hours",
        } & vals.keys():
            self._enqueue_social_care_placement()
        if {"social_care_answer_minutes", "social_care_routing_mode"} & vals.keys():
            self._check_social_care_answers()
        return result

    def _check_social_care_answers(self):
        """Recheck accepted work, since the time to answer has changed."""
        works = self.env["social.care.work"].sudo()
        works.search(
            [
                ("team_id", "in", self.ids),
                ("state", "=", "working"),
                "|",
                ("touched_at", "!=", False),
                ("unanswered_id", "=", False),
            ]
        ).answer_until = fields.Datetime.now()
        self.env["social.care.routing.drain"]._schedule()

    def _get_social_care_answer_minutes(self):
        """Time to answer of the team.

        :return: minutes of working time, 0 for no limit
        """
        return (
            0
            if self.social_care_routing_mode == "manual"
            else self.social_care_answer_minutes
        )

    def _has_social_care_hold(self):
        """Whether work is reserved for the last agent for some time."""
        return self.social_care_last_agent == "hold"

    def unlink(self):
        """Detach the work items from the lanes that are deleted with the team."""
        works = self.env["social.care.work"].sudo()
        works.search([("lane_id.team_id", "in", self.ids)]).lane_id = False
        return super().unlink()

    def _social_care_get_uses(self, domain=()):
        relaxations = self.env["social.care.skill.relaxation"].sudo()
        asking = relaxations.search([("add_team_ids", "in", self.ids)]).team_id
        asking = (asking - self).filtered_domain(domain)
        words = self._social_care_describe_uses(
            self.env._("Relaxation steps of"), asking
        )
        return super()._social_care_get_uses(domain) + [words] * bool(words)

    def _social_care_release_tickets_of(self, people):
        """Also withdraw offers to members who leave the team."""
        works = self.env["social.care.work"].sudo()
        offered = [("state", "=", "offered"), ("user_id", "in", people.ids)]
        works.search([("team_id", "in", self.ids), *offered])._withdraw()
        return super()._social_care_release_tickets_of(people)

    def _ensure_social_care_agents(self):
        """Create agents for the members of teams that are routed."""
        routed = self.filtered(lambda team: team.social_care_routing_mode != "manual")
        self.env["social.care.agent"].sudo()._ensure_for_users(routed.user_ids)
        self.env["social.care.routing.drain"]._schedule()

    def _enqueue_social_care_placement(self):
        """Re-evaluate skill requirements and positions of queued work, in jobs."""
        works = self.env["social.care.work"].sudo()
        works.search(
            [("team_id", "in", self.ids), ("state", "in", ("waiting", "offered"))]
        )._enqueue_place()

    def _sla_response_update_hours(self):
        """Skill relaxation also depends on the working hours of the team."""
        result = super()._sla_response_update_hours()
        if self:
            self._enqueue_social_care_placement()
        return result

    def _build_social_care_relaxations(self):
        """:return: tuple of tools.engine.Relaxation"""
        return tuple(
            Relaxation(
                relaxation.lower_levels,
                relaxation.drop_preferred,
                frozenset(relaxation.drop_skill_ids.ids),
                frozenset(relaxation.add_team_ids.ids),
            )
            for relaxation in self.social_care_skill_relaxation_ids
        )
