# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What an addon leaves behind in a database, wherever it may be."""

from dataclasses import dataclass

from odoo.tools import SQL

# Odoo keeps the list of all addons there are, and what it wrote to its log.
LISTS = ("ir_module_module", "ir_module_module_dependency", "ir_logging")
TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema()
"""
COLUMNS = """
    SELECT table_name || '.' || column_name FROM information_schema.columns
    WHERE table_schema = current_schema()
"""


@dataclass(frozen=True)
class Footprint:
    """Models, tables, columns and jobs of some addons, as they are installed."""

    addons: tuple
    models: tuple
    columns: frozenset
    jobs: frozenset

    @classmethod
    def of(cls, env, addons):
        data = env["ir.model.data"].search([("module", "in", [*addons])])

        def records(model):
            ids = data.filtered(lambda line: line.model == model).mapped("res_id")
            return env[model].browse(ids).exists()

        functions = records("queue.job.function")
        return cls(
            tuple(addons),
            tuple(sorted(_made_by(env, addons, records("ir.model").mapped("model")))),
            frozenset(_columns(env, addons, records("ir.model.fields"))),
            frozenset((f.model_id.model, f.method) for f in functions),
        )

    def left(self, cr):
        """What is still there, in words; an empty list is what one hopes for."""
        return [
            *self._left_columns(cr),
            *self._left_data(cr),
            *self._left_jobs(cr),
            *self._left_names(cr),
        ]

    def _left_columns(self, cr):
        there = {name for (name,) in _rows(cr, COLUMNS)}
        return sorted(f"column {name}" for name in there & self.columns)

    def _left_data(self, cr):
        query = "SELECT module || '.' || name FROM ir_model_data WHERE module = ANY(%s)"
        return [f"external id {name}" for (name,) in _rows(cr, query, [*self.addons])]

    def _left_jobs(self, cr):
        query = "SELECT model_name, method_name FROM queue_job"
        there = set(_rows(cr, query)) & self.jobs
        return [f"job {model}.{method}" for model, method in there]

    def _left_names(self, cr):
        """Rows of any table in which the name of a model is a word."""
        if not self.models:
            return []
        tables = {model.replace(".", "_") for model in self.models}
        words = "|".join(name.replace(".", r"\.") for name in {*self.models, *tables})
        pattern = rf"(^|[^\w.])({words})($|__|[^\w.])"
        return [
            f"{count} rows of {table} name a model"
            for (table,) in _rows(cr, TABLES)
            if table not in LISTS and (count := _matching(cr, table, pattern))
        ]


def _made_by(env, addons, models):
    """Those that the addons make, and do not only extend."""
    return [name for name in models if env[name]._original_module in addons]


def _columns(env, addons, fields):
    """Those of fields that no other addon knows; of Odoo's own the addon is unknown."""
    for field in fields.filtered("store"):
        makers = env[field.model]._fields[field.name]._modules
        if makers and set(makers) <= set(addons):
            yield f"{env[field.model]._table}.{field.name}"


def _matching(cr, table, pattern):
    query = SQL(
        "SELECT count(*) FROM %s t WHERE t::text ~ %s", SQL.identifier(table), pattern
    )
    cr.execute(query)
    return cr.fetchone()[0]


def _rows(cr, query, *params):
    cr.execute(query, params)
    return cr.fetchall()
