# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

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
    UPDATE ir_filters SET domain = regexp_replace(
        domain,
        '([''"](?:=|!=|in|not in)[''"],\\s*[\\[(]?(?:False,\\s*)?)([''"])relevance\\2',
        '\\1\\2relevant\\2',
        'g'
    ) WHERE model_id IN ('social.care.mention', 'social.care.rule');
"""
_NAMES = """
    UPDATE ir_act_server SET name = jsonb_set(
        name, '{en_US}', '"Social Care: check alert thresholds"'
    ) WHERE id IN (
        SELECT cron.ir_actions_server_id FROM ir_cron cron
        JOIN ir_model_data data ON data.model = 'ir.cron' AND data.res_id = cron.id
        WHERE data.module = 'social_care_analysis'
            AND data.name = 'cron_alert_thresholds'
    );
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


@openupgrade.migrate()
def migrate(env, version):
    """Give stored values the names of this version."""
    env.cr.execute(_VALUES)
    env.cr.execute(_NAMES)
