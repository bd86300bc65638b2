# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.social_care.tools import http
from odoo.addons.social_care.tools.errors import ConnectorError

from ..tools import libretranslate
from ..tools.languages import choose_code

# Seconds that one request may take; an agent looks at the message meanwhile.
WHOLE_SECONDS = 30
MAX_BYTES = 1024 * 1024


class SocialCareTranslator(models.Model):
    """The service that translates messages for one company. Without one, no text leaves
    the server.
    """

    _name = "social.care.translator"
    _description = "Translation Service"
    _rec_name = "url"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    active = fields.Boolean(default=True)
    url = fields.Char(
        string="Address",
        required=True,
        help="Of a LibreTranslate service, such as https://translate.example.com.",
    )
    api_key = fields.Char(string="Stored key", copy=False, groups=fields.NO_ACCESS)
    new_api_key = fields.Char(
        string="API key",
        compute="_compute_new_api_key",
        inverse="_inverse_new_api_key",
        compute_sudo=True,
        help="If the service asks for one. It is not shown again.",
    )
    has_api_key = fields.Boolean(
        string="Key stored", compute="_compute_new_api_key", compute_sudo=True
    )
    database_uuid = fields.Char(copy=False, groups=fields.NO_ACCESS)
    can_translate = fields.Boolean(
        compute="_compute_can_translate",
        compute_sudo=True,
        help="A copied database sends nothing until an administrator allows it.",
    )
    state = fields.Selection(
        [
            ("unchecked", "Being checked"),
            ("working", "Working"),
            ("failing", "Not working"),
        ],
        required=True,
        readonly=True,
        default="unchecked",
        copy=False,
    )
    status_message = fields.Char(string="Last error", readonly=True, copy=False)
    checked_at = fields.Datetime(string="Last check", readonly=True, copy=False)
    language_codes = fields.Json(readonly=True, copy=False)
    language_count = fields.Integer(
        string="Languages", compute="_compute_language_count"
    )

    _once = models.Constraint(
        "UNIQUE (company_id)", "Each company has one translation service."
    )

    # -- fields ----------------------------------------------------------------

    @api.depends("api_key")
    def _compute_new_api_key(self):
        for translator in self:
            translator.new_api_key = False
            translator.has_api_key = bool(translator.api_key)

    def _inverse_new_api_key(self):
        for translator in self.filtered("new_api_key"):
            translator.sudo().api_key = translator.new_api_key.strip()

    @api.depends("database_uuid")
    def _compute_can_translate(self):
        uuid = self._get_database_uuid()
        for translator in self:
            translator.can_translate = translator.database_uuid == uuid

    def _get_database_uuid(self):
        return self.env["social.care.account"]._get_database_uuid()

    @api.depends("language_codes")
    def _compute_language_count(self):
        for translator in self:
            translator.language_count = len(translator.language_codes or ())

    @api.constrains("url")
    def _check_url(self):
        for translator in self:
            if not (translator.url or "").startswith(("https://", "http://")):
                words = self.env._("The address must begin with https:// or http://.")
                raise ValidationError(words)

    @api.constrains("company_id")
    def _check_company(self):
        self.company_id._social_care_check_reach()

    # -- set up ----------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        translators = super().create(vals_list)
        translators.sudo().database_uuid = self._get_database_uuid()
        translators._enqueue_check()
        return translators

    def write(self, vals):
        """A key stays with the address that it was entered for."""
        if "url" in vals:
            moved = self.filtered(lambda row: row.url != vals["url"])
            moved.sudo().api_key = False
        result = super().write(vals)
        if vals.keys() & {"url", "new_api_key", "active"}:
            self._enqueue_check()
        return result

    def action_check(self):
        """Check the service again, in a job."""
        self.check_access("write")
        self._enqueue_check()

    def action_use_here(self):
        """Let a copied database send messages to the service."""
        self.check_access("write")
        self.sudo().database_uuid = self._get_database_uuid()
        self._enqueue_check()

    def action_refresh(self):
        """Show what the check found meanwhile: Odoo reads the form again."""
        self.check_access("read")

    @api.model
    def _action_open(self):
        """Open the form of the current company."""
        self.check_access("write")
        own = self.with_context(active_test=False).search(
            [("company_id", "=", self.env.company.id)]
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Translation"),
            "res_model": self._name,
            "res_id": own.id,
            "views": [(False, "form")],
        }

    # -- jobs ------------------------------------------------------------------

    def _enqueue_check(self):
        for translator in self.sudo().filtered("active"):
            translator.state = "unchecked"
            translator.with_delay(
                description=self.env._("Check the translation service"),
                identity_key=f"social_care.translator.check.{translator.id}",
            )._check()

    def _check(self):
        """Job: ask the service for its languages."""
        self.ensure_one()
        if not self.can_translate:
            return
        try:
            codes = libretranslate.read_languages(self._request("GET", "languages"))
            vals = {
                "state": "working",
                "language_codes": codes,
                "status_message": False,
            }
        except ConnectorError as error:
            vals = {"state": "failing", "status_message": str(error)}
        self.write({**vals, "checked_at": fields.Datetime.now()})

    def _translate(self, text, target):
        """Translate a text, in a job.

        :param text: str
        :param target: code of the service for the language wanted
        :return: ``tools.libretranslate.Translated``
        :raise ConnectorError: if the service fails
        """
        self.ensure_one()
        request = libretranslate.build_request(text, target, self.sudo().api_key)
        answer = self._request("POST", "translate", json=request)
        return libretranslate.read_translated(answer, text)

    def _request(self, method, path, **kwargs):
        """Send a request to the service.

        :return: parsed JSON
        :raise ConnectorError: if the service cannot be reached, or refuses
        """
        connector = self.env["social.care.connector"]
        client = http.Client(
            allowed_private=connector._get_allowed_hosts(),
            max_bytes=MAX_BYTES,
            whole=WHOLE_SECONDS,
        )
        answer = client.request(method, f"{self.url.rstrip('/')}/{path}", **kwargs)
        libretranslate.check_status(answer.status, answer.find_object())
        return answer.json()

    # -- what it offers --------------------------------------------------------

    def _choose_target(self):
        """Choose the language of the current user.

        :return: code of the service, "" where it cannot translate
        """
        if not (self.active and self.can_translate):
            return ""
        return choose_code(self.env.user.lang or "", self.language_codes or [])

    def _get_host(self):
        return http.get_host(self.url)
