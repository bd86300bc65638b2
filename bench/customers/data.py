# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Customers with invoices, opportunities and tickets, put into tables in bulk."""

SEED = 12
CONTACTS, INVOICES, LEADS, TICKETS = 50_000, 66_000, 10_000, 30_000

_CONTACTS = """
    INSERT INTO res_partner (name, complete_name, active, type, is_company, company_id,
        social_care_is_vip, create_date, color, autopost_bills)
    SELECT 'Bench ' || n, 'Bench ' || n, TRUE, 'contact', n %% 3 = 0, NULL,
        n %% 100 = 0, now() - interval '1 day' * (random() * 4000), 0, 'ask'
    FROM generate_series(1, %(contacts)s) n
    RETURNING id
"""
_BELONG = "UPDATE res_partner SET commercial_partner_id = id WHERE id >= %(first)s"
_INVOICES = """
    INSERT INTO account_move (name, state, move_type, journal_id, currency_id,
        company_id, partner_id, commercial_partner_id, invoice_date, date,
        amount_untaxed_signed, amount_residual_signed, payment_state, auto_post)
    SELECT 'BENCH/' || n, 'posted',
        CASE WHEN n %% 20 = 0 THEN 'out_refund' ELSE 'out_invoice' END, %(journal)s,
        %(currency)s, %(company)s, contact, contact, day, day,
        CASE WHEN n %% 20 = 0 THEN -1 ELSE 1 END * round((random() * 2000)::numeric, 2),
        CASE WHEN n %% 9 = 0 THEN 100 ELSE 0 END,
        CASE WHEN n %% 9 = 0 THEN 'not_paid' ELSE 'paid' END, 'no'
    FROM (
        SELECT n, %(first)s + floor(random() * %(contacts)s)::int AS contact,
            (now() - interval '1 day' * (random() * 900))::date AS day
        FROM generate_series(1, %(invoices)s) n
    ) made
"""
_LEADS = """
    INSERT INTO crm_lead (name, type, active, won_status, partner_id, company_id,
        expected_revenue, priority)
    SELECT 'Bench', 'opportunity', TRUE,
        (ARRAY['pending', 'won', 'lost'])[1 + n %% 3],
        %(first)s + floor(random() * %(contacts)s)::int, %(company)s,
        round((random() * 20000)::numeric, 2), '0'
    FROM generate_series(1, %(leads)s) n
"""
_TICKETS = """
    INSERT INTO helpdesk_ticket (number, name, description, company_id, stage_id,
        category_id, partner_id, active, priority, create_date, last_stage_update)
    SELECT 'C' || n, 'Bench', '', %(company)s, %(stage)s,
        CASE WHEN n %% 5 = 0 THEN %(category)s::int END,
        %(first)s + floor(random() * %(contacts)s)::int, TRUE, '1',
        now() - interval '1 day' * (random() * 700), now()
    FROM generate_series(1, %(tickets)s) n
"""


def fill(env):
    """Make the population. The same seed makes the same.

    :return: ids of the contacts
    """
    cr = env.cr
    cr.execute("SELECT setseed(%s)", [1 / SEED])
    values = _find_values(env)
    cr.execute(_CONTACTS, values)
    ids = [row[0] for row in cr.fetchall()]
    # One statement made them, so that their ids follow one another.
    values["first"] = min(ids)
    for statement in (_BELONG, _INVOICES, _LEADS, _TICKETS):
        cr.execute(statement, values)
    cr.commit()
    _analyze(env)
    return ids


def _find_values(env):
    category = env["helpdesk.ticket.category"].create(
        {"name": "Complaint", "social_care_is_complaint": True}
    )
    stage = env["helpdesk.ticket.stage"].search([("closed", "=", True)], limit=1)
    journal = env["account.journal"].search([("type", "=", "sale")], limit=1)
    env.flush_all()
    company = journal.company_id or env.company
    (env["res.company"].search([]) - company).active = False
    return {
        "contacts": CONTACTS,
        "invoices": INVOICES,
        "leads": LEADS,
        "tickets": TICKETS,
        "category": category.id,
        "stage": stage.id,
        "journal": journal.id,
        "company": company.id,
        "currency": company.currency_id.id,
    }


def _analyze(env):
    for table in ("res_partner", "account_move", "crm_lead", "helpdesk_ticket"):
        env.cr.execute(f"ANALYZE {table}")
    env.cr.commit()
