# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Customer weight: what the business with a customer adds to their priority, in minutes
of waiting time.

The formula is a sum of terms. Each counts in proportion to its value, up to a cap:

    minutes = floor(cap × min(value, full) / full)        0 for a value below 0
    weight  = sum of the minutes of all terms

``full`` is the value at which a term reaches its cap. Both are settings of the company.
No term can exceed its cap: somebody who owes us ten times as much counts no more.
"""

from dateutil.relativedelta import relativedelta

from odoo.tools import SQL

MONTHS = 12


class Scope:
    """The customers that a statement is about.

    :param ids: ids of contacts, for a few customers
    :param first: with ``last``, a range of ids, for many
    """

    def __init__(self, ids=(), first=0, last=0):
        self.ids, self.first, self.last = list(ids), first, last

    def restrict(self, column):
        """Return the condition that a column holds one of the customers.

        :param column: name of a column with the id of a commercial contact
        :return: ``SQL``
        """
        name = SQL.identifier(*column.split("."))
        if self.last:
            return SQL("%s BETWEEN %s AND %s", name, self.first, self.last)
        return SQL("%s = ANY(%s)", name, self.ids)


class Term:
    """Declaration of one term of the weight: everything that the statement, the
    explanation on contacts and the settings need to know about it.

    Another addon adds a term by appending an instance of a subclass to the result of
    ``social.care.customer._get_weight_terms``.
    """

    # Unique among the terms; key in ``terms`` of ``social.care.customer``.
    code = ""
    # Defaults of companies that have set none: minutes, and the value that gives them.
    cap, full = 0, 1
    # Users who may read all records of this model see what the term rests on: they have
    # one of the groups, where rules show only their own records to the others.
    model, groups = "res.partner", ""
    # Models and fields that ``build_query`` reads: they are flushed before.
    reads = ()

    def get_label(self, env):
        """Return the name of the term, in the user's language."""
        raise NotImplementedError

    def is_visible(self, env):
        """Return whether the user may see the value of the term."""
        is_among = not self.groups or env.user.has_groups(self.groups)
        return env.su or (env[self.model].has_access("read") and is_among)

    def get_full_label(self, env):
        """Return the unit of ``full`` in the settings."""
        raise NotImplementedError

    def build_query(self, scope, today):
        """Return a query of the term's values.

        :param scope: ``Scope``
        :param today: ``date``
        :return: ``SQL`` with the columns id of the commercial contact, id of the
            company (NULL: any that may know the contact), value. Several rows of one
            customer are added up.
        """
        raise NotImplementedError

    def describe(self, value, company):
        """Return a value in words.

        :param company: ``res.company``
        """
        raise NotImplementedError


class Money(Term):
    """A term whose value is an amount in the currency of the company."""

    def get_full_label(self, env):
        return env._("Amount")

    def describe(self, value, company):
        return company.currency_id.format(value)


class Age(Term):
    """Full years since the relation began, see ``social.care.customer._get_starts``."""

    code, cap, full = "age", 10, 10

    def get_label(self, env):
        return env._("Age of the relation")

    def get_full_label(self, env):
        return env._("Years")

    def build_query(self, scope, today):
        return SQL(
            "SELECT contact_id, company_id, extract(year FROM age(%s, day)) FROM start",
            today,
        )

    def describe(self, value, company):
        return company.env._("%s years", value)


class Vip(Term):
    """1 if the customer, or one of its people, is a VIP."""

    code, cap, full = "vip", 30, 1
    reads = ("res.partner",)

    def get_label(self, env):
        return env._("VIP")

    def get_full_label(self, env):
        return env._("If marked")

    def build_query(self, scope, today):
        return SQL(
            """
            SELECT DISTINCT commercial_partner_id, NULL::int, 1
            FROM res_partner WHERE social_care_is_vip AND %s
            """,
            scope.restrict("commercial_partner_id"),
        )

    def describe(self, value, company):
        return company.env._("yes")


