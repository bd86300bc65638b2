# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    """Give a field on tickets the prefix of our addons, in saved filters, too."""
    names = ("is_for_my_skills", "social_care_is_for_my_skills")
    openupgrade.rename_fields(env, [("helpdesk.ticket", "helpdesk_ticket", *names)])
    prefix = "social_care_analysis_hr_skills.field_helpdesk_ticket__"
    openupgrade.rename_xmlids(env.cr, [tuple(prefix + name for name in names)])
