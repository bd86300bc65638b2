# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade

# As ``tools.verdict.is_unsure`` has it; one statement instead of the ORM's recompute.
# Mentions without verdicts have ``false`` there. After the values have their new names
# (``pre-rename-values``).
_UNSURE = """
    ALTER TABLE social_care_mention ADD COLUMN IF NOT EXISTS is_unsure boolean;
    UPDATE social_care_mention SET is_unsure = true
    WHERE EXISTS (
        SELECT FROM jsonb_each(
            CASE jsonb_typeof(verdicts) WHEN 'object' THEN verdicts ELSE '{}' END
        ) AS own (kind, grounds)
        WHERE NOT grounds ? 'by'
            AND (grounds ->> 'sure')::float > 0 AND (grounds ->> 'sure')::float < 0.6
            AND CASE kind
                WHEN 'sentiment' THEN sentiment IS NOT NULL
                WHEN 'topic' THEN topic_id IS NOT NULL
                WHEN 'relevance' THEN relevance IS NOT NULL
            END
    );
"""


@openupgrade.migrate()
def migrate(env, version):
    """Mark mentions with verdicts that the analysis is not sure of."""
    openupgrade.logged_query(env.cr, _UNSURE)