class Complaints(Term):
    """Closed tickets of the last twelve months that were complaints."""

    code, cap, full = "complaints", 15, 3
    model = "helpdesk.ticket"
    reads = ("helpdesk.ticket", "helpdesk.ticket.category", "helpdesk.ticket.stage")

    def __init__(self, *more):
        """
        :param more: further SQL conditions on ``ticket`` by which it is a complaint
        """
        self.more = more

    def get_label(self, env):
        return env._("Earlier complaints")

    def get_full_label(self, env):
        return env._("Complaints")

    def build_query(self, scope, today):
        return SQL(
            """
            SELECT partner.commercial_partner_id, ticket.company_id, count(*)
            FROM helpdesk_ticket ticket
            JOIN res_partner partner ON partner.id = ticket.partner_id
            JOIN helpdesk_ticket_stage stage ON stage.id = ticket.stage_id
            LEFT JOIN helpdesk_ticket_category category
                ON category.id = ticket.category_id
            WHERE stage.closed AND ticket.create_date >= %s AND (%s) AND %s
            GROUP BY 1, 2
            """,
            today - relativedelta(months=MONTHS),
            SQL(" OR ").join(
                [SQL("category.social_care_is_complaint"), *map(SQL, self.more)]
            ),
            scope.restrict("partner.commercial_partner_id"),
        )

    def describe(self, value, company):
        return str(value)


#: Company of an opportunity that names none: that of its team, else of its salesperson,
#: else of the contact, else the only one. NULL where none of them says it. For rows
#: ``lead`` and ``partner``, with ``JOIN_LEAD_COMPANY``.
LEAD_COMPANY = """
    COALESCE(
        lead.company_id, team.company_id, salesperson.company_id, partner.company_id,
        (SELECT min(id) FROM res_company WHERE active HAVING count(*) = 1)
    )
"""
JOIN_LEAD_COMPANY = """
    LEFT JOIN crm_team team ON team.id = lead.team_id
    LEFT JOIN res_users salesperson ON salesperson.id = lead.user_id
"""


class Opportunity(Money):
    """Expected revenue of the open opportunities, each in one company, see
    ``LEAD_COMPANY``. One that belongs to none counts in none.
    """

    code, cap, full = "opportunity", 20, 10000
    model, groups = "crm.lead", "sales_team.group_sale_salesman_all_leads"
    reads = ("crm.lead", "crm.team", "res.users", "res.company")

    def get_label(self, env):
        return env._("Open opportunities")

    def build_query(self, scope, today):
        return SQL(
            """
            SELECT partner.commercial_partner_id, %(company)s,
                sum(lead.expected_revenue)
            FROM crm_lead lead
            JOIN res_partner partner ON partner.id = lead.partner_id
            %(joins)s
            WHERE lead.active AND lead.won_status = 'pending'
                AND lead.type = 'opportunity' AND %(contacts)s
                AND %(company)s IS NOT NULL
            GROUP BY 1, 2
            """,
            company=SQL(LEAD_COMPANY),
            joins=SQL(JOIN_LEAD_COMPANY),
            contacts=scope.restrict("partner.commercial_partner_id"),
        )


# In the order in which settings list them.
TERMS = (Vip(), Opportunity(), Age(), Complaints())

