# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Contacts and their history, put into tables in bulk."""

from odoo.tools import SQL

CONTACTS, PEOPLE_OF_COMPANY = 50_000, 200
# What there is in all.
MENTIONS, MESSAGES, OTHERS, RARE = 200_000, 200_000, 50_000, 10_000
# (mentions, mails, tickets, orders, leads, meetings, calls, ratings) of one person
SMALL = (3, 3, 2, 1, 1, 1, 0, 0)
LARGE = (3500, 3500, 1000, 1000, 300, 300, 300, 100)

_CONTACTS = """
    INSERT INTO res_partner (name, complete_name, active, type, lang, company_id,
        create_date, is_company, autopost_bills)
    SELECT 'Bench ' || n, 'Bench ' || n, TRUE, 'contact', 'en_US', NULL, now(), FALSE,
        'ask'
    FROM generate_series(1, %(count)s) n
    RETURNING id
"""
_COMMERCIAL = """
    UPDATE res_partner SET commercial_partner_id = COALESCE(parent_id, id)
    WHERE name LIKE 'Bench %%'
"""
_PROFILES = """
    INSERT INTO social_care_profile (company_id, scope, network, external_id, handle,
        name, partner_id, link_strength)
    SELECT %(company)s, 'bench', 'webhook', 'c' || id, 'c' || id, 'c' || id, id,
        'proven'
    FROM unnest(%(contacts)s) id
    RETURNING id, partner_id
"""
_LINKS = """
    INSERT INTO social_care_link (profile_id, partner_id, company_id, strength, origin)
    SELECT id, partner_id, company_id, 'proven', 'user' FROM social_care_profile
    WHERE scope = 'bench'
"""
_THREADS = """
    INSERT INTO social_care_thread (account_id, network, company_id, team_id, scope,
        external_id, profile_id, mention_count)
    SELECT %(account)s, 'webhook', %(company)s, %(team)s, 'bench', 'c' || id, id, 1
    FROM social_care_profile WHERE scope = 'bench'
"""
# Every other one is of a team of its own.
_MENTIONS = """
    INSERT INTO social_care_mention (account_id, company_id, network, team_id, scope,
        external_id, kind, state, thread_id, profile_id, text, posted_at, effective_at,
        received_at, is_own, private)
    SELECT thread.account_id, thread.company_id, 'webhook',
        CASE WHEN n %% 2 = 0 THEN %(team)s ELSE %(secret)s END, 'bench',
        thread.external_id || '-' || n, 'post', 'inbox', thread.id, thread.profile_id,
        'Where is parcel ' || n || '?', at, at, at, FALSE, FALSE
    FROM unnest(%(contacts)s, %(counts)s) chosen(contact, count)
    JOIN social_care_profile profile ON profile.partner_id = chosen.contact
    JOIN social_care_thread thread ON thread.profile_id = profile.id,
        generate_series(1, chosen.count) n,
        LATERAL (SELECT now() - interval '3 years' * random()) moment(at)
"""
_TICKETS = """
    INSERT INTO helpdesk_ticket (number, name, description, company_id, team_id,
        stage_id, active, priority, partner_id, create_date, last_stage_update,
        rating_status)
    SELECT 'B' || contact || '-' || n, 'Broken', '', %(company)s, %(team)s, %(stage)s,
        TRUE, '1', contact, now() - interval '3 years' * random(), now(), 'no_rate'
    FROM unnest(%(contacts)s, %(counts)s) chosen(contact, count),
        generate_series(1, chosen.count) n
"""
# Half are ours.
_MESSAGES = """
    WITH ticket AS (
        SELECT DISTINCT ON (partner_id) partner_id, id FROM helpdesk_ticket
        WHERE partner_id = ANY(%(contacts)s) ORDER BY partner_id, id
    ), message AS (
        INSERT INTO mail_message (message_type, model, res_id, author_id, subject, body,
            date, subtype_id, email_from, create_date)
        SELECT 'email', 'helpdesk.ticket', ticket.id,
            CASE WHEN n %% 2 = 0 THEN contact ELSE %(us)s END, 'Parcel',
            '<p>Where is parcel ' || n || '?</p>',
            now() - interval '3 years' * random(),
            %(subtype)s, contact::varchar, now()
        FROM unnest(%(contacts)s, %(counts)s) chosen(contact, count)
        JOIN ticket ON ticket.partner_id = contact,
            generate_series(1, chosen.count) n
        RETURNING id, author_id, email_from
    )
    INSERT INTO mail_notification (mail_message_id, res_partner_id, notification_type,
        notification_status, is_read, author_id)
    SELECT id, email_from::int, 'email', 'sent', TRUE, author_id
    FROM message WHERE author_id = %(us)s
"""
_LEADS = """
    INSERT INTO crm_lead (name, type, active, partner_id, company_id, stage_id,
        won_status, probability, expected_revenue, create_date)
    SELECT 'Deal', 'opportunity', TRUE, contact, %(company)s, %(lead_stage)s, 'pending',
        10, 100, now() - interval '3 years' * random()
    FROM unnest(%(contacts)s, %(counts)s) chosen(contact, count),
        generate_series(1, chosen.count) n
"""
_ORDERS = """
    INSERT INTO sale_order (name, state, company_id, partner_id, partner_invoice_id,
        partner_shipping_id, currency_id, currency_rate, amount_total, date_order,
        create_date)
    SELECT 'B' || n, 'sale', %(company)s, contact, contact, contact, %(currency)s, 1,
        100, now() - interval '3 years' * random(), now()
    FROM unnest(%(contacts)s, %(counts)s) chosen(contact, count),
        generate_series(1, chosen.count) n
"""
_MEETINGS = """
    WITH event AS (
        INSERT INTO calendar_event (name, description, start, stop, duration, active,
            user_id, privacy, show_as)
        SELECT 'Talk', contact::varchar, at, at + interval '1 hour', 1, TRUE, 1,
            'public', 'busy'
        FROM unnest(%(contacts)s, %(counts)s) chosen(contact, count),
            generate_series(1, chosen.count) n,
            LATERAL (SELECT now() - interval '3 years' * random()) moment(at)
        RETURNING id, description
    )
    INSERT INTO calendar_event_res_partner_rel (calendar_event_id, res_partner_id)
    SELECT id, description::int FROM event
"""
_CALLS = """
    INSERT INTO crm_phonecall (name, state, active, partner_id, company_id, user_id,
        duration, date, direction)
    SELECT 'Call', 'done', TRUE, contact, %(company)s, 1, 3,
        now() - interval '3 years' * random(), 'in'
    FROM unnest(%(contacts)s, %(counts)s) chosen(contact, count),
        generate_series(1, chosen.count) n
"""
_RATINGS = """
    WITH ticket AS (
        SELECT DISTINCT ON (partner_id) partner_id, id FROM helpdesk_ticket
        WHERE partner_id = ANY(%(contacts)s) ORDER BY partner_id, id
    )
    INSERT INTO rating_rating (res_model_id, res_model, res_id, partner_id, rating,
        rating_text, consumed, rated_on, write_date, access_token)
    SELECT %(ticket_model)s, 'helpdesk.ticket', ticket.id, contact, 5, 'top', TRUE,
        at, at, md5(random()::varchar)
    FROM unnest(%(contacts)s, %(counts)s) chosen(contact, count)
    JOIN ticket ON ticket.partner_id = contact,
        generate_series(1, chosen.count) n,
        LATERAL (SELECT now() - interval '3 years' * random()) moment(at)
"""
_INSERTS = (
    _MENTIONS,
    _TICKETS,
    _ORDERS,
    _LEADS,
    _MEETINGS,
    _CALLS,
    _RATINGS,
)
_TABLES = (
    "res_partner",
    "social_care_profile",
    "social_care_link",
    "social_care_thread",
    "social_care_mention",
    "helpdesk_ticket",
    "mail_message",
    "mail_notification",
    "sale_order",
    "crm_lead",
    "calendar_event",
    "calendar_event_res_partner_rel",
    "crm_phonecall",
    "rating_rating",
)


