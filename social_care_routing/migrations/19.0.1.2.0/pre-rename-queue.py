# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade

MODELS = [
    ("social.care.need", "social.care.skill.requirement"),
    ("social.care.ring", "social.care.skill.relaxation"),
    ("social.care.round", "social.care.routing.run"),
]
RELATIONS = [
    (
        "helpdesk_ticket_team_social_care_ring_rel",
        "helpdesk_ticket_team_social_care_skill_relaxation_rel",
    ),
    ("hr_skill_social_care_ring_rel", "hr_skill_social_care_skill_relaxation_rel"),
]
FIELDS = {
    "social.care.work": {"ring": "relaxation_step"},
    "social.care.decision": {"ring": "relaxation_step", "round_id": "run_id"},
    "social.care.lane": {"needs": "requirements"},
    "helpdesk.ticket": {"work_ids": "social_care_work_ids"},
    "helpdesk.ticket.channel": {"medium_id": "social_care_medium_id"},
    "helpdesk.ticket.team": {
        "routing": "social_care_routing_mode",
        "offer_seconds": "social_care_offer_seconds",
        "answer_minutes": "social_care_answer_minutes",
        "last_agent": "social_care_last_agent",
        "last_agent_hours": "social_care_last_agent_hours",
        "last_agent_minutes": "social_care_last_agent_minutes",
        "fit_weight": "social_care_skill_weight",
        "ring_ids": "social_care_skill_relaxation_ids",
        "need_ids": "social_care_skill_requirement_ids",
    },
    "social.care.agent.report": {"let_go": "declined"},
    "social.care.fairness.report": {"people": "agent_count"},
    "res.company": {
        "routing_decision_days": "social_care_decision_days",
        "shift_break_minutes": "social_care_shift_break_minutes",
        "presence_minutes": "social_care_presence_minutes",
    },
}
XMLIDS = {
    "access_need_supervisor": "access_skill_requirement_supervisor",
    "access_need_manager": "access_skill_requirement_manager",
    "access_ring_supervisor": "access_skill_relaxation_supervisor",
    "access_ring_manager": "access_skill_relaxation_manager",
    "access_round_supervisor": "access_routing_run_supervisor",
    "need_company_rule": "skill_requirement_company_rule",
    "ring_company_rule": "skill_relaxation_company_rule",
    "social_care_need_action": "social_care_skill_requirement_action",
    "social_care_need_menu": "social_care_skill_requirement_menu",
    "social_care_need_view_search": "social_care_skill_requirement_view_search",
    "social_care_need_view_list": "social_care_skill_requirement_view_list",
    "social_care_need_view_form": "social_care_skill_requirement_view_form",
    "social_care_need_grid_action": "social_care_skill_grid_action",
    "social_care_need_grid_menu": "social_care_skill_grid_menu",
}


@openupgrade.migrate()
def migrate(env, version):
    cr = env.cr
    openupgrade.rename_models(cr, MODELS)
    tables = [(old.replace(".", "_"), new.replace(".", "_")) for old, new in MODELS]
    openupgrade.rename_tables(cr, [*tables, *RELATIONS])
    columns = [("social_care_ring_id", "social_care_skill_relaxation_id")]
    openupgrade.rename_columns(cr, {new: columns for _old, new in RELATIONS})
    openupgrade.rename_fields(
        env,
        [
            (model, model.replace(".", "_"), old, new)
            for model, names in FIELDS.items()
            for old, new in names.items()
        ],
    )
    openupgrade.rename_xmlids(
        cr,
        [
            (f"social_care_routing.{old}", f"social_care_routing.{new}")
            for old, new in XMLIDS.items()
        ],
    )
    _rename_reflections(cr, tables)
    _rename_outcome(cr)
    _rename_backlog_jobs(cr)
    # The drain is a model of its own; the sweep adds its job again within a minute.
    cr.execute(
        """
        DELETE FROM queue_job
        WHERE model_name = 'social.care.work' AND method_name = '_drain'
            AND state NOT IN ('done', 'cancelled')
        """
    )


def _rename_reflections(cr, tables):
    """Odoo knows constraints and relations by names that begin with their table."""
    for old, new in tables:
        cr.execute(
            """
            UPDATE ir_model_constraint SET name = %(new)s || substr(name, %(rest)s)
            WHERE starts_with(name, %(old)s || '_')
            """,
            {"old": old, "new": new, "rest": len(old) + 1},
        )
        cr.execute(
            """
            UPDATE ir_model_data SET name = replace(name, %(old)s, %(new)s)
            WHERE module = 'social_care_routing' AND model = 'ir.model.constraint'
                AND starts_with(name, 'constraint_' || %(old)s || '_')
            """,
            {"old": old, "new": new},
        )
    for old, new in RELATIONS:
        cr.execute("UPDATE ir_model_relation SET name = %s WHERE name = %s", [new, old])


def _rename_outcome(cr):
    """Saved filters look for the outcome by its code."""
    cr.execute(
        "UPDATE social_care_decision SET outcome = 'declined' WHERE outcome = 'let_go'"
    )
    cr.execute(
        r"""
        UPDATE ir_filters SET domain = regexp_replace(
            domain, $$(['"])let_go\1$$, $$\1declined\1$$, 'g'
        )
        WHERE model_id = 'social.care.decision'
        """
    )


def _rename_backlog_jobs(cr):
    """Jobs that wait find the method under its new name."""
    cr.execute(
        """
        UPDATE queue_job
        SET method_name = %(new)s,
            func_string = replace(func_string, %(old)s || '(', %(new)s || '(')
        WHERE model_name = 'helpdesk.ticket' AND method_name = %(old)s
        """,
        {"old": "_sync_work", "new": "_sync_social_care_work"},
    )
