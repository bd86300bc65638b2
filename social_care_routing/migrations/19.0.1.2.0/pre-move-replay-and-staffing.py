# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

OLD_ADDON = "social_care_routing"
# {new addon: (names of its external ids, names of its models)}, as regular expressions
MOVED = {
    "social_care_routing_replay": (
        "replay|routing_test|^social_care_rule_test_view_form$",
        r"^social\.care\.(replay(\..*)?|routing\.test)$",
    ),
    "social_care_routing_staffing": (
        "staffing",
        r"^social\.care\.staffing(\..*)?$",
    ),
}


def migrate(cr, version):
    """Hand replay, tester and staffing over to their addons, which get installed.

    Without this, the cleanup at the end of the upgrade would find external ids that
    no file declares any more and delete what they name, tables included.
    """
    for addon, (names, models) in MOVED.items():
        _move_external_ids(cr, addon, names)
        for table in ("ir_model_constraint", "ir_model_relation"):
            _move_reflections(cr, table, addon, models)
        cr.execute(
            "UPDATE ir_module_module SET state = 'to install'"
            " WHERE name = %s AND state = 'uninstalled'",
            [addon],
        )


def _move_external_ids(cr, addon, names):
    cr.execute(
        "UPDATE ir_model_data SET module = %s WHERE module = %s AND name ~ %s",
        [addon, OLD_ADDON, names],
    )


def _move_reflections(cr, table, addon, models):
    """Constraints and relations know their addon by a column of their own."""
    cr.execute(
        f"""
        UPDATE {table} SET module = new.id
        FROM ir_model model, ir_module_module old, ir_module_module new
        WHERE {table}.model = model.id AND model.model ~ %s
            AND {table}.module = old.id AND old.name = %s AND new.name = %s
        """,
        [models, OLD_ADDON, addon],
    )
