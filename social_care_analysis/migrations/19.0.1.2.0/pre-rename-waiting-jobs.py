# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade

# (model before, method before, model, method)
JOBS = [
    (
        "social.care.mention",
        "_analyse_again",
        "social.care.mention",
        "_analyze_again",
    ),
    ("social.care.incident", "_hold", "social.care.incident", "_send_holding"),
    ("social.care.model", "_learn", "social.care.trained.model", "_learn"),
]
_JOB = """
    UPDATE queue_job SET
        model_name = %(model)s,
        method_name = %(method)s,
        func_string = replace(
            replace(func_string, %(old_model)s, %(model)s), %(old_method)s, %(method)s
        ),
        records = replace(
            records::text, %(old_model)s || '\\"', %(model)s || '\\"'
        )::jsonb
    WHERE model_name = %(old_model)s AND method_name = %(old_method)s
"""
_FUNCTION = """
    UPDATE queue_job_function
    SET method = %(method)s, name = '<' || %(model)s || '>.' || %(method)s
    WHERE name = '<' || %(old_model)s || '>.' || %(old_method)s
"""
# A second look says now which step it is of.
_SECOND_LOOK = """
    UPDATE queue_job SET args = '"[\\"topic\\"]"'
    WHERE method_name = '_take_second_look' AND args::text = '"[]"'
"""


@openupgrade.migrate()
def migrate(env, version):
    """Let waiting jobs find their models and methods."""
    cr = env.cr
    for old_model, old_method, model, method in JOBS:
        values = {
            "old_model": old_model,
            "old_method": old_method,
            "model": model,
            "method": method,
        }
        cr.execute(_JOB, values)
        cr.execute(_FUNCTION, values)
    cr.execute(_SECOND_LOOK)
    openupgrade.rename_xmlids(
        cr,
        [
            (
                "social_care_analysis_embedding.job_second_look",
                "social_care_analysis.job_second_look",
            )
        ],
    )
