# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Data in every table of ours, with every reference set.

Written past the ORM: what matters is not that it makes sense but that it is in the way
of whoever deletes something.
"""

import json
from collections import defaultdict

from odoo.fields import Datetime
from odoo.tools import SQL

PREFIX = "social_care"
AUTHORED = ("create_uid", "write_uid")
# Of these there may be one or none at a time, or the database checks what they say.
KEPT_EMPTY = {
    "social.care.agent.time": ("stop",),
    "social.care.reply": ("holding_profile_id",),
}


def our_models(env):
    """Names of the models with a table that our addons make."""
    return sorted(name for name in env.registry if _is_ours(env[name]))


def _is_ours(model):
    is_stored = model._auto and not model._abstract and model._table_query is None
    return is_stored and model._original_module.startswith(PREFIX)


def furnish(env):
    """Data in every table of ours that has none yet, one account of each network, and
    all that people hang on a record."""
    for network, _label in env["social.care.account"]._fields["network"].selection:
        _ensure_account(env, network)
    models = our_models(env)
    for name in models:
        _ensure_row(env, env[name], set())
    for name in models:
        _ensure_links(env, env[name])
    env.invalidate_all()
    _hang_on(env, models)


def _ensure_account(env, network):
    accounts = env["social.care.account"].with_context(active_test=False)
    account = accounts.search([("network", "=", network)], limit=1)
    account = account or accounts.create(
        {"name": f"On {network}", "network": network, "handle": network}
    )
    values = {"account_id": account.id, "scope": account.scope}
    for name in ("stream", "thread", "mention", "reply", "event"):
        model = env[f"social.care.{name}"]
        own = model.search([("account_id", "=", account.id)], limit=1)
        values[f"{name}_id"] = own.id or _insert(env, model, values)


def _ensure_row(env, model, waiting):
    """What it refers to comes first."""
    if model._name in waiting or _first_id(env, model):
        return
    waiting = waiting | {model._name}
    for field in _references(model):
        if field.comodel_name in env:
            _ensure_row(env, env[field.comodel_name], waiting)
    _insert(env, model)


def _references(model):
    return [f for f in _columns(model) if f.type == "many2one"]


def _columns(model):
    fields = model._fields.values()
    return [f for f in fields if f.store and f.column_type and f.name != "id"]


def _first_id(env, model):
    env.cr.execute(SQL("SELECT min(id) FROM %s", SQL.identifier(model._table)))
    return env.cr.fetchone()[0]


def _insert(env, model, values=None):
    fields = _columns(model)
    usual = model.default_get([field.name for field in fields if not field.translate])
    row = {
        field.name: field.convert_to_column(usual[field.name], model)
        if field.name in usual
        else _value(env, field)
        for field in fields
    }
    row.update(dict.fromkeys(KEPT_EMPTY.get(model._name, ())))
    row.update({k: v for k, v in (values or {}).items() if k in row})
    names = SQL(", ").join(SQL.identifier(name) for name in row)
    env.cr.execute(
        SQL(
            "INSERT INTO %s (%s) VALUES %s RETURNING id",
            SQL.identifier(model._table),
            names,
            tuple(row.values()),
        )
    )
    return env.cr.fetchone()[0]


def _value(env, field):
    if field.type == "many2one":
        return _first_id(env, env[field.comodel_name])
    if field.type == "selection":
        return field.get_values(env)[0]
    if field.translate:
        return json.dumps({"en_US": f"some {field.name}"})
    return VALUES[field.type](field)


VALUES = defaultdict(
    lambda: lambda field: None,
    {
        "boolean": lambda field: True,
        "char": lambda field: f"some {field.name}",
        "text": lambda field: f"some {field.name}",
        "html": lambda field: f"<p>some {field.name}</p>",
        "integer": lambda field: 1,
        "float": lambda field: 1.0,
        "date": lambda field: Datetime.now().date(),
        "datetime": lambda field: Datetime.now(),
        "json": lambda field: json.dumps([]),
        "binary": lambda field: b"some",
    },
)


def _ensure_links(env, model):
    for field in model._fields.values():
        if field.type == "many2many" and field.store:
            pair = (_first_id(env, model), _first_id(env, env[field.comodel_name]))
            if all(pair):
                _link(env, field, pair)


def _link(env, field, pair):
    env.cr.execute(
        SQL(
            "INSERT INTO %s (%s, %s) VALUES %s ON CONFLICT DO NOTHING",
            SQL.identifier(field.relation),
            SQL.identifier(field.column1),
            SQL.identifier(field.column2),
            pair,
        )
    )


def _hang_on(env, models):
    """Files, jobs, filters, exports; messages and activities where a model has them."""
    for name in models:
        record = env[name].browse(_first_id(env, env[name]))
        env["ir.attachment"].create(
            {"name": name, "res_model": name, "res_id": record.id, "raw": b"file"}
        )
        env["ir.filters"].create({"name": name, "model_id": name, "user_ids": False})
        env["ir.exports"].create({"name": name, "resource": name})
        record.with_delay(description=name).exists()
        if "message_ids" in record._fields:
            record.message_post(body="A word")
            record.activity_schedule("mail.mail_activity_data_todo")
