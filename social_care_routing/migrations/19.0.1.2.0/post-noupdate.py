# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade

NAMES = {
    "agent_own_rule": "Social Care agent: agents see themselves",
    "agent_report_company_rule": "Social Care agent report: own companies",
    "cron_sweep": "Social Care: drain the queue",
    "reason_company_rule": "Social Care pause reason: own companies",
    "skill_requirement_company_rule": "Social Care skill requirement: own companies",
}


@openupgrade.migrate()
def migrate(env, version):
    """Records that an upgrade leaves alone: the drain is a model of its own, and other
    words changed."""
    model = env.ref("social_care_routing.model_social_care_routing_drain")
    env.ref("social_care_routing.job_drain").model_id = model
    env.ref("social_care_routing.cron_sweep").model_id = model
    env.ref("social_care_routing.job_backlog").method = "_sync_social_care_work"
    for name, words in NAMES.items():
        # A user may have deleted a rule.
        if record := env.ref(f"social_care_routing.{name}", False):
            record.name = words
