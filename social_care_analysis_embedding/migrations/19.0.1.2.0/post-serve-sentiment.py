# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    """Companies that use it for topics use it for sentiments, too, unless these have a
    handler of another addon. It runs after ``post-choose-handler.py``.
    """
    env.cr.execute(
        """
        INSERT INTO social_care_analysis_step (company_id, kind, handler)
        SELECT company_id, 'sentiment', 'embedding' FROM social_care_analysis_step
        WHERE kind = 'topic' AND handler = 'embedding'
        ON CONFLICT (company_id, kind) DO UPDATE SET handler = 'embedding'
        WHERE social_care_analysis_step.handler = 'builtin'
        """
    )
    env.registry.clear_cache()
