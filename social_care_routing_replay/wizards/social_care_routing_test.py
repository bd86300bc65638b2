# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.social_care_routing.tools.engine import Item, Snapshot
from odoo.addons.social_care_routing.tools.needs import needs
from odoo.addons.social_care_routing.tools.priority import Facts, list_boosts
from odoo.addons.social_care_routing.tools.priority_terms import get_sla_moments


class SocialCareRoutingTest(models.TransientModel):
    """Describe a message and see who would get it now, and why nobody else."""

    _name = "social.care.routing.test"
    _inherit = "social.care.wizard"
    _description = "Routing Tester"

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
    urgency = fields.Selection(lambda self: self._select_of_ticket("social_urgency"))
    sentiment = fields.Selection(
        lambda self: self._select_of_ticket("social_sentiment")
    )
    followers = fields.Integer()
    stars = fields.Selection(
        lambda self: self._select_of_ticket("priority"), string="Ticket priority"
    )
    sla_hours = fields.Float(
        string="SLA target (hours)",
        help="Working hours of the team from the message to the deadline.",
    )
    window_minutes = fields.Integer(
        string="Reply window closes in (minutes)",
        help="For networks that take replies only for a limited time.",
    )
    waited = fields.Integer(
        string="Waiting for (minutes)",
        help="Relaxation steps count only the hours in which the team works.",
    )
    as_if_free = fields.Boolean(
        string="As if everybody were there and had nothing to do"
    )
    result = fields.Text(compute="_compute_result")
    needs = fields.Text(string="It asks for", compute="_compute_result")
    place = fields.Text(string="Queue position", compute="_compute_result")
    others = fields.Text(string="Everybody", compute="_compute_result")
    change = fields.Text(string="What would change it", compute="_compute_result")

    @api.model
    def _select_of_ticket(self, name):
        return (
            self.env["helpdesk.ticket"]._fields[name]._description_selection(self.env)
        )

    @api.depends("team_id")
    @api.depends_context("company")
    def _compute_company_id(self):
        for test in self:
            test.company_id = test.team_id.company_id or self.env.company

    @api.depends(
        "team_id",
        "medium_id",
        "topic_id",
        "language",
        "network",
        "category_id",
        "urgency",
        "sentiment",
        "followers",
        "stars",
        "sla_hours",
        "window_minutes",
        "waited",
        "as_if_free",
    )
    def _compute_result(self):
        self._check_reach()
        empty = dict.fromkeys(("result", "needs", "place", "others", "change"), False)
        for test in self:
            ready = test.team_id and test.medium_id
            test.update(test.sudo()._answers() if ready else empty)

    def action_try(self):
        """Show who would get it, and stay."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try the routing"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # -- the message as the queue would see it ----------------------------------

    def _answers(self):
        work = self._work()
        sources = self._sources(work)
        asked = needs(set(sources), work._cells().get(self.team_id.id, {}))
        lane = self._lane(asked)
        ring = self._ring(work)
        snapshot, item = self._snapshot(work, lane, ring)
        found = snapshot.hindrances(item)
        decisions = snapshot.decide()
        return {
            "result": self._result_words(decisions, lane, ring),
            "needs": self._needs_words(asked, sources, ring),
            "place": self._place_words(work),
            "others": self._people_words(work, snapshot, item, found, decisions),
            "change": "\n".join(work._would_change(snapshot, item)),
        }

    def _work(self):
        """A work item that is in no table."""
        since = fields.Datetime.now() - timedelta(minutes=self.waited)
        return self.env["social.care.work"].new(
            {
                "company_id": self.company_id.id,
                "team_id": self.team_id.id,
                "medium_id": self.medium_id.id,
                "arrived_at": since,
                "waiting_since": since,
            }
        )

    def _fact(self):
        return {
            "social_topic_id": self.topic_id.id,
            "language": self.language,
            "network": self.network,
            "category_id": self.category_id.id,
        }

    def _sources(self, work):
        """{skill id: names of what asks for it}"""
        sources = {}
        for skill in self.topic_id.skill_ids:
            sources.setdefault(skill.id, []).append(
                self.env._("Topic: %s", self.topic_id.name)
            )
        about = work._about(self._fact())
        rules = self.env["social.care.skill.rule"].search(
            [("company_id", "=", self.company_id.id)]
        )
        for rule, plain in zip(rules, work._skill_rules(), strict=True):
            for skill in plain.skills if plain.matches(about) else ():
                sources.setdefault(skill, []).append(
                    self.env._("rule “%s”", rule.display_name)
                )
        return sources

    def _lane(self, asked):
        return self.env["social.care.lane"].new(
            {
                "team_id": self.team_id.id,
                "medium_id": self.medium_id.id,
                "needs": asked,
            }
        )

    def _ring(self, work):
        hours = self.team_id._working_time(work.waiting_since)
        waited = 60 * hours.between(work.waiting_since, fields.Datetime.now())
        return sum(ring.after_minutes <= waited for ring in self.team_id.ring_ids)

    def _snapshot(self, work, lane, ring):
        (plain,) = lane._as_plain()
        work.ring = ring
        people = work._people_asked(plain)._people()
        if self.as_if_free:
            for person in people:
                person.absent, person.doing, person.offers = "", {}, 0
        item = Item(0, plain.id, ring, 0)
        now = fields.Datetime.now().timestamp()
        return Snapshot(people, [plain], [item], now), item

    # -- words -----------------------------------------------------------------

    def _result_words(self, decisions, lane, ring):
        if not decisions:
            return self.env._("Nobody could take it now. It would wait.")
        (decision,) = decisions
        why = self.env["social.care.decision"].new(
            {"lane_id": lane, "ring": ring, "explanation": decision.explanation()}
        )
        agent = self.env["social.care.agent"].browse(decision.person)._of_reader()
        name = agent.name or self.env._("somebody of another company")
        words = {
            "manual": self.env._("%s could take it first.", name),
            "offer": self.env._("It would be offered to %s.", name),
            "assign": self.env._("It would be given to %s.", name),
        }
        return "\n".join([words[self.team_id.routing], *why._why()])

    def _needs_words(self, asked, sources, ring):
        cells = {
            need.skill_id.id: need
            for need in self.env["social.care.need"].search(
                [("team_id", "=", self.team_id.id)]
            )
        }
        ignored = set(sources) - {skill for skill, _level, _required in asked}
        lines = [self._need_words(*need, cells, sources) for need in asked]
        lines += [self._ignored_words(skill, sources) for skill in sorted(ignored)]
        if ring:
            lines.append(self.env._("Waited long enough for relaxation step %s.", ring))
        return "\n".join(lines) or self.env._("Nothing: anybody of the team will do.")

    def _need_words(self, skill, level, required, cells, sources):
        name = self.env["hr.skill"].browse(skill).name
        cell = cells.get(skill)
        kind = self.env._("required") if required else self.env._("preferred")
        least = (
            self.env._(", at least %s", cell.level_id.name) if cell and level else ""
        )
        why = list(sources.get(skill, ()))
        if cell and cell.when == "always":
            why.append(self.env._("always asked for in this team"))
        elif cell:
            why.append(self.env._("this team's grid"))
        return f"{name}: {kind}{least} ({', '.join(why)})"

    def _ignored_words(self, skill, sources):
        name = self.env["hr.skill"].browse(skill).name
        return self.env._(
            "%(skill)s: not asked for in this team (%(why)s)",
            skill=name,
            why=", ".join(sources[skill]),
        )

    def _place_words(self, work):
        """What moves it forward, in minutes."""
        priority = self.env["social.care.priority"]
        terms = priority._get_terms()
        known = {term.code: term.read_tested_fact(self) for term in terms}
        facts = Facts(work.waiting_since, known)
        weights = priority._get_weights(self.company_id)[self.company_id]
        boosts = list_boosts(terms, facts, weights, fields.Datetime.now())
        terms = [("wait", self.waited), *boosts]
        labels = priority._get_labels()
        lines = [
            self.env._("%(what)s: %(minutes)s min", what=labels[code], minutes=minutes)
            for code, minutes in terms
        ]
        total = sum(minutes for _code, minutes in terms)
        return "\n".join([*lines, self.env._("Together: %s min", total)])

    def _get_sla_moments(self):
        """When the SLA target would be at risk and due, or None."""
        if self.sla_hours <= 0:
            return None
        start = fields.Datetime.now() - timedelta(minutes=self.waited)
        hours = self.team_id._working_time(start)
        return get_sla_moments(start, hours.after(start, self.sla_hours), hours)

    def _get_window_end(self):
        """When the network would stop taking replies, or None."""
        if self.window_minutes <= 0:
            return None
        return fields.Datetime.now() + timedelta(minutes=self.window_minutes)

    def _people_words(self, work, snapshot, item, found, decisions):
        asked = snapshot.lanes[item.lane].asked(item.ring)
        chosen = {decision.person for decision in decisions}
        agents = self.env["social.care.agent"].browse(found)._of_reader()
        agents = agents.sorted(
            lambda a: (a.id not in chosen, len(found[a.id]), a.name or "")
        )
        lines = [
            self._person_words(work, snapshot, asked, agent, found[agent.id], chosen)
            for agent in agents
        ]
        return "\n".join(lines) or self.env._("Nobody takes work here yet.")

    def _person_words(self, work, snapshot, asked, agent, codes, chosen):
        if agent.id in chosen:
            return self.env._("✓ %s: would get it", agent.name)
        if not codes:
            return self.env._("○ %s: could take it too", agent.name)
        person = snapshot.people[agent.id]
        missing = [need.skill for need in asked.missing(person)]
        reasons = [work._reason(code, agent, missing)["words"] for code in codes]
        return self.env._(
            "✗ %(name)s: %(why)s", name=agent.name, why="; ".join(reasons)
        )
