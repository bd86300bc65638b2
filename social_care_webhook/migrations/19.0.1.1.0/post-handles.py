# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """Whom a tool gives no id is known by the handle, in whatever case it is written,
    and by an id that no other author can have: the first profile of each goes on.

    A tool may use handles as ids: what it sent tells. Where that is forgotten the
    profile stays as it is.
    """
    if not version:
        return
    cr.execute(
        """
        WITH derived AS (
            SELECT DISTINCT account.scope, lower(event.payload->'author'->>'handle')
                AS handle
            FROM social_care_event event
            JOIN social_care_account account ON account.id = event.account_id
            WHERE account.network = 'webhook'
                AND jsonb_typeof(event.payload->'author') = 'object'
                AND COALESCE(event.payload->'author'->>'id', '') = ''
        )
        SELECT profile.id, profile.scope, profile.external_id
        FROM social_care_profile profile
        JOIN derived ON derived.scope = profile.scope
            AND lower(profile.external_id) = trim(ltrim(derived.handle, '@'))
        WHERE lower(profile.external_id) = lower(profile.handle)
            AND NOT EXISTS (
                SELECT FROM social_care_profile other
                WHERE other.scope = profile.scope
                    AND other.external_id = '@' || lower(profile.external_id)
            )
        ORDER BY profile.id
        """
    )
    taken = set()
    for id_, scope, external_id in cr.fetchall():
        folded = f"@{external_id.casefold()}"
        if (scope, folded) not in taken:
            taken.add((scope, folded))
            cr.execute(
                "UPDATE social_care_profile SET external_id = %s WHERE id = %s",
                (folded, id_),
            )
