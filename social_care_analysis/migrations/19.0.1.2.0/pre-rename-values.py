# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import ast

from openupgradelib import openupgrade

# After the columns have their new names (``pre-rename-models``).
_VALUES = """
    UPDATE social_care_mention SET
        relevance = CASE relevance WHEN 'worth' THEN 'relevant' ELSE relevance END,
        verdicts = CASE
            WHEN verdicts ? 'worth' THEN verdicts - 'worth'
                || jsonb_build_object('relevance', verdicts -> 'worth')
            ELSE verdicts
        END
    WHERE relevance = 'worth' OR verdicts ? 'worth';
    UPDATE social_care_rule SET relevance = 'relevant' WHERE relevance = 'worth';
    UPDATE social_care_correction SET
        kind = 'relevance',
        value = CASE value WHEN 'worth' THEN 'relevant' ELSE value END,
        before = CASE before WHEN 'worth' THEN 'relevant' ELSE before END
    WHERE kind = 'worth';
    UPDATE social_care_trained_model SET
        kind = 'relevance',
        confusions = replace(confusions::text, '"worth"', '"relevant"')::jsonb
    WHERE kind = 'worth';
    UPDATE social_care_analysis_step SET kind = 'relevance' WHERE kind = 'worth';
"""
_NAMES = """
    UPDATE ir_act_server action SET name = jsonb_set(
        action.name, '{en_US}', to_jsonb(names.name)
    ) FROM ir_cron cron
    JOIN ir_model_data data ON data.model = 'ir.cron' AND data.res_id = cron.id
    JOIN (VALUES
        ('cron_learn', 'Social Care: train models on corrections'),
        ('cron_incidents', 'Social Care: check incidents'),
        ('cron_alert_thresholds', 'Social Care: check alert thresholds')
    ) AS names (xmlid, name) ON names.xmlid = data.name
    WHERE data.module = 'social_care_analysis'
        AND cron.ir_actions_server_id = action.id;
    UPDATE ir_rule SET name = rule.name FROM (
        SELECT data.res_id, names.name FROM ir_model_data data
        JOIN (VALUES
            ('alert_threshold_company_rule',
                'Social Care alert threshold: own companies'),
            ('trained_model_company_rule', 'Social Care trained model: own companies')
        ) AS names (xmlid, name) ON names.xmlid = data.name
        WHERE data.module = 'social_care_analysis' AND data.model = 'ir.rule'
    ) rule WHERE rule.res_id = ir_rule.id;
"""


# {(model, field): {value before: value}}. On mentions and rules the field was renamed
# before, and its value of the same name with it.
_RELEVANT = {"worth": "relevant", "relevance": "relevant"}
_FILTERED = {
    ("social.care.mention", "relevance"): _RELEVANT,
    ("social.care.rule", "relevance"): _RELEVANT,
    ("social.care.correction", "kind"): {"worth": "relevance"},
    ("social.care.correction", "value"): {"worth": "relevant"},
    ("social.care.correction", "before"): {"worth": "relevant"},
    ("social.care.trained.model", "kind"): {"worth": "relevance"},
    ("social.care.analysis.step", "kind"): {"worth": "relevance"},
}


@openupgrade.migrate()
def migrate(env, version):
    """Give stored values the names of this version."""
    env.cr.execute(_VALUES)
    env.cr.execute(_NAMES)
    _rename_in_filters(env.cr)


def _rename_in_filters(cr):
    """Give saved filters the values of this version."""
    models = tuple({model for model, _field in _FILTERED})
    cr.execute(
        "SELECT id, model_id, domain FROM ir_filters WHERE model_id IN %s", (models,)
    )
    for id_, model, domain in cr.fetchall():
        renamed = _rename_in_domain(model, domain or "[]")
        if renamed:
            cr.execute(
                "UPDATE ir_filters SET domain = %s WHERE id = %s", (renamed, id_)
            )


def _rename_in_domain(model, domain):
    """Return a domain with the values of this version, None if it stays."""
    try:
        tree = ast.parse(domain.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return None
    constants = [own for leaf in ast.walk(tree) for own in _list_renamed(model, leaf)]
    for constant, value in constants:
        constant.value = value
    return ast.unparse(tree) if constants else None


def _list_renamed(model, leaf):
    """Yield (constant, new value) of a condition such as ``("kind", "=", "worth")``."""
    if not isinstance(leaf, ast.Tuple | ast.List) or len(leaf.elts) != 3:
        return
    field, _operator, asked = leaf.elts
    values = _FILTERED.get((model, getattr(field, "value", None)), {})
    for node in ast.walk(asked):
        value = getattr(node, "value", None)
        if isinstance(node, ast.Constant) and value in values:
            yield node, values[value]
