# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tools.sql import column_exists, create_column


def migrate(cr, version):
    """Until now, people were unique where posts are. Set here, because the connectors,
    which Odoo would ask, are loaded later.
    """
    if column_exists(cr, "social_care_account", "profile_scope"):
        return
    create_column(cr, "social_care_account", "profile_scope", "varchar")
    cr.execute("UPDATE social_care_account SET profile_scope = scope")
