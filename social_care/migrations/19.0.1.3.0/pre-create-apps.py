# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade

from odoo.tools import SQL

# The ORM adds what is missing: constraints, indexes, further columns.
TABLE = """
    CREATE TABLE social_care_app (
        id serial PRIMARY KEY,
        name varchar,
        active boolean,
        network varchar,
        company_id integer,
        webhook_token varchar,
        webhook_secret varchar,
        webhook_old_secret varchar,
        webhook_old_secret_until timestamp,
        webhook_secret_known boolean,
        verify_token varchar,
        max_body_kb integer,
        create_uid integer,
        create_date timestamp,
        write_uid integer,
        write_date timestamp
    )
"""
MOVED = (
    "webhook_token",
    "webhook_secret",
    "webhook_old_secret",
    "webhook_old_secret_until",
    "webhook_secret_known",
    "max_body_kb",
)
ACCOUNTS = "social_care_account"
# gen_random_uuid() is as hard to guess as the tokens that Odoo generates.
APPS = """
    WITH app AS (
        INSERT INTO social_care_app (id, name, active, network, company_id,
            verify_token, create_uid, create_date, write_uid, write_date,
            %(columns)s)
        SELECT id, name, TRUE, network, company_id,
            replace(gen_random_uuid()::text, '-', ''),
            create_uid, create_date, write_uid, write_date,
            %(columns)s
        FROM social_care_account
        RETURNING id
    )
    UPDATE social_care_account account
    SET app_id = app.id, webhook_key = account.external_id
    FROM app WHERE app.id = account.id
"""
DROP = "ALTER TABLE social_care_account DROP COLUMN %s"
# Rows of an open dialog: they would have no app.
FORGET = "DELETE FROM social_care_secret"
SEQUENCE = """
    SELECT setval(pg_get_serial_sequence('social_care_app', 'id'),
        coalesce(max(id), 0) + 1, FALSE) FROM social_care_app
"""


@openupgrade.migrate()
def migrate(env, version):
    """Give each account an app with its webhook address and its secrets, which leave
    the account.
    """
    cr = env.cr
    if openupgrade.table_exists(cr, "social_care_app"):
        return
    cr.execute(TABLE)
    cr.execute(
        "ALTER TABLE social_care_account ADD COLUMN app_id integer,"
        " ADD COLUMN webhook_key varchar"
    )
    # The first version had no old secrets.
    moved = [n for n in MOVED if openupgrade.column_exists(cr, ACCOUNTS, n)]
    names = SQL(", ").join(map(SQL.identifier, moved))
    cr.execute(SQL(APPS, columns=names))
    cr.execute(SEQUENCE)
    if openupgrade.table_exists(cr, "social_care_secret"):
        cr.execute(FORGET)
    for name in moved:
        cr.execute(SQL(DROP, SQL.identifier(name)))
