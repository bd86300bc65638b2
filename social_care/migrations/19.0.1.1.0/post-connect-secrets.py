# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """What was once typed into a dialog lies in no column any more."""
    cr.execute(
        """
        DELETE FROM social_care_connect;
        ALTER TABLE social_care_connect
            DROP COLUMN IF EXISTS password,
            DROP COLUMN IF EXISTS access_token,
            DROP COLUMN IF EXISTS webhook_secret
        """
    )
