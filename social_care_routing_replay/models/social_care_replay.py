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
# Of fewer contacts a percentile is one of a handful.
FEW = 50
# More are not loaded; a run of what was, and one with the changes, ends after so long.
MOST_CONTACTS, RUN_SECONDS = 30_000, 30


class SocialCareReplay(models.Model):
    """What came in the past, given out once more by the same engine: as it is set up,
    and with some things changed. Live work is left alone."""

    _name = "social.care.replay"
    _description = "Replay of the Queue"
    _order = "id desc"
    _check_company_auto = True

    # Who asks reads the names of teams, and of no others.
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
        default=lambda self: self._default_teams(),
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._last_monday()
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: self._last_monday() + timedelta(days=6),
    )
    target = fields.Integer(
        string="Begun within (minutes)",
        default=20,
        required=True,
        help="Within how many minutes somebody should have begun.",
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
        "social.care.replay.change", "replay_id", string="Changes to try", copy=True
    )
    measure_ids = fields.One2many(
        "social.care.replay.measure", "replay_id", readonly=True
    )
    result_ids = fields.One2many(
        "social.care.replay.result", "replay_id", readonly=True
    )

    _period = models.Constraint(
        "CHECK (date_from <= date_to)", "The period ends before it begins."
    )
    _target = models.Constraint("CHECK (target > 0)", "The target is a minute or more.")

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._check_social_care_reach()

    @api.model
    def _default_teams(self):
        return self.env["helpdesk.ticket.team"].search(
            [
                ("routing", "!=", "manual"),
                ("company_id", "in", [self.env.company.id, False]),
            ]
        )

    @api.model
    def _last_monday(self):
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
        """Run it in the background; what came of it before is forgotten."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "running":
            raise UserError(self.env._("This replay runs already."))
        self._begin()
        self.with_delay(description=self.env._("Replay of the queue"))._run()

    def action_open_results(self):
        """Side by side, by team and medium."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("As it is, and with the changes"),
            "res_model": "social.care.replay.result",
            "views": [(False, "graph"), (False, "pivot"), (False, "list")],
            "domain": [("replay_id", "=", self.id)],
        }

    def _begin(self):
        self.measure_ids.sudo().unlink()
        self.result_ids.sudo().unlink()
        self.write(
            {
                "state": "running",
                "message": self.env._(
                    "It runs in the background. This takes up to some minutes; come "
                    "back, or look again."
                ),
            }
        )

    def _run(self):
        """Job. What goes wrong is said on the replay and in the log."""
        try:
            with self.env.cr.savepoint():
                self._replay()
        except OperationalError:
            # A collision with somebody else's write: the runner of jobs tries again.
            raise
        except TooLong:
            self.write({"state": "failed", "message": self._too_long_words()})
        except Exception:
            _logger.exception("Replay %s failed", self.id)
            self.write(
                {
                    "state": "failed",
                    "message": self.env._(
                        "It did not work. The server's log says why; change something "
                        "and try again."
                    ),
                }
            )

    def _replay(self):
        scene = self._scene()
        if not scene.contacts:
            self.write({"state": "done", "message": self._nothing_words()})
            return
        before = self._score(scene)
        for change in self.change_ids:
            change._apply(scene)
        after = self._score(scene) if self.change_ids else before
        self._write_results(before, after)
        self.write({"state": "done", "message": self._done_words(before, scene)})

    def _score(self, scene):
        return scene.score(60 * self.target, Pace(RUN_SECONDS).is_over)

    def _too_long_words(self):
        return self.env._(
            "This is too much for one replay. Choose a shorter period or fewer teams."
        )

    def _nothing_words(self):
        return self.env._(
            "Nothing came for these teams in this period. Choose another one."
        )

    def _done_words(self, before, scene):
        words = [
            self.env._(
                "%(count)s contacts, %(people)s people.",
                count=before.whole.count,
                people=len(scene.workers),
            )
        ]
        if before.whole.count < FEW:
            words.append(
                self.env._("Too few contacts: what differs may be mere chance.")
            )
        never = sum(not worker.shifts for worker in scene.workers.values())
        if never:
            words.append(
                self.env._(
                    "%s of them were never there: no working hours, and not available.",
                    never,
                )
            )
        if not self.change_ids:
            words.append(
                self.env._("Nothing is changed yet: add what you would like to try.")
            )
        return " ".join(words)
