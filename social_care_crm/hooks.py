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


# As helpdesk.ticket._compute_social_care_portal_partner_id, for all tickets at once.
_SET_PORTAL_CONTACTS = """
    UPDATE helpdesk_ticket ticket SET social_care_portal_partner_id = ticket.partner_id
    FROM (
        SELECT person.ticket_id, min(profile.partner_id) AS partner_id
        FROM (
            SELECT id AS ticket_id, social_care_customer_profile_id AS profile_id
            FROM helpdesk_ticket WHERE social_care_customer_profile_id IS NOT NULL
            UNION
            SELECT ticket_id, profile_id FROM social_care_thread
            WHERE ticket_id IS NOT NULL AND profile_id IS NOT NULL
        ) person
        JOIN social_care_profile profile ON profile.id = person.profile_id
        GROUP BY 1
        HAVING bool_and(profile.link_strength IS NOT DISTINCT FROM 'proven'
                AND profile.partner_id IS NOT NULL)
            AND count(DISTINCT profile.partner_id) = 1
    ) proven
    WHERE proven.ticket_id = ticket.id AND proven.partner_id = ticket.partner_id
        AND ticket.social_care_customer_profile_id IS NOT NULL
"""


def pre_init_hook(env):
    """Add the columns of the links' strength and of whom the portal shows tickets to:
    else the ORM would compute them, and with them the contacts, for profiles that have
    no link yet. Raw SQL: the fields are not known.
    """
    env.cr.execute(
        "ALTER TABLE social_care_profile ADD COLUMN IF NOT EXISTS link_strength varchar"
    )
    env.cr.execute(
        "ALTER TABLE helpdesk_ticket"
        " ADD COLUMN IF NOT EXISTS social_care_portal_partner_id int4"
    )


def post_init_hook(env):
    """Turn contacts that supervisors chose before into links that they vouch for, and
    let the tickets of these people follow. Raw SQL: statements for all tickets.
    """
    env["social.care.profile"].search([("partner_id", "!=", False)])._adopt_contacts()
    env.flush_all()
    env.cr.execute(_SET_OPENERS)
    env.invalidate_all()
    tickets = env["helpdesk.ticket"].with_context(active_test=False)
    social = tickets.search([("social_care_customer_profile_id", "!=", False)])
    shown_to = tickets._fields["social_care_portal_partner_id"]
    with env.protecting([shown_to], social):
        social.filtered("partner_id")._social_care_note_choice()
        social._social_care_follow_customer()
        env.flush_all()
    env.cr.execute(_SET_PORTAL_CONTACTS)
    env.invalidate_all()


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
