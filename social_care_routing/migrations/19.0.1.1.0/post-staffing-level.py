# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """Plans that were worked out from something have a level to show."""
    cr.execute(
        "UPDATE social_care_staffing SET has_level = TRUE"
        " WHERE worked_out_at IS NOT NULL AND history_count > 0"
    )
