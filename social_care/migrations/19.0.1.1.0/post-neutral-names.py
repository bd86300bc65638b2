# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care.tools.text import UNSEEN


def migrate(cr, version):
    """Names lose what turns the order of characters: those of people, and the titles
    and customers of their tickets."""
    for table, column, where in (
        ("social_care_profile", "name", "TRUE"),
        ("social_care_profile", "handle", "TRUE"),
        ("helpdesk_ticket", "name", _SOCIAL),
        ("helpdesk_ticket", "partner_name", _SOCIAL),
    ):
        # pylint: disable=sql-injection
        cr.execute(
            f"UPDATE {table} t SET {column} = translate({column}, %(unseen)s, '')"
            f" WHERE {column} != translate({column}, %(unseen)s, '') AND {where}",
            {"unseen": UNSEEN},
        )


_SOCIAL = "EXISTS (SELECT FROM social_care_thread c WHERE c.ticket_id = t.id)"
