# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.social_care.models.social_care_account_health import RANK
from odoo.addons.social_care.tools.values import Finding

from ..tools import numbers

MANAGER = "social_care.group_social_care_manager"


class SocialCarePhoneSystem(models.Model):
    """A phone system whose calls Odoo follows and, where it can, places."""

    _name = "social.care.phone.system"
    _inherit = ["social.care.held", "social.care.phone.system.calls"]
    _description = "Social Care Phone System"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    binding = fields.Selection(
        [],
        string="Type",
        required=True,
        help="How Odoo talks to the phone system.",
    )
    line_ids = fields.One2many("social.care.phone.line", "system_id", string="Phones")
    queue_ids = fields.One2many(
        "social.care.phone.queue", "system_id", string="Queues", groups=MANAGER
    )
    team_id = fields.Many2one(
        "helpdesk.ticket.team",
        string="Team for direct calls",
        check_company=True,
        domain="[('company_id', 'in', [company_id, False])]",
        help="Gets the tickets of calls that did not come through a queue.",
    )
    country_id = fields.Many2one(
        "res.country",
        string="Country of the trunk",
        default=lambda self: self.env.company.country_id,
        help="National numbers without a country code are read as numbers of this "
        "country.",
    )
    outside_prefix = fields.Char(
        string="Prefix for outside calls",
        help="Dialed before numbers outside the phone system, for example 0.",
    )
    allowed_prefixes = fields.Char(
        string="Numbers that may be called",
        default=lambda self: self._default_allowed_prefixes(),
        help="Beginnings of numbers with country code, separated by commas, for "
        "example +48, +49. Calls to other numbers are refused (toll fraud).",
    )
    retention_days = fields.Integer(
        string="Retention (days)",
        default=0,
        help="Numbers, contacts and notes of older calls are erased. 0 keeps them.",
    )
    recording_url = fields.Char(
        string="Recordings",
        groups=MANAGER,
        help="Address of a recording, with {id} for the ID of the call, for example "
        "https://pbx.example.com/recordings/{id}.wav. The phone system asks for its "
        "own login.",
    )
    recording_access = fields.Selection(
        [
            ("nobody", "Nobody"),
            ("supervisors", "Supervisors"),
            ("agents", "Supervisors, and agents their own"),
        ],
        string="Who may listen",
        required=True,
        default="supervisors",
        groups=MANAGER,
        help="Agents may listen to calls in which they talked. Each time somebody "
        "opens a recording is on record.",
    )
    recording_days = fields.Integer(
        string="Keep recordings available (days)",
        default=90,
        groups=MANAGER,
        help="After these days the recording is no longer offered. 0: always. The "
        "phone system deletes it.",
    )
    database_uuid = fields.Char(copy=False, groups=MANAGER)
    is_enabled = fields.Boolean(compute="_compute_is_enabled", compute_sudo=True)
    diagnosis = fields.Json(readonly=True, copy=False)
    diagnosed_at = fields.Datetime(readonly=True, copy=False)
    listens = fields.Boolean(compute="_compute_listens")

    # A date that many days ago must exist: all systems are cleaned up together.
    _days_in_range = models.Constraint(
        "CHECK (retention_days BETWEEN 0 AND 36500"
        " AND recording_days BETWEEN 0 AND 36500)",
        "Enter a number of days between 0 and 36500 (100 years).",
    )

    @api.model
    def _default_allowed_prefixes(self):
        code = self.env.company.country_id.phone_code
        return f"+{code}" if code else False

    @api.depends("database_uuid")
    def _compute_is_enabled(self):
        """A copied database neither listens nor calls."""
        uuid = self._get_database_uuid()
        for system in self:
            system.is_enabled = system.database_uuid == uuid

    @api.depends("binding")
    def _compute_listens(self):
        for system in self:
            system.listens = system._get_capabilities().listens

    @api.model
    def _get_database_uuid(self):
        return self.env["ir.config_parameter"].sudo().get_param("database.uuid")

    @api.model_create_multi
    def create(self, vals_list):
        uuid = self._get_database_uuid()
        return super().create([{"database_uuid": uuid, **vals} for vals in vals_list])

    @api.constrains("allowed_prefixes")
    def _check_allowed_prefixes(self):
        for system in self:
            prefixes = (system.allowed_prefixes or "").replace(",", " ").split()
            wrong = [
                one for one in prefixes if not one[:1] == "+" or not one[1:].isdigit()
            ]
            if wrong:
                raise ValidationError(
                    self.env._(
                        "“%s” is no beginning of a number with country code. Write it "
                        "like +48.",
                        wrong[0],
                    )
                )

    @api.constrains("recording_url")
    def _check_recording_url(self):
        for system in self:
            url = system.recording_url
            if url and not (url.startswith("https://") and "{id}" in url):
                raise ValidationError(
                    self.env._(
                        "The address of recordings begins with https:// and has {id} "
                        "for the ID of the call."
                    )
                )

    def _get_connector(self):
        """:return: ``social.care.phone.connector.<binding>``, in sudo"""
        self.ensure_one()
        return self.env[f"social.care.phone.connector.{self.binding}"].sudo()

    def _get_capabilities(self):
        """:return: ``tools.capabilities.PhoneCapabilities``; nothing without a type"""
        if not self.binding:
            return self.env["social.care.phone.connector"]._get_capabilities(self)
        return self._get_connector()._get_capabilities(self.sudo())

    def _normalize(self, number):
        """:return: a number in E.164, or "" for extensions and hidden numbers"""
        regions = [self.country_id.code, self.company_id.country_id.code]
        return numbers.normalize(number or "", [code for code in regions if code])

    # -- the process that listens ------------------------------------------------

    @api.model
    def _search_held(self):
        systems = self.search([("active", "=", True)])
        return systems.filtered(lambda system: system.is_enabled and system.listens)

    def _get_feed_digest(self):
        return self._get_connector()._get_feed_digest(self)

    def _prepare_feed(self):
        return self._get_connector()._prepare_feed(self)

    # -- what an administrator does ------------------------------------------------

    def action_check(self):
        """Ask the phone system and the listener, and keep what they say.

        :return: a notification with the worst: findings stand on a page that may be out
            of sight
        """
        self.ensure_one()
        self.check_access("write")
        findings = self.sudo()._diagnose()
        worst = min(findings, key=lambda finding: RANK.index(finding.level))
        self.sudo().write(
            {
                "diagnosis": [one.as_dict() for one in findings],
                "diagnosed_at": fields.Datetime.now(),
            }
        )
        kinds = {"error": "danger", "warning": "warning", "ok": "success"}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kinds[worst.level],
                "message": worst.title,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_enable(self):
        """Use the phone system from this database, for example after a move."""
        self.check_access("write")
        self.sudo().database_uuid = self._get_database_uuid()

    def _diagnose(self):
        """:return: list of ``social_care.tools.values.Finding``"""
        if not self.is_enabled:
            return [self._describe_copy()]
        return [*self._diagnose_listener(), *self._get_connector()._check(self)]

    def _describe_copy(self):
        return Finding(
            "warning",
            self.env._(
                "This is a copied database: listening and calling are disabled."
            ),
            self.env._("Enable the phone system here if this database is in use now."),
        )

    def _diagnose_listener(self):
        if not self.listens:
            return []
        if self.listener_state == "listening":
            return [Finding("ok", self._describe_listening())]
        if self.listener_message:
            return [Finding("error", self.listener_message)]
        return [
            Finding(
                "error",
                self.env._(
                    "The service that listens to the phone system is not running."
                ),
                self.env._("Start “odoo social_care_phone”, see the documentation."),
            )
        ]

    def _describe_listening(self):
        if self.standby_count:
            return self.env._(
                "Odoo listens to the phone system, with %s stand-by(s).",
                self.standby_count,
            )
        return self.env._("Odoo listens to the phone system, without a stand-by.")
