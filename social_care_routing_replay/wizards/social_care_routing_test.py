# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from lxml.builder import E

from odoo import api, fields, models
from odoo.models import MAGIC_COLUMNS

from odoo.addons.social_care_routing.tools.engine import Item, Snapshot
from odoo.addons.social_care_routing.tools.priority import Facts, list_boosts
from odoo.addons.social_care_routing.tools.priority_terms import get_sla_moments
from odoo.addons.social_care_routing.tools.requirements import compute_requirements

LONGEST_WAIT = timedelta(days=365)


class SocialCareRoutingTest(models.TransientModel):
    """Routing tester: describe a message and see which agent would get it now, and why
    the others would not.

    Another addon adds an input, for instance for its own priority term, as a stored
    field: the form shows it, and the result depends on it.
    """

    _name = "social.care.routing.test"
    _inherit = "social.care.wizard"
    _description = "Social Care Routing Tester"

    team_id = fields.Many2one(
        "helpdesk.ticket.team",
        required=True,
        default=lambda self: self.env["helpdesk.ticket.team"].search([], limit=1),
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", export_string_translation=False
    )
    medium_id = fields.Many2one(
        "social.care.medium",
        required=True,
        default=lambda self: self.env.ref("social_care_routing.medium_social_public"),
    )
    topic_id = fields.Many2one(
        "social.care.topic", domain="[('company_id', '=', company_id)]"
    )
    language = fields.Selection(
        lambda self: self.env["social.care.skill.rule"]._select_language()
    )
    network = fields.Selection(
        lambda self: self.env["social.care.skill.rule"]._select_network()
    )
    category_id = fields.Many2one(
        "helpdesk.ticket.category", string="Product or category"
    )
    urgency = fields.Selection(
        lambda self: self._select_ticket_value("social_care_urgency")
    )
    sentiment = fields.Selection(
        lambda self: self._select_ticket_value("social_care_sentiment")
    )
    followers = fields.Integer()
    stars = fields.Selection(
        lambda self: self._select_ticket_value("priority"), string="Ticket priority"
    )
    sla_hours = fields.Float(
        string="SLA target (hours)",
        help="Working hours of the team from the message to the deadline.",
    )
    window_minutes = fields.Integer(
        string="Reply window closes in (min)",
        help="For networks that accept replies for a limited time only.",
    )
    waiting_minutes = fields.Integer(
        string="Waiting time (min)",
        help="Relaxation steps count only the working hours of the team.",
    )
    ignore_availability = fields.Boolean(
        string="Assume that all agents are available and idle"
    )
    result = fields.Text(compute="_compute_result")
    requirements = fields.Text(string="Skill requirements", compute="_compute_result")
    queue_position = fields.Text(compute="_compute_result")
    candidates = fields.Text(compute="_compute_result")
    suggestions = fields.Text(string="What would help", compute="_compute_result")

    @api.model
    def _select_ticket_value(self, name):
        field = self.env["helpdesk.ticket"]._fields[name]
        return field._description_selection(self.env)

    @api.depends("team_id")
    @api.depends_context("company")
    def _compute_company_id(self):
        for test in self:
            test.company_id = test.team_id.company_id or self.env.company

    @api.depends(lambda self: self._list_inputs())
    def _compute_result(self):
        self._check_reach()
        empty = dict.fromkeys(
            ("result", "requirements", "queue_position", "candidates", "suggestions"),
            False,
        )
        for test in self:
            is_ready = test.team_id and test.medium_id
            test.update(test.sudo()._route() if is_ready else empty)

    @api.model
    def _list_inputs(self):
        """Names of all fields that a user fills in, those of other addons included."""
        return [
            name
            for name, field in self._fields.items()
            if field.store and name not in MAGIC_COLUMNS
        ]

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """The form shows each input, also where no view names it."""
        arch, view = super()._get_view(view_id, view_type, **options)
        shown = set(arch.xpath("//field/@name"))
        for group in arch.xpath("//group[@name='inputs']"):
            missing = [name for name in self._list_inputs() if name not in shown]
            group.extend(E.field(name=name) for name in missing)
        return arch, view

    def action_try(self):
        """Show the result in the same dialog.

        :return: window action
        :raises AccessError: for users who may not read the tester
        """
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Test Routing"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # -- the message as the queue would see it ----------------------------------

    def _route(self):
        """Run the engine for this message alone, and write nothing.

        :return: {computed field: text}
        """
        work = self._make_work()
        sources = self._list_sources(work)
        asked = compute_requirements(
            set(sources), work._get_cells().get(self.team_id.id, {})
        )
        lane = self._make_lane(asked)
        step = self._count_relaxations(work)
        snapshot, item = self._make_snapshot(work, lane, step)
        hindrances = snapshot.list_hindrances(item)
        decisions = snapshot.decide()
        explanation = self.env["social.care.work.explanation"]
        return {
            "result": self._describe_result(decisions, lane, step),
            "requirements": self._describe_requirements(asked, sources, step),
            "queue_position": self._describe_queue_position(work),
            "candidates": self._describe_candidates(
                work, snapshot, item, hindrances, decisions
            ),
            "suggestions": "\n".join(
                explanation._suggest_changes(work, snapshot, item)
            ),
        }

    def _make_work(self):
        """:return: a work item that is not stored"""
        since = self._get_waiting_since()
        return self.env["social.care.work"].new(
            {
                "company_id": self.company_id.id,
                "team_id": self.team_id.id,
                "medium_id": self.medium_id.id,
                "arrived_at": since,
                "waiting_since": since,
            }
        )

    def _get_waiting_since(self):
        """A longer wait than LONGEST_WAIT would be before the first date of Python."""
        waited = timedelta(minutes=self.waiting_minutes)
        return fields.Datetime.now() - min(waited, LONGEST_WAIT)

    def _get_attributes(self):
        """:return: the row that ``social.care.work._read_facts`` would read"""
        return {
            "social_care_topic_id": self.topic_id.id,
            "language": self.language,
            "network": self.network,
            "category_id": self.category_id.id,
        }

    def _list_sources(self, work):
        """:return: {skill id: labels of the topic and rules that ask for it}"""
        sources = {}
        for skill in self.topic_id.skill_ids:
            label = self.env._("Topic: %s", self.topic_id.name)
            sources.setdefault(skill.id, []).append(label)
        about = work._build_about(self._get_attributes())
        rules = self.env["social.care.skill.rule"].search(
            [("company_id", "=", self.company_id.id)]
        )
        for rule, plain in zip(rules, work._get_skill_rules(), strict=True):
            for skill in plain.skills if plain.matches(about) else ():
                label = self.env._("rule “%s”", rule.display_name)
                sources.setdefault(skill, []).append(label)
        return sources

    def _make_lane(self, asked):
        return self.env["social.care.lane"].new(
            {
                "team_id": self.team_id.id,
                "medium_id": self.medium_id.id,
                "requirements": asked,
            }
        )

    def _count_relaxations(self, work):
        hours = self.team_id._sla_response_get_working_time(work.waiting_since)
        waited = 60 * hours.between(work.waiting_since, fields.Datetime.now())
        return sum(
            relaxation.after_minutes <= waited
            for relaxation in self.team_id.social_care_skill_relaxation_ids
        )

    def _make_snapshot(self, work, lane, step):
        """
        :return: (tools.engine.Snapshot with this message alone, its tools.engine.Item)
        """
        (plain,) = lane._build_lanes()
        work.relaxation_step = step
        explanation = self.env["social.care.work.explanation"]
        people = explanation._search_agents(work, plain)._build_people()
        if self.ignore_availability:
            for person in people:
                person.absent, person.doing, person.offers = "", {}, 0
        item = Item(0, plain.id, step, 0)
        now = fields.Datetime.now().timestamp()
        return Snapshot(people, [plain], [item], now), item

    # -- priority --------------------------------------------------------------

    def _read_priority_facts(self, since):
        """:return: tools.priority.Facts of this message, from all declared terms"""
        terms = self.env["social.care.priority"]._get_terms()
        return Facts(since, {term.code: term.read_tested_fact(self) for term in terms})

    def _get_sla_moments(self):
        """When the SLA target would be at risk and due, or None."""
        if self.sla_hours <= 0:
            return None
        start = self._get_waiting_since()
        hours = self.team_id._sla_response_get_working_time(start)
        return get_sla_moments(start, hours.after(start, self.sla_hours), hours)

    def _get_window_end(self):
        """When the network would stop accepting replies, or None."""
        if self.window_minutes <= 0:
            return None
        return fields.Datetime.now() + timedelta(minutes=self.window_minutes)

    # -- descriptions ----------------------------------------------------------

    def _describe_result(self, decisions, lane, step):
        if not decisions:
            return self.env._("No agent could get it now. It would wait.")
        (decision,) = decisions
        explanation = self.env["social.care.decision"].new(
            {
                "lane_id": lane,
                "relaxation_step": step,
                "explanation": decision.explain(),
            }
        )
        agent = self.env["social.care.agent"].browse(decision.person)._filter_readable()
        name = agent.name or self.env._("an agent of another company")
        sentences = {
            "manual": self.env._("%s could pick it first.", name),
            "offer": self.env._("It would be offered to %s.", name),
            "assign": self.env._("It would be assigned to %s.", name),
        }
        return "\n".join(
            [
                sentences[self.team_id.social_care_routing_mode],
                *explanation._list_reasons(),
            ]
        )

    def _describe_requirements(self, asked, sources, step):
        cells = {
            cell.skill_id.id: cell
            for cell in self.env["social.care.skill.requirement"].search(
                [("team_id", "=", self.team_id.id)]
            )
        }
        ignored = set(sources) - {skill for skill, _level, _required in asked}
        lines = [
            self._describe_requirement(*requirement, cells, sources)
            for requirement in asked
        ]
        lines += [self._describe_ignored(skill, sources) for skill in sorted(ignored)]
        if step:
            lines.append(self.env._("Relaxation step %s applies.", step))
        return "\n".join(lines) or self.env._("None: any agent of the team qualifies.")

    def _describe_requirement(self, skill, level, is_required, cells, sources):
        name = self.env["hr.skill"].browse(skill).name
        cell = cells.get(skill)
        kind = self.env._("required") if is_required else self.env._("preferred")
        least = (
            self.env._(", at least %s", cell.level_id.name) if cell and level else ""
        )
        labels = list(sources.get(skill, ()))
        if cell and cell.when == "always":
            labels.append(self.env._("always requested by this team"))
        elif cell:
            labels.append(self.env._("skills of this team"))
        return f"{name}: {kind}{least} ({', '.join(labels)})"

    def _describe_ignored(self, skill, sources):
        name = self.env["hr.skill"].browse(skill).name
        return self.env._(
            "%(skill)s: ignored by this team (%(sources)s)",
            skill=name,
            sources=", ".join(sources[skill]),
        )

    def _describe_queue_position(self, work):
        """Priority score: waiting time and each priority boost, in minutes."""
        priority = self.env["social.care.priority"]
        facts = self._read_priority_facts(work.waiting_since)
        weights = priority._get_weights(self.company_id)[self.company_id]
        boosts = list_boosts(
            priority._get_terms(), facts, weights, fields.Datetime.now()
        )
        scores = [("wait", self.waiting_minutes), *boosts]
        labels = priority._get_labels()
        lines = [
            self.env._(
                "%(label)s: %(minutes)s min", label=labels[code], minutes=minutes
            )
            for code, minutes in scores
        ]
        total = sum(minutes for _code, minutes in scores)
        return "\n".join([*lines, self.env._("Priority score: %s min", total)])

    def _describe_candidates(self, work, snapshot, item, hindrances, decisions):
        asked = snapshot.lanes[item.lane].get_asked(item.step)
        chosen = {decision.person for decision in decisions}
        agents = self.env["social.care.agent"].browse(hindrances)._filter_readable()
        agents = agents.sorted(
            lambda a: (a.id not in chosen, len(hindrances[a.id]), a.name or "")
        )
        lines = [
            self._describe_candidate(work, snapshot, asked, agent, hindrances, chosen)
            for agent in agents
        ]
        return "\n".join(lines) or self.env._("This team has no agents yet.")

    def _describe_candidate(self, work, snapshot, asked, agent, hindrances, chosen):
        if agent.id in chosen:
            return self.env._("✓ %s: would get it", agent.name)
        codes = hindrances[agent.id]
        if not codes:
            return self.env._("○ %s: could get it too", agent.name)
        explanation = self.env["social.care.work.explanation"]
        known = explanation._get_reasons()
        reasons = [
            explanation._explain_code(work, code, known, agent, snapshot, asked)[
                "words"
            ]
            for code in codes
        ]
        return self.env._(
            "✗ %(agent)s: %(reasons)s", agent=agent.name, reasons="; ".join(reasons)
        )
