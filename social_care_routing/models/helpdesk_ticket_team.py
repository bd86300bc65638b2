# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.engine import Ring


class HelpdeskTicketTeam(models.Model):
    """How a team's work finds its people."""

    _inherit = "helpdesk.ticket.team"

    routing = fields.Selection(
        [
            ("manual", "Manual (agents pick tickets)"),
            ("offer", "Offer (agent accepts or declines)"),
            ("assign", "Automatic assignment"),
        ],
        default="manual",
        required=True,
        groups="base.group_user",
    )
    offer_seconds = fields.Integer(
        string="Time to accept (seconds)",
        default=60,
        help="Whoever does not answer an offer within this time is taken as not "
        "responding; the work goes to somebody else.",
        groups="base.group_user",
    )
    last_agent = fields.Selection(
        [
            ("none", "Anybody"),
            ("prefer", "Prefer the last agent"),
            ("hold", "Wait for the last agent"),
        ],
        string="Returning customers",
        default="prefer",
        required=True,
        groups="base.group_user",
    )
    last_agent_hours = fields.Integer(
        string="Known for (hours)",
        default=72,
        help="How long after their last contact a customer counts as knowing somebody.",
        groups="base.group_user",
    )
    last_agent_minutes = fields.Integer(
        string="Wait at most (minutes)", default=15, groups="base.group_user"
    )
    fit_weight = fields.Float(
        string="Skill weight (contacts)",
        digits=(16, 1),
        default=0,
        groups="base.group_user",
        help="How many more contacts an agent with all the skills may have than one "
        "with none, and still come first. 0 puts load first; skill then decides among "
        "equals.",
    )
    ring_ids = fields.One2many(
        "social.care.ring", "team_id", copy=True, groups="base.group_user"
    )
    need_ids = fields.One2many(
        "social.care.need", "team_id", copy=True, groups="base.group_user"
    )

    _routing_numbers = models.Constraint(
        "CHECK (offer_seconds >= 10 AND last_agent_hours >= 0 "
        "AND last_agent_minutes >= 0)",
        "People need at least 10 seconds to accept an offer.",
    )
    _fit_weight_range = models.Constraint(
        "CHECK (fit_weight BETWEEN 0 AND 100)",
        "The skill weight lies between 0 and 100 contacts.",
    )

    @api.model
    def _social_care_get_domain(self):
        """Teams that get work from the queue, or want skills, take part, too."""
        domain = super()._social_care_get_domain()
        return (
            domain | Domain("routing", "!=", "manual") | Domain("need_ids", "!=", False)
        )

    @api.model_create_multi
    def create(self, vals_list):
        teams = super().create(vals_list)
        teams._ensure_agents()
        return teams

    def write(self, vals):
        result = super().write(vals)
        if {"user_ids", "routing"} & vals.keys():
            self._ensure_agents()
        if {"fit_weight", "last_agent_minutes"} & vals.keys():
            self.env["social.care.work"]._look_again()
        if {"resource_calendar_id", "last_agent", "last_agent_hours"} & vals.keys():
            self._needs_changed()
        return result

    def _holds_work(self):
        """Whether work waits a while for the last agent."""
        return self.last_agent == "hold"

    def unlink(self):
        """Ended work keeps no lane of a team that is deleted."""
        works = self.env["social.care.work"].sudo()
        works.search([("lane_id.team_id", "in", self.ids)]).lane_id = False
        return super().unlink()

    def _social_care_get_uses(self, domain=()):
        rings = self.env["social.care.ring"].sudo()
        asking = rings.search([("add_team_ids", "in", self.ids)]).team_id
        asking = (asking - self).filtered_domain(domain)
        words = self._social_care_describe_uses(
            self.env._("Relaxation steps of"), asking
        )
        return super()._social_care_get_uses(domain) + [words] * bool(words)

    def _social_care_release_tickets_of(self, people):
        """What is just offered to who leaves the team goes to others, too."""
        works = self.env["social.care.work"].sudo()
        offered = [("state", "=", "offered"), ("user_id", "in", people.ids)]
        works.search([("team_id", "in", self.ids), *offered])._withdraw()
        return super()._social_care_release_tickets_of(people)

    def _ensure_agents(self):
        """Whoever works for a team that is routed is an agent."""
        routed = self.filtered(lambda team: team.routing != "manual")
        self.env["social.care.agent"].sudo()._of_users(routed.user_ids)
        self.env["social.care.work"]._look_again()

    def _needs_changed(self):
        """What waits asks for something else now."""
        works = self.env["social.care.work"].sudo()
        works.search(
            [("team_id", "in", self.ids), ("state", "in", ("waiting", "offered"))]
        )._enqueue_place()

    def _rings_changed(self):
        self._needs_changed()

    def _sla_response_update_hours(self):
        """Skill relaxation counts the working hours of the team, too."""
        result = super()._sla_response_update_hours()
        if self:
            self._needs_changed()
        return result

    def _plain_rings(self):
        """:return: tuple of tools.engine.Ring"""
        return tuple(
            Ring(
                ring.lower_levels,
                ring.drop_preferred,
                frozenset(ring.drop_skill_ids.ids),
                frozenset(ring.add_team_ids.ids),
            )
            for ring in self.ring_ids
        )
