# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade

FIELDS = [
    ("is_for_my_skills", "social_care_is_for_my_skills"),
    ("social_skill_ids", "social_care_skill_ids"),
]


@openupgrade.migrate()
def migrate(env, version):
    """Give fields on tickets the prefix of our addons, in saved filters, too."""
    openupgrade.rename_fields(
        env, [("helpdesk.ticket", "helpdesk_ticket", *names) for names in FIELDS]
    )
    prefix = "social_care_analysis_hr_skills.field_helpdesk_ticket__"
    openupgrade.rename_xmlids(
        env.cr, [(prefix + old, prefix + new) for old, new in FIELDS]
    )
