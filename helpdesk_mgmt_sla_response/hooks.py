# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# Until 19.0.1.1.0 that addon had what is here. This hook and its tables can go once no
# database of that version is upgraded any more.
ORIGIN = "social_care_routing"
ADDON = "helpdesk_mgmt_sla_response"
# (model, old name, new name)
FIELDS = [
    ("helpdesk.sla", "target", "sla_response_target"),
    ("helpdesk.sla", "minutes", "sla_response_minutes"),
    ("helpdesk.sla", "time_allowed", "sla_response_time_allowed"),
    ("helpdesk.ticket.sla", "target", "sla_response_target"),
    ("helpdesk.ticket.sla", "in_time", "sla_response_met_count"),
    ("helpdesk.ticket.sla", "late", "sla_response_breached_count"),
    ("helpdesk.ticket.sla", "is_former", "sla_response_is_former"),
    ("helpdesk.sla.report", "target", "sla_response_target"),
    ("helpdesk.sla.report", "in_time", "sla_response_met_count"),
    ("helpdesk.sla.report", "late", "sla_response_breached_count"),
    ("helpdesk.sla.report", "sla_id", "sla_response_sla_id"),
    ("helpdesk.ticket", "sla_waiting_since", "sla_response_waiting_since"),
    ("helpdesk.ticket", "sla_start", "sla_response_start"),
    ("helpdesk.ticket", "sla_withdrawn", "sla_response_is_withdrawn"),
    ("helpdesk.ticket", "sla_first_answer", "sla_response_first_answer"),
]
RECORDS = [
    "helpdesk_sla_view_form",
    "helpdesk_sla_view_list",
    "helpdesk_sla_view_search",
    "helpdesk_ticket_sla_view_search",
    "helpdesk_ticket_sla_view_list",
    "helpdesk_ticket_sla_view_form",
    "helpdesk_ticket_sla_action",
    "helpdesk_ticket_sla_menu",
    "helpdesk_sla_report_view_pivot",
    "helpdesk_sla_report_view_search",
    "helpdesk_ticket_sla_company_rule",
    "helpdesk_sla_report_company_rule",
    "helpdesk_ticket_sla_portal_rule",
    "helpdesk_ticket_sla_internal_rule",
    "helpdesk_ticket_sla_personal_rule",
    "helpdesk_ticket_sla_team_rule",
    "helpdesk_ticket_sla_all_rule",
]


def pre_init_hook(env):
    """Take over fields and records from the addon that had them before."""
    is_moved = env["ir.module.module"].search_count(
        [("name", "=", ORIGIN), ("state", "in", ("installed", "to upgrade"))]
    )
    if is_moved:
        _move_records(env.cr)
        _rename_fields(env)
        _forget_selections(env.cr)


def _move_records(cr):
    # Only an upgrade from that addon needs the library.
    from openupgradelib import openupgrade

    openupgrade.rename_xmlids(
        cr, [(f"{ORIGIN}.{name}", f"{ADDON}.{name}") for name in RECORDS]
    )
    # The menu had a group of that addon. SQL: its models may not be loaded any more.
    cr.execute(
        """
        DELETE FROM ir_ui_menu_group_rel USING ir_model_data data
        WHERE data.module = %s AND data.name = 'helpdesk_ticket_sla_menu'
            AND data.res_id = menu_id
        """,
        (ADDON,),
    )


def _rename_fields(env):
    from openupgradelib import openupgrade

    for model, old, new in FIELDS:
        table = model.replace(".", "_")
        openupgrade.rename_fields(env, [(model, table, old, new)])
        openupgrade.rename_xmlids(
            env.cr,
            [(f"{ORIGIN}.field_{table}__{old}", f"{ADDON}.field_{table}__{new}")],
        )


def _forget_selections(cr):
    """Kinds of targets are declared in code now, which Odoo does not reflect, and the
    states of tickets' SLAs are reflected here."""
    # SQL: through the ORM, deleting a value would also change the tickets that have it.
    cr.execute(
        """
        DELETE FROM ir_model_fields_selection selection
        USING ir_model_fields field
        WHERE field.id = selection.field_id AND field.name = 'sla_response_target'
        """
    )
    cr.execute(
        """
        DELETE FROM ir_model_data
        WHERE module = %s AND model = 'ir.model.fields.selection'
            AND (name LIKE 'selection\\_\\_helpdesk\\_sla\\_\\_target%%'
                OR name LIKE 'selection\\_\\_helpdesk\\_sla\\_report\\_\\_target%%'
                OR name LIKE 'selection\\_\\_helpdesk\\_ticket\\_sla\\_\\_target%%')
        """,
        (ORIGIN,),
    )
    cr.execute(
        """
        UPDATE ir_model_data SET module = %s
        WHERE module = %s AND model = 'ir.model.fields.selection'
            AND name LIKE 'selection\\_\\_helpdesk\\_ticket\\_sla\\_\\_state%%'
        """,
        (ADDON, ORIGIN),
    )
