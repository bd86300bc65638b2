# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """Staffing plans that were computed from past contacts have a service level.

    A pre-script: the column belongs to ``social_care_routing_staffing``, which is
    installed later in the same upgrade.
    """
    cr.execute(
        "ALTER TABLE social_care_staffing ADD COLUMN IF NOT EXISTS has_level boolean"
    )
    cr.execute(
        "UPDATE social_care_staffing SET has_level = TRUE"
        " WHERE worked_out_at IS NOT NULL AND history_count > 0"
    )
