# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    """Filters and exports keep the queue state of tickets under its new name."""
    openupgrade.rename_fields(
        env,
        [
            (
                "helpdesk.ticket",
                "helpdesk_ticket",
                "queue_state",
                "social_care_queue_state",
            )
        ],
    )
