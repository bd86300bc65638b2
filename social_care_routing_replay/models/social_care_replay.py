# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.social_care.tools.pace import Pace

from ..tools.simulate import TooLong

_logger = logging.getLogger(__name__)
LONGEST = timedelta(days=31)
# With fewer contacts, a percentile is the wait of a handful of them.
FEW_CONTACTS = 50
# Time limit of each of the two runs: as recorded, and with the changes.
RUN_SECONDS = 30


class SocialCareReplay(models.Model):
    """What-if simulation: the recorded contacts of a period, routed once more by the
    same engine as everything is set up now, and with some changes.

    Live work is never touched.
    """

    _name = "social.care.replay"
    _inherit = "social.care.replay.recording"
    _description = "Social Care Replay"
    _order = "id desc"
    _check_company_auto = True

    # Computed with the rights of the user: names of other companies' teams stay hidden.
    name = fields.Char(compute="_compute_name", store=True, compute_sudo=False)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    team_ids = fields.Many2many(
        "helpdesk.ticket.team",
        string="Teams",
        required=True,
        check_company=True,
        domain="[('company_id', 'in', [company_id, False])]",
        default=lambda self: self._get_default_teams(),
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._get_last_monday()
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: self._get_last_monday() + timedelta(days=6),
    )
    service_level_minutes = fields.Integer(
        string="Service level threshold (min)",
        default=20,
        required=True,
        help="The service level is the share of contacts that an agent accepts within "
        "this time.",
    )
    state = fields.Selection(
        [
            ("draft", "New"),
            ("running", "Running"),
            ("done", "Done"),
            ("failed", "Failed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    message = fields.Text(readonly=True, copy=False)
    change_ids = fields.One2many(
        "social.care.replay.change", "replay_id", string="Changes", copy=True
    )
    measure_ids = fields.One2many(
        "social.care.replay.measure", "replay_id", string="Overall", readonly=True
    )
    result_ids = fields.One2many(
        "social.care.replay.result",
        "replay_id",
        string="By team and medium",
        readonly=True,
    )

    _period = models.Constraint(
        "CHECK (date_from <= date_to)", "The period must not end before it begins."
    )
    _service_level_minutes = models.Constraint(
        "CHECK (service_level_minutes > 0)",
        "The service level threshold must be at least one minute.",
    )

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._social_care_check_reach()

    @api.model
    def _get_default_teams(self):
        return self.env["helpdesk.ticket.team"].search(
            [
                ("social_care_routing_mode", "!=", "manual"),
                ("company_id", "in", [self.env.company.id, False]),
            ]
        )

    @api.model
    def _get_last_monday(self):
        today = fields.Date.context_today(self)
        return today - timedelta(days=today.weekday() + 7)

    @api.depends("team_ids", "date_from", "date_to")
    def _compute_name(self):
        for replay in self:
            teams = ", ".join(replay.team_ids.mapped("name"))
            replay.name = f"{teams}: {replay.date_from} – {replay.date_to}"

    @api.constrains("date_from", "date_to")
    def _check_period(self):
        for replay in self:
            if replay.date_to - replay.date_from >= LONGEST:
                raise ValidationError(
                    self.env._("Choose a period of %s days or less.", LONGEST.days)
                )

    # -- running ---------------------------------------------------------------

    def action_replay(self):
        """Run the simulation in the background and discard earlier results.

        :raises AccessError: for users who may not change the replay
        :raises UserError: while it is running
        """
        self.ensure_one()
        self.check_access("write")
        if self.state == "running":
            raise UserError(self.env._("This simulation is already running."))
        self._reset_results()
        self.with_delay(description=self.env._("Replay of the queue"))._run()

    def action_open_results(self):
        """Open the results by team and medium.

        :return: window action
        :raises AccessError: for users who may not read the replay
        """
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Current Setup and Changes"),
            "res_model": "social.care.replay.result",
            "views": [(False, "graph"), (False, "pivot"), (False, "list")],
            "domain": [("replay_id", "=", self.id)],
        }

    def _reset_results(self):
        self.measure_ids.sudo().unlink()
        self.result_ids.sudo().unlink()
        self.write(
            {
                "state": "running",
                "message": self.env._(
                    "The simulation is running in the background and may take a few "
                    "minutes."
                ),
            }
        )

    def _run(self):
        """Job. Failures are reported on the replay and in the log.

        :raises OperationalError: on a concurrent update, so that the job is retried
        """
        try:
            with self.env.cr.savepoint():
                self._simulate()
        except OperationalError:
            raise
        except TooLong:
            self._fail(
                self.env._(
                    "The simulation is too large. Choose a shorter period or fewer "
                    "teams."
                )
            )
        except Exception:
            _logger.exception("Replay %s failed", self.id)
            self._fail(
                self.env._("The simulation failed. See the server log for details.")
            )

    def _fail(self, message):
        self.write({"state": "failed", "message": message})

    def _simulate(self):
        scenario = self._load_scenario()
        if not scenario.contacts:
            message = self.env._(
                "No contacts for these teams in this period. Choose another period."
            )
            self.write({"state": "done", "message": message})
            return
        before = self._score(scenario)
        for change in self.change_ids:
            change._apply(scenario)
        after = self._score(scenario) if self.change_ids else before
        self.env["social.care.replay.result"]._create_from_scores(self, before, after)
        self.env["social.care.replay.measure"]._create_from_scores(self, before, after)
        message = self._summarize_run(before, scenario)
        self.write({"state": "done", "message": message})

    def _score(self, scenario):
        """
        :param scenario: tools.scenario.Scenario
        :return: tools.scores.Scores
        :raises TooLong: if the run exceeds RUN_SECONDS
        """
        seconds = 60 * self.service_level_minutes
        return scenario.score(seconds, Pace(RUN_SECONDS).is_over)

    def _summarize_run(self, scores, scenario):
        sentences = [
            self.env._(
                "%(contacts)s contacts, %(agents)s agents.",
                contacts=scores.whole.count,
                agents=len(scenario.workers),
            )
        ]
        if scores.whole.count < FEW_CONTACTS:
            sentences.append(
                self.env._("Too few contacts: differences may be due to chance.")
            )
        absent = sum(not worker.shifts for worker in scenario.workers.values())
        if absent:
            sentences.append(
                self.env._(
                    "%s of the agents were never present: they have no working hours "
                    "and were not available.",
                    absent,
                )
            )
        if not self.change_ids:
            sentences.append(
                self.env._("There are no changes yet: add those you want to try.")
            )
        return " ".join(sentences)
