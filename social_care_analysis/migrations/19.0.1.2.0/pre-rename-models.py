# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade

MODULE = "social_care_analysis"
MODELS = [
    ("social.care.level", "social.care.alert.threshold"),
    ("social.care.model", "social.care.trained.model"),
    ("social.care.analysis.worth", "social.care.analysis.relevance"),
]
TABLES = [
    ("social_care_level", "social_care_alert_threshold"),
    ("social_care_model", "social_care_trained_model"),
]
# Tables of many2many fields.
RELATIONS = [
    (
        "social_care_account_social_care_level_rel",
        "social_care_account_social_care_alert_threshold_rel",
    ),
    (
        "social_care_level_social_care_topic_rel",
        "social_care_alert_threshold_social_care_topic_rel",
    ),
    (
        "res_users_social_care_level_rel",
        "res_users_social_care_alert_threshold_rel",
    ),
]
TICKET_FIELDS = ("sentiment", "urgency", "topic_id", "mention_id", "verdicts")
FIELDS = [
    *(
        ("helpdesk.ticket", f"social_{name}", f"social_care_{name}")
        for name in TICKET_FIELDS
    ),
    ("helpdesk.ticket", "incident_ids", "social_care_incident_ids"),
    ("social.care.mention", "worth", "relevance"),
    ("social.care.rule", "worth", "relevance"),
    ("res.company", "social_care_other_sense", "social_care_negative_keywords"),
    ("res.company", "social_care_put_aside", "social_care_set_aside_irrelevant"),
    ("res.company", "social_care_worth_sure", "social_care_relevance_confidence"),
]
XMLIDS = [
    ("access_level_supervisor", "access_alert_threshold_supervisor"),
    ("access_model_manager", "access_trained_model_manager"),
    ("cron_levels", "cron_alert_thresholds"),
    ("job_analyse_again", "job_analyze_again"),
    ("level_company_rule", "alert_threshold_company_rule"),
    ("level_demo", "alert_threshold_demo"),
    ("model_company_rule", "trained_model_company_rule"),
]
# Of views, actions, menus, selections, constraints: the part of their name to replace.
XMLID_PARTS = [
    ("social_care_level_", "social_care_alert_threshold_"),
    ("social_care_model_", "social_care_trained_model_"),
    ("social_care_analysis_worth_", "social_care_analysis_relevance_"),
    ("__worth__worth", "__relevance__relevant"),
    ("__worth__", "__relevance__"),
    ("__kind__worth", "__kind__relevance"),
]


@openupgrade.migrate()
def migrate(env, version):
    """Give models, fields and external ids the names of this version."""
    cr = env.cr
    openupgrade.rename_models(cr, MODELS)
    openupgrade.rename_tables(cr, list(TABLES))
    _rename_relations(cr)
    openupgrade.rename_fields(
        env, [(model, model.replace(".", "_"), *names) for model, *names in FIELDS]
    )
    cr.execute(
        "ALTER INDEX IF EXISTS helpdesk_ticket__social_topic_id_index"
        " RENAME TO helpdesk_ticket__social_care_topic_id_index"
    )
    openupgrade.rename_xmlids(cr, list(_list_xmlids(cr)))
    _rename_constraints(cr)


def _rename_relations(cr):
    """Rename tables and columns. ``rename_tables`` cannot: cut to 63 characters, two of
    the constraints would have the same name.
    """
    columns = [("social_care_level_id", "social_care_alert_threshold_id")]
    for old, new in RELATIONS:
        # pylint: disable=sql-injection
        cr.execute(f"ALTER TABLE {old} RENAME TO {new}")
        openupgrade.rename_columns(cr, {new: columns})


def _list_xmlids(cr):
    """Yield pairs of full external ids, old and new."""
    for old, new in XMLIDS:
        yield f"{MODULE}.{old}", f"{MODULE}.{new}"
    for model, old, new in FIELDS:
        field = f"{MODULE}.field_{model.replace('.', '_')}__"
        yield f"{field}{old}", f"{field}{new}"
    cr.execute(
        "SELECT name FROM ir_model_data WHERE module = %s AND model != 'ir.model'",
        (MODULE,),
    )
    for (name,) in cr.fetchall():
        renamed = name
        for old, new in XMLID_PARTS:
            renamed = renamed.replace(old, new)
        if renamed != name and not name.startswith("field_"):
            yield f"{MODULE}.{name}", f"{MODULE}.{renamed}"


def _rename_constraints(cr):
    for table in ("ir_model_constraint", "ir_model_relation"):
        for old, new in TABLES + RELATIONS:
            # pylint: disable=sql-injection
            cr.execute(
                f"UPDATE {table} SET name = replace(name, %s, %s) WHERE name LIKE %s",
                (old, new, f"{old}%"),
            )
