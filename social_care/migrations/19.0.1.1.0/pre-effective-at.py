# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """Add the column before Odoo does: it would fill all rows with the field's default,
    the moment of the upgrade. ``post-time`` fills them."""
    if version:
        cr.execute(
            "ALTER TABLE social_care_mention"
            " ADD COLUMN IF NOT EXISTS effective_at timestamp"
        )