_WEIGH = """
    WITH pair AS (
        SELECT partner.id AS contact_id, company.id AS company_id
        FROM res_partner partner
        JOIN res_company company ON company.active
            AND (partner.company_id IS NULL OR partner.company_id = company.id)
        WHERE partner.commercial_partner_id = partner.id AND %(contacts)s
            AND partner.id NOT IN (%(outsiders)s)
    ),
    start AS MATERIALIZED (
        SELECT pair.contact_id, pair.company_id, min(known.day)::date AS day
        FROM (%(starts)s) known (contact_id, company_id, day)
        JOIN pair ON pair.contact_id = known.contact_id
            AND (known.company_id IS NULL OR known.company_id = pair.company_id)
        GROUP BY 1, 2
    ),
    setting (company_id, code, cap, "full") AS (VALUES %(settings)s),
    fact AS (
        SELECT pair.contact_id, pair.company_id, read.code, sum(read.value) AS value
        FROM (%(facts)s) read (code, contact_id, company_id, value)
        JOIN pair ON pair.contact_id = read.contact_id
            AND (read.company_id IS NULL OR read.company_id = pair.company_id)
        GROUP BY 1, 2, 3
    ),
    counted AS (
        SELECT contact_id, company_id, code, round(value) AS value,
            floor(cap * LEAST(value, "full") / "full")::int AS minutes
        FROM fact JOIN setting USING (company_id, code)
        WHERE value > 0
    ),
    weighed AS (
        SELECT contact_id, company_id, sum(minutes) AS minutes,
            jsonb_object_agg(code, jsonb_build_array(value, minutes)) AS terms
        FROM counted WHERE minutes > 0
        GROUP BY 1, 2
    ),
    fresh AS (
        SELECT pair.contact_id, pair.company_id, start.day AS since,
            COALESCE(weighed.minutes, 0) AS minutes,
            COALESCE(weighed.terms, '{}') AS terms
        FROM pair
        LEFT JOIN start USING (contact_id, company_id)
        LEFT JOIN weighed USING (contact_id, company_id)
    )
    INSERT INTO social_care_customer (contact_key, partner_id, company_id, since,
        minutes, terms, create_uid, create_date, write_uid, write_date)
    SELECT fresh.contact_id, fresh.contact_id, fresh.company_id, fresh.since,
        fresh.minutes, fresh.terms, %(uid)s, %(now)s, %(uid)s, %(now)s
    FROM fresh
    LEFT JOIN social_care_customer known ON known.contact_key = fresh.contact_id
        AND known.company_id = fresh.company_id
    WHERE known.id IS NULL OR (known.since, known.minutes, known.terms)
        IS DISTINCT FROM (fresh.since, fresh.minutes, fresh.terms)
    ON CONFLICT (contact_key, company_id) DO UPDATE
    SET since = EXCLUDED.since, minutes = EXCLUDED.minutes, terms = EXCLUDED.terms,
        write_uid = EXCLUDED.write_uid, write_date = EXCLUDED.write_date
    RETURNING contact_key
"""
# Rows of contacts that were merged, deleted, became part of another customer, belong to
# another company now, or are no customers any more.
_FORGET = """
    DELETE FROM social_care_customer customer USING res_partner partner
    WHERE partner.id = customer.partner_id AND %(contacts)s
        AND (partner.commercial_partner_id IS DISTINCT FROM partner.id
            OR customer.contact_key != customer.partner_id
            OR partner.company_id != customer.company_id
            OR partner.id IN (%(outsiders)s))
"""


def build_weighing(terms, starts, settings, scope, outsiders, today, now, uid):
    """Return the statement that computes the weight of customers, and writes those that
    changed. It returns the ids of their contacts.

    :param terms: list of ``Term``
    :param starts: list of ``SQL``: contact, company or NULL, day
    :param settings: list of (company id, code of the term, cap, full)
    :param scope: ``Scope``
    :param outsiders: ``SQL``, query of the contacts that are no customers
    :return: ``SQL``
    """
    facts = [
        SQL(
            "SELECT %s, own.* FROM (%s) own (contact_id, company_id, value)",
            term.code,
            term.build_query(scope, today),
        )
        for term in terms
    ]
    return SQL(
        _WEIGH,
        contacts=scope.restrict("partner.id"),
        starts=SQL(" UNION ALL ").join(starts),
        settings=SQL(", ").join(SQL("%s", row) for row in settings),
        facts=SQL(" UNION ALL ").join(facts),
        outsiders=outsiders,
        uid=uid,
        now=now,
    )


def build_forgetting(scope, outsiders):
    """Return the statement that deletes rows of contacts that are no customers of their
    own any more.

    :param scope: ``Scope``
    :param outsiders: ``SQL``, query of the contacts that are no customers
    :return: ``SQL``
    """
    contacts = scope.restrict("customer.contact_key")
    return SQL(_FORGET, contacts=contacts, outsiders=outsiders)
