# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade

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
# {model: {old field: new field}}
RENAMED = {
    "social.care.replay": {"target": "service_level_minutes"},
    "social.care.replay.change": {
        "need": "requirement",
        "term": "boost",
        "number": "count",
        "lower": "lower_levels",
        "begin": "shift_begin",
        "end": "shift_end",
        "other_team_id": "additional_team_id",
    },
    "social.care.replay.result": {
        "in_target": "service_level",
        "has_in_target": "has_service_level",
    },
    "social.care.staffing": {
        "target": "service_level_target",
        "minutes": "interval_minutes",
        "weeks": "history_weeks",
        "handling": "handle_minutes",
        "at_once": "concurrency",
        "certainty": "confidence",
        "most_busy": "max_occupancy",
        "worked_out_at": "computed_at",
        "level": "service_level",
        "has_level": "has_service_level",
        "people_count": "agent_count",
        "unplanned_count": "unscheduled_count",
    },
    "social.care.staffing.line": {"level": "service_level", "clock": "time_of_day"},
}
# {(table, column): {old value: new value}}
CODES = {
    ("social_care_replay_change", "kind"): {
        "need": "requirement",
        "ring": "relaxation",
        "more": "add",
        "less": "remove",
        "start": "boost",
    },
    ("social_care_replay_measure", "code"): {"in_target": "service_level"},
}


@openupgrade.migrate()
def migrate(env, version):
    """Hand replay, tester and staffing over to their addons, which get installed.

    Without this, the cleanup at the end of the upgrade would find external ids that
    no file declares any more and delete what they name, tables included.
    """
    _rename_fields(env)
    _rename_codes(env.cr)
    for addon, (names, models) in MOVED.items():
        _move_external_ids(env.cr, addon, names)
        for table in ("ir_model_constraint", "ir_model_relation"):
            _move_reflections(env.cr, table, addon, models)
        env.cr.execute(
            "UPDATE ir_module_module SET state = 'to install'"
            " WHERE name = %s AND state = 'uninstalled'",
            [addon],
        )


def _rename_fields(env):
    openupgrade.rename_fields(
        env,
        [
            (model, model.replace(".", "_"), old, new)
            for model, names in RENAMED.items()
            for old, new in names.items()
        ],
    )


def _rename_codes(cr):
    for (table, column), codes in CODES.items():
        for old, new in codes.items():
            cr.execute(
                f"UPDATE {table} SET {column} = %s WHERE {column} = %s", [new, old]
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
