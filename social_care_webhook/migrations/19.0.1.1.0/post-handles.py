# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """Somebody without an id is known by their handle, in whatever case it is written:
    the first profile of each is the one that goes on."""
    if not version:
        return
    cr.execute(
        """
        SELECT id, scope, external_id FROM social_care_profile
        WHERE network = 'webhook' AND lower(external_id) = lower(handle)
        ORDER BY id
        """
    )
    profiles = cr.fetchall()
    taken = {(scope, external_id) for _id, scope, external_id in profiles}
    for id_, scope, external_id in profiles:
        folded = external_id.casefold()
        if (scope, folded) not in taken:
            taken.add((scope, folded))
            cr.execute(
                "UPDATE social_care_profile SET external_id = %s WHERE id = %s",
                (folded, id_),
            )
