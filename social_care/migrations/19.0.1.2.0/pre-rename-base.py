# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade

TICKET_FIELDS = (
    "thread_ids",
    "thread_id",
    "account_id",
    "network",
    "profile_id",
    "author_name",
    "author_handle",
    "author_avatar",
    "reach",
    "preview",
    "waiting_since",
    "private",
    "message_count",
    "handled_at",
)
FIELDS = [
    *(
        ("helpdesk.ticket", "helpdesk_ticket", f"social_{name}", f"social_care_{name}")
        for name in TICKET_FIELDS
    ),
    ("helpdesk.ticket", "helpdesk_ticket", "is_social", "social_care_is_social"),
    *(
        (
            "helpdesk.ticket.team",
            "helpdesk_ticket_team",
            old,
            f"social_care_{old.removeprefix('social_')}",
        )
        for old in ("social_reopen_days", "social_reopen_stage_id", "ignore_thanks")
    ),
    (
        "res.company",
        "res_company",
        "social_care_started",
        "social_care_is_guide_dismissed",
    ),
]
MODELS = [
    ("social.care.start", "social.care.setup.guide"),
    ("social.care.traces", "social.care.personal.data"),
]
XMLIDS = [
    (
        f"social_care.social_care_start_{what}",
        f"social_care.social_care_setup_guide_{what}",
    )
    for what in ("action", "menu")
]


@openupgrade.migrate()
def migrate(env, version):
    """Rename models, fields and external IDs before the new code is loaded."""
    openupgrade.rename_models(env.cr, MODELS)
    openupgrade.rename_xmlids(env.cr, XMLIDS)
    openupgrade.rename_fields(env, FIELDS)
