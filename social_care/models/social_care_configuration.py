# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models, release
from odoo.exceptions import AccessError

from ..tools import portable
from ..tools.portable import Section

PREFIX = "social_care"
MANAGER = "social_care.group_social_care_manager"
PLAIN = ("char", "text", "integer", "float", "boolean", "selection", "date")
# What says to whom a record belongs, or is of one database alone.
LEFT_OUT = {"company_id", "webhook_token"}


class SocialCareConfiguration(models.AbstractModel):
    """Configuration of one company as a file: to read, to keep, to move.

    Addons extend ``_get_sections``, ``_get_nested`` and ``_get_references``. A row
    holds all fields of our addons that people fill in: stored and copied. Secrets are
    left out, because fields with secrets have ``copy=False``.
    """

    _name = "social.care.configuration"
    _inherit = ["social.care.configuration.importing"]
    _description = "Social Care Configuration"

    # -- what addons extend ----------------------------------------------------

    @api.model
    def _get_sections(self):
        """:return: list of tools.portable.Section"""
        return [
            Section(
                "tags",
                "helpdesk.ticket.tag",
                ("name",),
                self.env._("Tags"),
                1,
                ("active",),
            ),
            Section(
                "categories",
                "helpdesk.ticket.category",
                ("name",),
                self.env._("Categories"),
                2,
                ("active",),
            ),
            Section(
                "channels",
                "helpdesk.ticket.channel",
                ("name",),
                self.env._("Channels"),
                3,
                ("active",),
            ),
            Section(
                "teams",
                "helpdesk.ticket.team",
                ("name",),
                self.env._("Teams"),
                10,
                ("active", "sequence"),
            ),
            Section(
                "accounts",
                "social.care.account",
                ("network", "name"),
                self.env._("Accounts"),
                20,
            ),
            Section(
                "streams",
                "social.care.stream",
                ("account_id", "name"),
                self.env._("Streams"),
                30,
            ),
            Section("rules", "social.care.rule", ("name",), self.env._("Rules"), 50),
            Section("settings", "res.company", (), self.env._("Settings"), 90),
        ]

    @api.model
    def _get_nested(self):
        """:return: {(model, name of its one2many): tools.portable.Nested}"""
        return {}

    @api.model
    def _get_references(self):
        """By what a record of a model is called in the file.

        :return: {model: names of fields}
        """
        own = {section.model: section.key for section in self._get_sections()}
        return own | {"res.users": ("login",), "helpdesk.ticket.stage": ("name",)}

    # -- export ----------------------------------------------------------------

    @api.model
    def _export_file(self):
        """The configuration of the current company, as the text of a file."""
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
        """In the language in which terms are written, archived records included, and
        nothing of another company."""
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
            return self.env.company
        if "company_id" not in model._fields:
            # Small lists of shared words: tags, categories, skills.
            return model.search([])  # pylint: disable=no-search-all
        return model.search([("company_id", "in", (False, self.env.company.id))])

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
        """Names of the fields that a section holds, its key first."""
        model = self.env[section.model]
        own = [name for name, f in model._fields.items() if self._is_ours(f)]
        names = dict.fromkeys([*section.key, *section.more, *sorted(own)])
        return [n for n in names if n in model._fields and n not in section.without]

    def _is_ours(self, field):
        """Whether people fill in a field that one of our addons has made."""
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
            # What only administrators may read is an address.
            is_address = field.groups == MANAGER
            return (
                portable.plain_address(value) if value and is_address else value or ""
            )
        return value

    def _export_terms(self, record, name):
        """A text, or one for each language in which it is another."""
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        texts = {code: record.with_context(lang=code)[name] or "" for code in codes}
        written = record[name] or ""
        others = {code: text for code, text in texts.items() if text != written}
        return {"en_US": written, **others} if others else written

    def _export_reference(self, record):
        """What a record is called in the file; None for none."""
        if not record:
            return None
        parts = [
            self._export_value(record, name)
            for name in self._get_references()[record._name]
        ]
        parts = [portable.source(part) for part in parts]
        return parts[0] if len(parts) == 1 else parts

    def _get_nested_section(self, field):
        """Rows of a one2many, as a section of their own."""
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
