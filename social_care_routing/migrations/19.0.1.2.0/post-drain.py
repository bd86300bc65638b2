# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade


@openupgrade.migrate()
def migrate(env, version):
    """The drain is a model of its own."""
    model = env.ref("social_care_routing.model_social_care_routing_drain")
    env.ref("social_care_routing.job_drain").model_id = model
    env.ref("social_care_routing.job_backlog").method = "_sync_social_care_work"
    env.ref("social_care_routing.cron_sweep").write(
        {"model_id": model.id, "name": "Social Care: drain the queue"}
    )
