# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.social_care_routing.tools.engine import Ring
from odoo.addons.social_care_routing.tools.needs import Cell

# What each kind of change is about.
ABOUT = {
    "capacity": ("profile_id", "medium_id"),
    "need": ("team_id", "skill_id", "need"),
    "skill": ("agent_id", "skill_id", "level_id"),
    "ring": ("team_id",),
    "mode": ("team_id", "mode"),
    "more": ("agent_id",),
    "less": ("agent_id",),
    "shift": ("agent_id",),
    "start": ("term",),
}


class SocialCareReplayChange(models.Model):
    """One thing that a replay tries. Nothing live is changed by it."""

    _name = "social.care.replay.change"
    _description = "Change to Try in a Replay"
    _order = "replay_id, sequence, id"

    replay_id = fields.Many2one(
        "social.care.replay", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("capacity", "People of a profile do more or less at once"),
            ("need", "A team asks for a skill, or no longer"),
            ("skill", "Somebody learns a skill"),
            ("ring", "A relaxation step is added or changed"),
            ("mode", "Another routing mode"),
            ("more", "More people like somebody"),
            ("less", "Somebody is not there"),
            ("shift", "Somebody's shifts are at other hours"),
            ("start", "A priority boost changes"),
        ],
        string="What",
        required=True,
        default="capacity",
    )
    name = fields.Char(string="Change", compute="_compute_name")
    profile_id = fields.Many2one("social.care.capacity.profile", ondelete="cascade")
    medium_id = fields.Many2one("social.care.medium", ondelete="cascade")
    team_id = fields.Many2one("helpdesk.ticket.team", ondelete="cascade")
    other_team_id = fields.Many2one(
        "helpdesk.ticket.team", string="Additional teams", ondelete="cascade"
    )
    agent_id = fields.Many2one("social.care.agent", string="Who", ondelete="cascade")
    skill_id = fields.Many2one("hr.skill", ondelete="cascade")
    skill_type_id = fields.Many2one(related="skill_id.skill_type_id")
    level_id = fields.Many2one(
        "hr.skill.level",
        domain="[('skill_type_id', '=', skill_type_id)]",
        ondelete="cascade",
    )
    need = fields.Selection(
        [
            ("required", "Always required"),
            ("asked", "Required when a message asks for it"),
            ("preferred", "Always preferred"),
            ("ignored", "Not asked for"),
        ],
        string="How much",
    )
    mode = fields.Selection(
        [("offer", "Offer"), ("assign", "Automatic assignment")], string="How"
    )
    term = fields.Selection(
        lambda self: self.env["social.care.priority"]._select_weight(),
        string="Priority boost",
    )
    number = fields.Integer(string="How many", default=1)
    minutes = fields.Integer(default=15)
    lower = fields.Integer(string="Reduce required level by (points)")
    begin = fields.Float(string="Begins later by (hours)")
    end = fields.Float(string="Ends later by (hours)")

    _numbers = models.Constraint(
        'CHECK ("number" BETWEEN 0 AND 1000 AND minutes BETWEEN 0 AND 100000 '
        "AND lower BETWEEN 0 AND 100)",
        "A change is about 0 to 1,000 people or pieces, 0 to 100,000 minutes, and "
        "levels have 100 points.",
    )

    @api.constrains("kind", *{name for names in ABOUT.values() for name in names})
    def _check_complete(self):
        for change in self:
            missing = [name for name in ABOUT[change.kind] if not change[name]]
            if missing:
                labels = change.fields_get(missing, ["string"])
                raise ValidationError(
                    self.env._(
                        "This change needs: %s",
                        ", ".join(labels[name]["string"] for name in missing),
                    )
                )

    # -- words -----------------------------------------------------------------

    @api.depends_context("lang")
    @api.depends(
        "kind",
        "profile_id",
        "medium_id",
        "team_id",
        "other_team_id",
        "agent_id",
        "skill_id",
        "level_id",
        "need",
        "mode",
        "term",
        "number",
        "minutes",
        "lower",
        "begin",
        "end",
    )
    def _compute_name(self):
        for change in self:
            ready = change.kind and all(change[name] for name in ABOUT[change.kind])
            change.name = ready and getattr(change, f"_words_{change.kind}")()

    def _words_capacity(self):
        return self.env._(
            "%(profile)s: %(number)s × %(medium)s at once",
            profile=self.profile_id.name,
            number=self.number,
            medium=self.medium_id.name,
        )

    def _words_need(self):
        needs = dict(self._fields["need"]._description_selection(self.env))
        level = self.level_id and self.env._(", at least %s", self.level_id.name)
        how = needs[self.need]
        return f"{self.team_id.name}: {self.skill_id.name} – {how}{level or ''}"

    def _words_skill(self):
        return self.env._(
            "%(who)s knows %(skill)s: %(level)s",
            who=self.agent_id.name,
            skill=self.skill_id.name,
            level=self.level_id.name,
        )

    def _words_ring(self):
        parts = [
            self.lower and self.env._("levels lower by %s points", self.lower),
            self.skill_id and self.env._("without %s", self.skill_id.name),
            self.other_team_id and self.env._("also %s", self.other_team_id.name),
        ]
        return self.env._(
            "%(team)s after %(minutes)s min: %(what)s",
            team=self.team_id.name,
            minutes=self.minutes,
            what=", ".join(filter(None, parts)) or self.env._("as before"),
        )

    def _words_mode(self):
        modes = dict(self._fields["mode"]._description_selection(self.env))
        return f"{self.team_id.name}: {modes[self.mode]}"

    def _words_more(self):
        return self.env._(
            "%(number)s more like %(who)s", number=self.number, who=self.agent_id.name
        )

    def _words_less(self):
        return self.env._("Without %s", self.agent_id.name)

    def _words_shift(self):
        return self.env._(
            "%(who)s: begins %(begin)+g h, ends %(end)+g h",
            who=self.agent_id.name,
            begin=self.begin,
            end=self.end,
        )

    def _words_start(self):
        terms = dict(self._fields["term"]._description_selection(self.env))
        return self.env._(
            "%(what)s: %(minutes)s min", what=terms[self.term], minutes=self.minutes
        )

    # -- what it does ----------------------------------------------------------

    def _apply(self, scene):
        """Change ``scene``, a tools.scene.Scene."""
        getattr(self, f"_apply_{self.kind}")(scene)

    def _apply_capacity(self, scene):
        agents = self.env["social.care.agent"].search(
            [("profile_id", "=", self.profile_id.id), ("id", "in", list(scene.workers))]
        )
        scene.set_limit(agents.ids, self.medium_id.id, self.number)

    def _apply_need(self, scene):
        kind = self.need if self.need in ("preferred", "ignored") else "required"
        always = self.need in ("required", "preferred")
        cell = Cell(kind, self.level_id.level_progress, always)
        scene.set_cell(self.team_id.id, self.skill_id.id, cell)

    def _apply_skill(self, scene):
        if self.agent_id.id in scene.workers:
            level = self.level_id.level_progress
            scene.set_skill(self.agent_id.id, self.skill_id.id, level)

    def _apply_ring(self, scene):
        ring = Ring(
            lower=self.lower,
            drop_skills=frozenset(self.skill_id.ids),
            add_teams=frozenset(self.other_team_id.ids),
        )
        scene.add_ring(self.team_id.id, self.minutes, ring)

    def _apply_mode(self, scene):
        scene.offered -= {self.team_id.id}
        if self.mode == "offer":
            scene.offered |= {self.team_id.id}

    def _apply_more(self, scene):
        if self.agent_id.id in scene.workers:
            scene.add_like(self.agent_id.id, self.number)

    def _apply_less(self, scene):
        scene.take_out(self.agent_id.id)

    def _apply_shift(self, scene):
        if self.agent_id.id in scene.workers:
            begin, end = (3600 * hours for hours in (self.begin, self.end))
            scene.move_shift(self.agent_id.id, begin, end)

    def _apply_start(self, scene):
        scene.weights = scene.weights | {self.term: self.minutes}
