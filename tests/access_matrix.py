# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The table of who may do what: read from its file, found in the registry."""

import csv
from pathlib import Path

from odoo.service.model import get_public_method

from .access_roles import ROLES

FILE = Path(__file__).parent / "access_matrix.csv"
FOUND = Path(__file__).parents[1] / ".house" / "access_matrix.csv"
FOUND_ROUTES = FOUND.with_name("access_routes.csv")
OURS = {path.parent.name for path in FILE.parents[1].glob("*/__manifest__.py")}
# Rights on records stand in rows of their own.
RECORDS = {"create", "write", "unlink", "copy", "copy_data", "default_get"}


def read():
    """{(model, what): {role: cell}} as it is written down."""
    with FILE.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["model"], row["what"]): {role: row[role] for role in ROLES} for row in rows
    }


def write(matrix, path=FOUND):
    """Write a matrix for review, beside the one of the project."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["model", "what", *ROLES])
        for (model, what), cells in sorted(matrix.items()):
            writer.writerow([model, what, *(cells[role] for role in ROLES)])


def own_models(env):
    """Names of our models that have records."""
    return [
        name
        for name in sorted(env.registry)
        if env[name]._original_module in OURS and not env[name]._abstract
    ]


def public_methods(env):
    """(model, method) of all that our addons let be called over RPC.

    What a mixin of ours defines is called on the models that inherit it.
    """
    return [
        (name, method)
        for name in sorted(env.registry)
        if not _is_mixin(env[name])
        for method in sorted(_defined_by_us(env[name]))
        if method not in RECORDS and _is_public(env[name], method)
    ]


def _is_mixin(model):
    return model._abstract and bool(model._inherit_children)


def _defined_by_us(model):
    """Names that one of our classes of this model or of its mixins defines."""
    return {
        name
        for cls in type(model).mro()
        if _addon(cls) in OURS and _is_ours_in(cls, model)
        for name, value in vars(cls).items()
        if not name.startswith("_") and callable(value)
    }


def _is_ours_in(cls, model):
    name = getattr(cls, "_name", None)
    if not name or name == model._name:
        return bool(name)
    return model.env[name]._original_module in OURS


def _addon(cls):
    parts = cls.__module__.split(".")
    return parts[2] if cls.__module__.startswith("odoo.addons.") else ""


def _is_public(model, name):
    try:
        get_public_method(model, name)
    except Exception:
        return False
    return True
