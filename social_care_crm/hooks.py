# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# The first conversation of a ticket is the one that opened it.
_SET_OPENERS = """
    UPDATE helpdesk_ticket ticket
    SET social_care_customer_profile_id = opening.profile_id
    FROM (
        SELECT DISTINCT ON (ticket_id) ticket_id, profile_id
        FROM social_care_thread
        WHERE ticket_id IS NOT NULL AND profile_id IS NOT NULL
        ORDER BY ticket_id, id
    ) opening
    WHERE opening.ticket_id = ticket.id
"""


def pre_init_hook(env):
    """Add the column of the links' strength: else the ORM would compute it, and with it
    the contacts, for profiles that have no link yet. Raw SQL: the field is not known.
    """
    env.cr.execute(
        "ALTER TABLE social_care_profile ADD COLUMN IF NOT EXISTS link_strength varchar"
    )


def post_init_hook(env):
    """Turn contacts that supervisors chose before into links that they vouch for, and
    let the tickets of these people follow. Raw SQL: one statement for all tickets.
    """
    env["social.care.profile"].search([("partner_id", "!=", False)])._adopt_contacts()
    env.flush_all()
    env.cr.execute(_SET_OPENERS)
    env.invalidate_all()
    tickets = env["helpdesk.ticket"].with_context(active_test=False)
    social = tickets.search([("social_care_customer_profile_id", "!=", False)])
    social._social_care_adopt_contacts()
    social._social_care_follow_customer()


def uninstall_hook(env):
    """Forget contacts that were not proven: without this addon each contact counts. Raw
    SQL: the field is computed while the addon is installed. Jobs of models that go
    would fail.
    """
    models = ("social.care.customer", "social.care.handle")
    env["queue.job"].sudo().search([("model_name", "in", models)]).unlink()
    env.flush_all()
    env.cr.execute(
        "UPDATE social_care_profile SET partner_id = NULL"
        " WHERE link_strength IS DISTINCT FROM 'proven'"
    )
    env.invalidate_all()
