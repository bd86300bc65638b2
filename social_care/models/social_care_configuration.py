# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models, release
from odoo.exceptions import AccessError
from odoo.tools.translate import LazyTranslate

from ..tools import portable
from ..tools.portable import Nested, Section

_lt = LazyTranslate(__name__)

PREFIX = "social_care"
MANAGER = "social_care.group_social_care_manager"
PLAIN = ("char", "text", "integer", "float", "boolean", "selection", "date")
# Fields that name the owner of a record, or are valid in one database only.
LEFT_OUT = {"company_id", "webhook_token"}
# Arguments of ``tools.portable.Section``; the labels are translated when they are read.
SECTIONS = (
    ("tags", "helpdesk.ticket.tag", ("name",), _lt("Tags"), 1, ("active",)),
    (
        "categories",
        "helpdesk.ticket.category",
        ("name",),
        _lt("Categories"),
        2,
        ("active",),
    ),
    ("channels", "helpdesk.ticket.channel", ("name",), _lt("Channels"), 3, ("active",)),
    (
        "teams",
        "helpdesk.ticket.team",
        ("name",),
        _lt("Teams"),
        10,
        ("active", "sequence"),
    ),
    ("apps", "social.care.app", ("network", "name"), _lt("Apps"), 15, ()),
    (
        "accounts",
        "social.care.account",
        ("network", "name"),
        _lt("Accounts"),
        20,
        ("app_id",),
    ),
    ("streams", "social.care.stream", ("account_id", "name"), _lt("Streams"), 30, ()),
    ("rules", "social.care.rule", ("name",), _lt("Rules"), 50, ()),
    (
        "approval_rules",
        "social.care.approval.rule",
        ("name",),
        _lt("Approval rules"),
        51,
        (),
    ),
    ("settings", "res.company", (), _lt("Settings"), 90, ()),
)


