# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

OLD, NEW = "_replan", "_social_care_replan"
MODEL = "helpdesk.ticket.sla"


def migrate(cr, version):
    """The job that replans SLA deadlines has another name; those that wait keep it."""
    cr.execute(
        """
        UPDATE queue_job_function SET method = %(new)s, name = %(new_name)s
        WHERE name = %(old_name)s
        """,
        {
            "new": NEW,
            "new_name": f"<{MODEL}>.{NEW}",
            "old_name": f"<{MODEL}>.{OLD}",
        },
    )
    cr.execute(
        """
        UPDATE queue_job
        SET method_name = %(new)s,
            func_string = replace(func_string, %(old_call)s, %(new_call)s),
            job_function_id = (
                SELECT id FROM queue_job_function WHERE name = %(new_name)s
            )
        WHERE model_name = %(model)s AND method_name = %(old)s
        """,
        {
            "old": OLD,
            "new": NEW,
            "new_name": f"<{MODEL}>.{NEW}",
            "model": MODEL,
            "old_call": f".{OLD}(",
            "new_call": f".{NEW}(",
        },
    )
