# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    """Companies that had switched it on choose it as the handler of the topic step,
    unless they have a handler of another addon.
    """
    env.cr.execute(
        """
        INSERT INTO social_care_analysis_step (company_id, kind, handler)
        SELECT company_id, 'topic', 'embedding' FROM social_care_embedding
        WHERE state = 'on'
        ON CONFLICT (company_id, kind) DO UPDATE SET handler = 'embedding'
        WHERE social_care_analysis_step.handler = 'builtin'
        """
    )
    env.registry.clear_cache()
    openupgrade.drop_columns(env.cr, [("social_care_embedding", "state")])