class SocialCareConfiguration(models.AbstractModel):
    """Export and import the configuration of one company as a file.

    Addons extend ``_get_sections``, ``_get_nested`` and ``_get_references``. A row
    holds all fields of our addons that users fill in: stored and copied. Secrets are
    left out, because their fields have ``copy=False``.
    """

    _name = "social.care.configuration"
    _inherit = ["social.care.configuration.importing"]
    _description = "Social Care Configuration"

    # -- what addons extend ----------------------------------------------------

    @api.model
    def _get_sections(self):
        """Return the sections of the file. Other addons extend it.

        :return: list of ``tools.portable.Section``
        """
        return [
            Section(name, model, key, self.env._(label), sequence, more)
            for name, model, key, label, sequence, more in SECTIONS
        ] + [self._get_macro_section()]

    def _get_macro_section(self):
        """Macros of single users do not belong to the configuration."""
        return Section(
            "macros",
            "social.care.macro",
            ("name",),
            self.env._("Macros"),
            55,
            without=("user_id",),
            domain=(("user_id", "=", False),),
        )

    @api.model
    def _get_nested(self):
        """Return the one2many fields whose records are exported with their parent.
        Other addons extend it.

        :return: {(model, name of the field): ``tools.portable.Nested``}
        """
        return {("social.care.macro", "text_ids"): Nested(("lang_id",))}

    @api.model
    def _get_references(self):
        """Return how records are referred to in the file. Other addons extend it for
        models that have no section.

        :return: {model: names of the fields of the key}
        """
        own = {section.model: section.key for section in self._get_sections()}
        return own | {
            "res.users": ("login",),
            "res.lang": ("code",),
            "helpdesk.ticket.stage": ("name",),
        }

    # -- export ----------------------------------------------------------------

    @api.model
    def _export_file(self):
        """Return the configuration of the current company as the text of a file."""
        reader = self._switch_to_written()
        header = {
            "exported_at": fields.Datetime.to_string(fields.Datetime.now()),
            "company": self.env.company.name,
            "odoo": release.series,
        }
        sections = {
            section.name: reader._export_section(section)
            for section in reader._sort_sections()
        }
        return portable.dump(header, sections)

    def _switch_to_written(self):
        """Return this model with a context for export and import: in the source
        language, archived records included, other companies excluded.

        :raise AccessError: unless the user is an administrator
        """
        self._check_manager()
        return self.with_context(
            lang="en_US", active_test=False, allowed_company_ids=self.env.company.ids
        )

    def _check_manager(self):
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(self.env._("Only an administrator may do this."))

    def _sort_sections(self):
        return sorted(self._get_sections(), key=lambda section: section.sequence)

    def _export_section(self, section):
        return [self._export_row(section, r) for r in self._get_records(section)]

    def _get_records(self, section):
        model = self.env[section.model]
        if section.model == "res.company":
            # Only fields of our addons travel; others are for administrators of Odoo.
            return self.env.company.sudo()
        if "company_id" not in model._fields:
            # Small lists without companies: tags, categories, skills.
            return model.search([])  # pylint: disable=no-search-all
        own = ("company_id", "in", (False, self.env.company.id))
        return model.search([own, *section.domain])

    def _export_row(self, section, record):
        row = {
            name: self._export_value(record, name)
            for name in self._get_field_names(section)
        }
        if self._may_be_shared(record) and not record.company_id:
            row[portable.SHARED] = True
        return row

    def _may_be_shared(self, model):
        company = model._fields.get("company_id")
        return bool(company) and not company.required and model._name != "res.company"

    # -- fields ----------------------------------------------------------------

    def _get_field_names(self, section):
        """Return the names of the fields in a section, key first."""
        model = self.env[section.model]
        own = [name for name, f in model._fields.items() if self._is_ours(f)]
        names = dict.fromkeys([*section.key, *section.more, *sorted(own)])
        return [n for n in names if n in model._fields and n not in section.without]

    def _is_ours(self, field):
        """Return whether users fill in this field, and one of our addons defines it."""
        makers = field._modules or ("",)
        return (
            all(maker.startswith(PREFIX) for maker in makers)
            and field.name not in LEFT_OUT
            and field.store
            and field.copy
            and not field.readonly
            and not field.related
            and field.groups != fields.NO_ACCESS
            and self._can_travel(field)
        )

    def _can_travel(self, field):
        if field.type == "one2many":
            return (field.model_name, field.name) in self._get_nested()
        if field.type in ("many2one", "many2many"):
            return field.comodel_name in self._get_references()
        return field.type in PLAIN

    # -- values ----------------------------------------------------------------

    def _export_value(self, record, name):
        field = record._fields[name]
        if field.type == "many2one":
            return self._export_reference(record[name])
        if field.type == "many2many":
            found = [self._export_reference(other) for other in record[name]]
            return sorted(found, key=str)
        if field.type == "one2many":
            nested = self._get_nested_section(field)
            return [self._export_row(nested, line) for line in record[name]]
        if field.translate:
            return self._export_terms(record, name)
        return self._export_plain(record, field)

    def _export_plain(self, record, field):
        value = record[field.name]
        if field.type == "date":
            return fields.Date.to_string(value) or None
        if field.type in ("char", "text", "selection"):
            # Texts that only administrators may read are addresses.
            is_address = field.groups == MANAGER
            return (
                portable.clean_address(value) if value and is_address else value or ""
            )
        return value

    def _export_terms(self, record, name):
        """Return a text, or {language: text} if it is translated."""
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        texts = {code: record.with_context(lang=code)[name] or "" for code in codes}
        written = record[name] or ""
        others = {code: text for code, text in texts.items() if text != written}
        return {"en_US": written, **others} if others else written

    def _export_reference(self, record):
        """Return how the file refers to a record; None for no record."""
        if not record:
            return None
        parts = [
            self._export_value(record, name)
            for name in self._get_references()[record._name]
        ]
        parts = [portable.get_source(part) for part in parts]
        return parts[0] if len(parts) == 1 else parts

    def _get_nested_section(self, field):
        """Return the ``Section`` of the rows of a one2many."""
        nested = self._get_nested()[field.model_name, field.name]
        label = field._description_string(self.env)
        return Section(
            field.name,
            field.comodel_name,
            nested.key,
            label,
            more=nested.more,
            without=(field.inverse_name,),
        )
