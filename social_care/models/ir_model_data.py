# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import SQL

# Foreign keys that refuse a deletion: RESTRICT and NO ACTION.
HOLDING_KEYS = """
    SELECT relname, conname FROM pg_constraint
    JOIN pg_class ON pg_class.oid = conrelid
    WHERE contype = 'f' AND confdeltype IN ('r', 'a')
        AND relnamespace = current_schema::regnamespace AND relname = ANY(%s)
"""
# Odoo also stores these for parents of a model, under the names of their addons.
REFLECTED = [
    "ir.model.fields",
    "ir.model.fields.selection",
    "ir.model.inherit",
    "ir.model.constraint",
]


class IrModelData(models.Model):
    """Remove what Odoo leaves behind when one of our addons is uninstalled."""

    _inherit = "ir.model.data"

    @api.model
    def _module_data_uninstall(self, modules_to_remove):
        addons = self._social_care_filter_addons(modules_to_remove)
        made = self._social_care_get_made_models(addons)
        functions = self._social_care_get_job_functions(addons)
        self._social_care_drop_holding_keys(made, addons)
        self._social_care_forget_apps(made)
        result = super()._module_data_uninstall(modules_to_remove)
        self._social_care_forget_jobs(made, functions)
        self._social_care_forget_favorites(made)
        self._social_care_forget_reflections(made)
        return result

    def _social_care_filter_addons(self, names):
        """Return ``social_care`` and its dependents among some addons."""
        modules = self.env["ir.module.module"]
        base = modules.search([("name", "=", "social_care")])
        ours = base + base.downstream_dependencies(exclude_states=("uninstalled",))
        return ours.filtered(lambda module: module.name in names)

    def _social_care_get_records_of(self, addons, model):
        domain = [("module", "in", addons.mapped("name")), ("model", "=", model)]
        return self.env[model].browse(self.search(domain).mapped("res_id")).exists()

    def _social_care_get_made_models(self, addons):
        """Return the names of the models that these addons define, not only extend."""
        names = self._social_care_get_records_of(addons, "ir.model").mapped("model")
        models_here = [self.env[name] for name in names if name in self.env]
        makers = set(addons.mapped("name"))
        return [m._name for m in models_here if m._original_module in makers]

    def _social_care_get_job_functions(self, addons):
        """Return (model, method) of the jobs of these addons."""
        functions = self._social_care_get_records_of(addons, "queue.job.function")
        return [(function.model_id.model, function.method) for function in functions]

    def _social_care_drop_holding_keys(self, made, addons):
        """Drop foreign keys of tables that are removed anyway, so that they do not
        refuse what is removed before them. Raw SQL, because the ORM has no DDL for it.
        """
        relations = self.env["ir.model.relation"].search([("module", "in", addons.ids)])
        tables = [self.env[name]._table for name in made] + relations.mapped("name")
        for table, key in self.env.execute_query(SQL(HOLDING_KEYS, tables)):
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE %s DROP CONSTRAINT %s",
                    SQL.identifier(table),
                    SQL.identifier(key),
                )
            )

    def _social_care_forget_apps(self, made):
        """Delete apps of networks whose connector is removed. Their accounts are gone
        already.
        """
        prefix = "social.care.connector."
        networks = [name.removeprefix(prefix) for name in made if prefix in name]
        apps = self.env["social.care.app"].with_context(active_test=False)
        apps.search([("network", "in", networks)]).unlink()

    def _social_care_forget_jobs(self, made, functions):
        """Delete jobs of these models and methods, also those that were added
        meanwhile.
        """
        jobs = self.env["queue.job"].sudo()
        found = jobs.search([("model_name", "in", made)])
        for model, method in functions:
            domain = [("model_name", "=", model), ("method_name", "=", method)]
            found |= jobs.search(domain)
        found.unlink()

    def _social_care_forget_favorites(self, made):
        """Delete saved searches and exports, which name the model as text."""
        self.env["ir.filters"].with_context(active_test=False).search(
            [("model_id", "in", made)]
        ).unlink()
        self.env["ir.exports"].search([("resource", "in", made)]).unlink()

    def _social_care_forget_reflections(self, made):
        """Delete external IDs of reflected fields of these models. Raw SQL, because the
        names follow a pattern.
        """
        tables = "|".join(self.env[name]._table for name in made)
        if tables:
            query = "DELETE FROM ir_model_data WHERE model = ANY(%s) AND name ~ %s"
            names = rf"^[a-z_]+_({tables})__"
            self.env.execute_query(SQL(query, REFLECTED, names))
