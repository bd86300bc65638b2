# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import DataError, IntegrityError

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..tools import portable
from ..tools.portable import Unfit

EMPTY = {"char": str, "text": str, "selection": str, "date": str}
# Names in version 19.0.1.1.0.
RENAMED_TEAM_FIELDS = {
    "ignore_thanks": "social_care_ignore_thanks",
    "social_reopen_days": "social_care_reopen_days",
    "social_reopen_stage_id": "social_care_reopen_stage_id",
}
# Largest notice of an account that nobody set, until version 19.0.1.2.0.
USUAL_BODY_KB = 1024
TYPES = {
    **EMPTY,
    "integer": int,
    "float": (int, float),
    "boolean": bool,
    "many2many": list,
    "one2many": list,
}


class SocialCareConfigurationImporting(models.AbstractModel):
    """Import a configuration: first a preview of the changes, then the import itself.

    Records that the file does not contain stay. An import is idempotent.
    """

    _name = "social.care.configuration.importing"
    _description = "Import of a Configuration"

    @api.model
    def _preview(self, raw):
        """Return what importing a file would do, tried in a transaction that is rolled
        back.

        :param raw: the file, bytes
        :return: (list of ``tools.portable.Change``, list of problems for users)
        """
        with self.env.registry.cursor() as cr:
            try:
                return self.with_env(self.env(cr=cr))._try_import(raw)
            finally:
                cr.rollback()

    @api.model
    def _import_file(self, raw):
        """Import a file.

        :param raw: the file, bytes
        :return: list of ``tools.portable.Change``
        :raise UserError: with everything that cannot be imported
        """
        changes, problems = self._try_import(raw)
        if problems:
            raise UserError("\n".join(problems))
        return changes

    def _try_import(self, raw):
        writer = self._switch_to_written()
        try:
            sections = writer._upgrade_sections(portable.load(raw))
            writer._check_known(sections)
        except Unfit as error:
            return [], [str(error)]
        return writer._import_sections(sections)

    @api.model
    def _upgrade_sections(self, sections):
        """Convert the sections of a file that an earlier version exported to the names
        of this version. Other addons extend it where they renamed a section, a field or
        a choice, with the help of ``tools.portable.rename_*``.

        :param sections: {section: [row]}
        :return: the same with the names of this version
        """
        for old, new in RENAMED_TEAM_FIELDS.items():
            sections = portable.rename_field(sections, "teams", old, new)
        sections = self._move_body_limits(self._move_approval(sections))
        return sections if "apps" in sections else self._forget_apps(sections)

    def _forget_apps(self, sections):
        """Without their apps, accounts get apps of their own."""
        accounts = [
            {name: value for name, value in row.items() if name != "app_id"}
            for row in sections.get("accounts", [])
        ]
        return {**sections, "accounts": accounts} if accounts else sections

    def _move_approval(self, sections):
        """Until version 19.0.1.2.0 accounts said which replies need approval."""
        rules = list(sections.get("approval_rules", []))
        accounts = [dict(row) for row in sections.get("accounts", [])]
        for row in accounts:
            approval = row.pop("approval", "none")
            if approval in ("public", "all"):
                rules.append(
                    {
                        "name": self.env._("Approval: %s", row.get("name")),
                        "account_ids": [[row.get("network"), row.get("name")]],
                        "visibility": approval if approval == "public" else "",
                    }
                )
        moved = {"accounts": accounts, "approval_rules": rules}
        return {**sections, **{name: rows for name, rows in moved.items() if rows}}

    def _move_body_limits(self, sections):
        """Until version 19.0.1.2.0 the largest notice was a setting of the account. Its
        app has the name that accounts give to the app that they get.
        """
        accounts, apps = [], list(sections.get("apps", []))
        for given in sections.get("accounts", []):
            row = {name: v for name, v in given.items() if name != "max_body_kb"}
            limit = given.get("max_body_kb", USUAL_BODY_KB)
            if limit != USUAL_BODY_KB:
                key = {"network": row.get("network"), "name": row.get("name")}
                apps.append({**key, "max_body_kb": limit})
                row["app_id"] = list(key.values())
            accounts.append(row)
        moved = {"accounts": accounts, "apps": apps}
        return {**sections, **{name: rows for name, rows in moved.items() if rows}}

    def _check_known(self, sections):
        known = {section.name for section in self._get_sections()}
        for name in sections.keys() - known:
            raise Unfit(
                self.env._(
                    "The section “%s” is unknown. Install its addon, or remove the "
                    "section from the file.",
                    name,
                )
            )

    def _import_sections(self, sections):
        """Import records first, then nested rows, which may refer to any of them."""
        changes, faults, late = [], [], []
        for section in self._sort_sections():
            for here, record, row in self._match_rows(section, sections):
                change = portable.change(section, here, row)
                if change:
                    changes.append(change)
                    args = (section, record, row, here, late)
                    faults.append(
                        (section, row, self._try_writing(self._write_row, *args))
                    )
        for section, record, row, names in late:
            error = self._try_writing(self._write_late, record, row, names)
            faults.append((section, row, error))
        return changes, self._list_problems([f for f in faults if f[2]])

    def _list_problems(self, faults):
        """Return problems for users. A row is not reported if it only lacks another row
        that has a problem itself.
        """
        failed = [
            (section.model, portable.get_reference(row, section.key))
            for section, row, _error in faults
        ]
        return [
            f"{section.label} “{portable.name_of(row, section.key)}”: {error}"
            for section, row, error in faults
            if error.lacks not in failed
        ]

    def _match_rows(self, section, sections):
        """Yield (existing row, existing record, row of the file) of one section."""
        incoming = sections.get(section.name, [])
        if not incoming:
            return []
        records = list(self._get_records(section))
        rows = [self._export_row(section, record) for record in records]
        of_row = {id(row): record for row, record in zip(rows, records, strict=True)}
        none = self.env[section.model]
        return [
            (here, of_row.get(id(here), none), row)
            for here, row in portable.match_rows(rows, incoming, section.key)
        ]

    def _try_writing(self, write, *args):
        """Return the ``Unfit`` that writing a row raised, None if it succeeded."""
        try:
            with self.env.cr.savepoint():
                write(*args)
                self.env.flush_all()
        except Unfit as error:
            return error
        except (UserError, AccessError) as error:
            return Unfit(str(error.args[0] if error.args else error))
        except IntegrityError as error:
            return Unfit(self._explain_constraint(error))
        except (DataError, OverflowError, ValueError) as error:
            # A number, date or text that no database takes.
            return Unfit(self.env._("A value is not valid: %s", error))
        return None

    def _explain_constraint(self, error):
        """Return the message of the constraint that the database found violated."""
        table = error.diag.table_name
        owner = next((m for m in self.env.values() if m._table == table), self)
        return owner._sql_error_to_message(error)

    # -- one record ------------------------------------------------------------

    def _write_row(self, section, record, row, here, late):
        names = self._get_changed_names(section, row, here)
        waiting = [n for n in names if self._is_late(section, record, n)]
        vals = self._read_vals(record, row, [n for n in names if n not in waiting])
        if record:
            record.write(vals)
        else:
            record = record.create({**vals, **self._get_owner_vals(record, row)})
        self._write_terms(record, row, names)
        if waiting:
            late.append((section, record, row, waiting))

    def _get_changed_names(self, section, row, here):
        """Return the names of the fields to write.

        :raise Unfit: for a field that the section does not have
        """
        allowed = self._get_field_names(section)
        for name in row.keys() - {*allowed, portable.SHARED}:
            raise Unfit(self.env._("The field “%s” is unknown.", name))
        changed = portable.compare_values(here or {}, row)
        return [name for name in allowed if name in changed]

    def _is_late(self, section, record, name):
        """Return whether a field may refer to a record that comes later in the
        section.
        """
        field = record._fields[name]
        if field.type != "one2many":
            return field.comodel_name == section.model
        nested = self._get_nested_section(field)
        line_fields = self.env[nested.model]._fields
        return any(
            line_fields[inner].comodel_name == section.model
            for inner in self._get_field_names(nested)
        )

    def _write_late(self, record, row, names):
        record.write(self._read_vals(record, row, names))

    def _get_owner_vals(self, model, row):
        """Return the values that say to whom a new record belongs."""
        company = model._fields.get("company_id")
        if not company or company.related:
            return {}
        is_shared = self._may_be_shared(model) and row.get(portable.SHARED)
        return {"company_id": False if is_shared else self.env.company.id}

    def _write_terms(self, record, row, names):
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        for name in names:
            if record._fields[name].translate and isinstance(row[name], dict):
                for code in installed & row[name].keys() - {"en_US"}:
                    self._check_type(record._fields[name], row[name][code])
                    record.with_context(lang=code)[name] = row[name][code]

    # -- values ----------------------------------------------------------------

    def _read_vals(self, record, row, names):
        return {name: self._read_value(record, name, row[name]) for name in names}

    def _read_value(self, record, name, value):
        """Return the value to write to a field.

        :raise Unfit: if the field does not accept it
        """
        field = record._fields[name]
        if field.translate:
            value = portable.get_source(value)
        self._check_type(field, value)
        if field.type == "many2one":
            return self._resolve(field.comodel_name, value).id
        if field.type == "many2many":
            return [Command.set(self._resolve_all(field.comodel_name, value).ids)]
        if field.type == "one2many":
            return self._read_lines(record, field, value)
        if field.type == "selection":
            self._check_choice(field, value)
        return value or False if field.type in EMPTY else value

    def _check_type(self, field, value):
        wanted = TYPES.get(field.type)
        fits = wanted is None or isinstance(value, wanted)
        if field.type in ("integer", "float") and isinstance(value, bool):
            fits = False
        if not fits and not (value is None and field.type in EMPTY):
            raise Unfit(
                self.env._(
                    "%(value)s is not a valid value for “%(field)s”.",
                    value=portable.format_value(value),
                    field=field._description_string(self.env),
                )
            )

    def _check_choice(self, field, value):
        choices = dict(field._description_selection(self.env))
        if value and value not in choices:
            raise Unfit(
                self.env._(
                    "“%(field)s” has no option “%(value)s”. Is its addon installed?",
                    field=field._description_string(self.env),
                    value=value,
                )
            )

    def _read_lines(self, record, field, rows):
        """Return commands that make the nested rows of a record those of the file."""
        section = self._get_nested_section(field)
        lines = list(record[field.name])
        here = [self._export_row(section, line) for line in lines]
        of_row = {id(row): line for row, line in zip(here, lines, strict=True)}
        none, commands, kept = self.env[field.comodel_name], [], set()
        for old, row in portable.match_rows(here, rows, section.key):
            names = self._get_changed_names(section, row, old)
            vals = self._read_vals(none, row, names)
            line = of_row.get(id(old), none)
            kept.add(line.id)
            commands.append(
                Command.update(line.id, vals) if line else Command.create(vals)
            )
        if self._get_nested()[field.model_name, field.name].exact:
            commands += [Command.delete(x.id) for x in lines if x.id not in kept]
        return commands

    # -- references ------------------------------------------------------------

    def _resolve_all(self, model, references):
        if None in references:
            raise Unfit(self.env._("“%s” does not identify a record.", "–"))
        found = [self._resolve(model, reference) for reference in references]
        return self.env[model].union(*found)

    def _resolve(self, model, reference):
        """Return the record that a name in the file refers to.

        :raise Unfit: without such a record
        """
        records = self.env[model]
        if reference is None:
            return records
        found = records.search(self._get_reference_domain(model, reference))
        if len(found) > 1 and "company_id" in found._fields:
            # A record of the company takes precedence over a shared one.
            found = found.filtered("company_id") or found
        if len(found) == 1:
            return found
        words = (
            self.env._("There are several records “%(name)s” (%(kind)s).")
            if found
            else self.env._("There is no record “%(name)s” (%(kind)s).")
        )
        name = portable.format_value(reference)
        lacks = None if found else (model, reference)
        raise Unfit(words % {"kind": records._description, "name": name}, lacks)

    def _get_reference_domain(self, model, reference):
        names = self._get_references()[model]
        parts = [reference] if len(names) == 1 else reference
        if not isinstance(parts, list) or len(parts) != len(names):
            raise Unfit(
                self.env._(
                    "“%s” does not identify a record.", portable.format_value(reference)
                )
            )
        domain = [
            self._get_part_domain(model, name, part)
            for name, part in zip(names, parts, strict=True)
        ]
        return domain + self._get_company_domain(model)

    def _get_company_domain(self, model):
        known, company = self.env[model]._fields, self.env.company.id
        if "company_ids" in known:
            return [("company_ids", "in", company)]
        return [("company_id", "in", (False, company))] if "company_id" in known else []

    def _get_part_domain(self, model, name, part):
        field = self.env[model]._fields[name]
        if field.type == "many2one":
            return (name, "=", self._resolve(field.comodel_name, part).id)
        self._check_type(field, part)
        return (name, "=", part)
