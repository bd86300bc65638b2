# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    """Open incidents calm at half of what 19.0.1.1 would have raised them at."""
    env.cr.execute(
        """
        UPDATE social_care_incident_key SET calm_below = GREATEST(
            calm_below, usual, (usual + 3.09 * sqrt(10 * usual)) / 2
        )
        WHERE usual > 0
        """
    )
    env["social.care.topic"].with_context(active_test=False).search(
        [("name", "=", "Price and offers")]
    ).is_trouble = False
