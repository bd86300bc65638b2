# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# Tokens move into a table of their own, and the connect wizard has no columns for
# single credentials any more. SQL: the fields are gone from the models.
_MOVE = """
    INSERT INTO social_care_token (account_id, access_token, refresh_token, expires_at)
    SELECT id, access_token, refresh_token, token_expires_at FROM social_care_account
    ON CONFLICT DO NOTHING;
    ALTER TABLE social_care_account
        DROP COLUMN access_token,
        DROP COLUMN refresh_token,
        DROP COLUMN token_expires_at;
"""
_FORGET = """
    DELETE FROM social_care_connect;
    ALTER TABLE social_care_connect
        DROP COLUMN IF EXISTS secrets,
        DROP COLUMN IF EXISTS handle,
        DROP COLUMN IF EXISTS service_url,
        DROP COLUMN IF EXISTS username,
        DROP COLUMN IF EXISTS reply_url
"""
_HAS_COLUMN = """
    SELECT FROM information_schema.columns
    WHERE table_name = 'social_care_account' AND column_name = 'refresh_token'
"""


def migrate(cr, version):
    cr.execute(_HAS_COLUMN)
    if cr.rowcount:
        cr.execute(_MOVE)
    cr.execute(_FORGET)
