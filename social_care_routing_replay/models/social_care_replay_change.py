# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.social_care_routing.tools.engine import Relaxation
from odoo.addons.social_care_routing.tools.requirements import Cell

# {kind of change: fields that it needs}
REQUIRED_FIELDS = {
    "capacity": ("profile_id", "medium_id"),
    "requirement": ("team_id", "skill_id", "requirement"),
    "skill": ("agent_id", "skill_id", "level_id"),
    "relaxation": ("team_id",),
    "mode": ("team_id", "mode"),
    "add": ("agent_id",),
    "remove": ("agent_id",),
    "shift": ("agent_id",),
    "boost": ("boost",),
}
DESCRIBED_FIELDS = (
    "kind",
    "profile_id",
    "medium_id",
    "team_id",
    "additional_team_id",
    "agent_id",
    "skill_id",
    "level_id",
    "requirement",
    "mode",
    "boost",
    "count",
    "minutes",
    "lower_levels",
    "shift_begin",
    "shift_end",
)


class SocialCareReplayChange(models.Model):
    """One what-if change of a replay. It changes a scenario and nothing live.

    Each kind has a method ``_apply_<kind>(scenario)`` and a method
    ``_describe_<kind>()``.
    """

    _name = "social.care.replay.change"
    _description = "Social Care Replay Change"
    _order = "replay_id, sequence, id"

    replay_id = fields.Many2one(
        "social.care.replay", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("capacity", "Change the capacity of a profile"),
            ("requirement", "Change a skill requirement"),
            ("skill", "Add a skill to an agent"),
            ("relaxation", "Add or change a relaxation step"),
            ("mode", "Change the routing mode"),
            ("add", "Add agents"),
            ("remove", "Remove an agent"),
            ("shift", "Move an agent's shifts"),
            ("boost", "Change a priority boost"),
        ],
        string="Type",
        required=True,
        default="capacity",
    )
    name = fields.Char(string="Change", compute="_compute_name")
    profile_id = fields.Many2one("social.care.capacity.profile", ondelete="cascade")
    medium_id = fields.Many2one("social.care.medium", ondelete="cascade")
    team_id = fields.Many2one("helpdesk.ticket.team", ondelete="cascade")
    additional_team_id = fields.Many2one(
        "helpdesk.ticket.team", string="Additional team", ondelete="cascade"
    )
    agent_id = fields.Many2one("social.care.agent", ondelete="cascade")
    skill_id = fields.Many2one("hr.skill", ondelete="cascade")
    skill_type_id = fields.Many2one(related="skill_id.skill_type_id")
    level_id = fields.Many2one(
        "hr.skill.level",
        domain="[('skill_type_id', '=', skill_type_id)]",
        ondelete="cascade",
    )
    requirement = fields.Selection(
        [
            ("required", "Always required"),
            ("asked", "Required if the message calls for it"),
            ("preferred", "Always preferred"),
            ("ignored", "Ignored"),
        ],
    )
    mode = fields.Selection(
        [
            ("offer", "Offer (agent accepts or declines)"),
            ("assign", "Automatic assignment"),
        ],
        string="Routing mode",
    )
    boost = fields.Selection(
        lambda self: self.env["social.care.priority"]._select_weight(),
        string="Priority boost",
    )
    count = fields.Integer(string="Number", default=1)
    minutes = fields.Integer(default=15)
    lower_levels = fields.Integer(string="Reduce required level by (points)")
    shift_begin = fields.Float(string="Begin later by (hours)")
    shift_end = fields.Float(string="End later by (hours)")

    _numbers = models.Constraint(
        'CHECK ("count" BETWEEN 0 AND 1000 AND minutes BETWEEN 0 AND 100000 '
        "AND lower_levels BETWEEN 0 AND 100)",
        "The number must be between 0 and 1,000, minutes between 0 and 100,000, and "
        "levels can be reduced by 0 to 100 points.",
    )

    @api.model
    def _get_required_fields(self, kind):
        """
        :param kind: kind of change
        :return: names of the fields that it needs
        """
        return REQUIRED_FIELDS[kind]

    @api.constrains(lambda self: self._list_checked_fields())
    def _check_complete(self):
        for change in self:
            names = change._list_missing_fields()
            if names:
                labels = change.fields_get(names, ["string"])
                raise ValidationError(
                    self.env._(
                        "This change needs: %s",
                        ", ".join(labels[name]["string"] for name in names),
                    )
                )

    @api.model
    def _list_checked_fields(self):
        kinds = self._fields["kind"].get_values(self.env)
        names = {name for kind in kinds for name in self._get_required_fields(kind)}
        return ("kind", *sorted(names))

    def _list_missing_fields(self):
        names = self._get_required_fields(self.kind)
        return [name for name in names if not self[name]]

    # -- description -----------------------------------------------------------

    @api.depends_context("lang")
    @api.depends(*DESCRIBED_FIELDS)
    def _compute_name(self):
        for change in self:
            is_complete = change.kind and not change._list_missing_fields()
            change.name = is_complete and getattr(change, f"_describe_{change.kind}")()

    def _get_label(self, name):
        """Translated label of the value of a selection field."""
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels[self[name]]

    def _describe_capacity(self):
        return self.env._(
            "%(profile)s: %(count)s × %(medium)s at once",
            profile=self.profile_id.name,
            count=self.count,
            medium=self.medium_id.name,
        )

    def _describe_requirement(self):
        level = self.level_id and self.env._(", at least %s", self.level_id.name)
        requirement = self._get_label("requirement")
        return f"{self.team_id.name}: {self.skill_id.name} – {requirement}{level or ''}"

    def _describe_skill(self):
        return self.env._(
            "%(agent)s has %(skill)s: %(level)s",
            agent=self.agent_id.name,
            skill=self.skill_id.name,
            level=self.level_id.name,
        )

    def _describe_relaxation(self):
        parts = [
            self.lower_levels
            and self.env._("levels reduced by %s points", self.lower_levels),
            self.skill_id and self.env._("without %s", self.skill_id.name),
            self.additional_team_id
            and self.env._("also %s", self.additional_team_id.name),
        ]
        return self.env._(
            "%(team)s after %(minutes)s min: %(what)s",
            team=self.team_id.name,
            minutes=self.minutes,
            what=", ".join(filter(None, parts)) or self.env._("no relaxation"),
        )

    def _describe_mode(self):
        return f"{self.team_id.name}: {self._get_label('mode')}"

    def _describe_add(self):
        return self.env._(
            "%(count)s more like %(agent)s", count=self.count, agent=self.agent_id.name
        )

    def _describe_remove(self):
        return self.env._("Without %s", self.agent_id.name)

    def _describe_shift(self):
        return self.env._(
            "%(agent)s: begins %(begin)+g h, ends %(end)+g h",
            agent=self.agent_id.name,
            begin=self.shift_begin,
            end=self.shift_end,
        )

    def _describe_boost(self):
        label = self._get_label("boost")
        return self.env._(
            "%(boost)s: %(minutes)s min", boost=label, minutes=self.minutes
        )

    # -- effect ----------------------------------------------------------------

    def _apply(self, scenario):
        """Apply this change.

        :param scenario: tools.scenario.Scenario, changed in place
        """
        getattr(self, f"_apply_{self.kind}")(scenario)

    def _apply_capacity(self, scenario):
        agents = self.env["social.care.agent"].search(
            [
                ("profile_id", "=", self.profile_id.id),
                ("id", "in", list(scenario.workers)),
            ]
        )
        scenario.set_limit(agents.ids, self.medium_id.id, self.count)

    def _apply_requirement(self, scenario):
        is_kept = self.requirement in ("preferred", "ignored")
        kind = self.requirement if is_kept else "required"
        is_always = self.requirement in ("required", "preferred")
        cell = Cell(kind, self.level_id.level_progress, is_always)
        scenario.set_cell(self.team_id.id, self.skill_id.id, cell)

    def _apply_skill(self, scenario):
        if self.agent_id.id in scenario.workers:
            level = self.level_id.level_progress
            scenario.set_skill(self.agent_id.id, self.skill_id.id, level)

    def _apply_relaxation(self, scenario):
        relaxation = Relaxation(
            lower=self.lower_levels,
            drop_skills=frozenset(self.skill_id.ids),
            add_teams=frozenset(self.additional_team_id.ids),
        )
        scenario.add_relaxation(self.team_id.id, self.minutes, relaxation)

    def _apply_mode(self, scenario):
        scenario.offered -= {self.team_id.id}
        if self.mode == "offer":
            scenario.offered |= {self.team_id.id}

    def _apply_add(self, scenario):
        if self.agent_id.id in scenario.workers:
            scenario.add_similar(self.agent_id.id, self.count)

    def _apply_remove(self, scenario):
        scenario.remove_worker(self.agent_id.id)

    def _apply_shift(self, scenario):
        if self.agent_id.id in scenario.workers:
            begin, end = 3600 * self.shift_begin, 3600 * self.shift_end
            scenario.move_shift(self.agent_id.id, begin, end)

    def _apply_boost(self, scenario):
        scenario.weights = scenario.weights | {self.boost: self.minutes}