class World:
    """Many contacts with some history, one with eleven entries, one with ten thousand,
    and a company whose people share ten thousand.
    """

    def __init__(self, env):
        self.env, self.company = env, env.company
        self.team = self._make_team("Care")
        self.secret = self._make_team("Secret")
        self.account = env["social.care.account"].create(
            {"name": "Bench", "network": "webhook", "handle": "bench"}
        )
        self.values = {
            "company": self.company.id,
            "currency": self.company.currency_id.id,
            "team": self.team.id,
            "secret": self.secret.id,
            "account": self.account.id,
            "stage": env["helpdesk.ticket.stage"].search([], limit=1).id,
            "lead_stage": env["crm.stage"].search([], limit=1).id,
            "subtype": env.ref("mail.mt_comment").id,
            "us": env.ref("base.partner_admin").id,
            "ticket_model": env["ir.model"]._get_id("helpdesk.ticket"),
        }

    def _make_team(self, name):
        vals = {"name": f"Bench {name}", "company_id": self.company.id}
        return self.env["helpdesk.ticket.team"].create(vals)

    def make_user(self, login, *groups, team=None):
        user = self.env["res.users"].create(
            {
                "name": f"Bench {login}",
                "login": f"bench_{login}",
                "group_ids": [(4, self.env.ref(group).id) for group in groups],
            }
        )
        (team or self.team).user_ids += user
        return user

    def fill(self):
        """Make everything; what belongs to whom is random, how much is fixed."""
        ids = [row[0] for row in self._fetch(_CONTACTS, count=CONTACTS)]
        self.small, self.large, *rest = ids
        company, people = rest[0], rest[1 : PEOPLE_OF_COMPANY + 1]
        self._execute(
            "UPDATE res_partner SET is_company = TRUE WHERE id = %(contact)s",
            contact=company,
        )
        self._execute(
            "UPDATE res_partner SET parent_id = %(contact)s WHERE id = ANY(%(people)s)",
            contact=company,
            people=people,
        )
        self.crowd = company
        for query in (_COMMERCIAL,):
            self._execute(query)
        with_profile = [self.small, self.large, *people, *rest[1000:11000]]
        self._execute(_PROFILES, contacts=with_profile)
        for query in (_LINKS, _THREADS):
            self._execute(query)
        others = rest[1000:11000]
        shares = (MENTIONS, MESSAGES, OTHERS, OTHERS, RARE, RARE, RARE, RARE)
        self._write_history([self.small], SMALL)
        self._write_history([self.large], LARGE)
        self._write_history(people, [number // PEOPLE_OF_COMPANY for number in LARGE])
        self._write_history(others, [share // len(others) for share in shares])
        for table in _TABLES:
            self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
        self.env.cr.commit()

    def _write_history(self, contacts, numbers):
        mentions, mails, tickets, orders, leads, meetings, calls, ratings = numbers
        counts = (mentions, tickets, orders, leads, meetings, calls, ratings)
        for query, count in zip(_INSERTS, counts, strict=True):
            self._execute(query, contacts=contacts, counts=[count] * len(contacts))
        self._execute(_MESSAGES, contacts=contacts, counts=[mails] * len(contacts))

    def _execute(self, query, **values):
        self.env.cr.execute(query, self.values | values)

    def _fetch(self, query, **values):
        self._execute(query, **values)
        return self.env.cr.fetchall()
