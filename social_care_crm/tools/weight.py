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
        """Return a query of the documents that the term counts.

        :param scope: ``Scope``
        :param today: ``date``
        :return: ``SQL`` with the columns id of the commercial contact, id of the
            company, value. The values of one customer are added up. The company is
            NULL in all rows where any that knows the contact counts them.
        """
        raise NotImplementedError

    def build_join(self, scope, today):
        """Return the ``SQL`` that joins the sums of ``build_query`` to ``customer``,
        under the code of the term.
        """
        return SQL(
            """
            LEFT JOIN (
                SELECT contact_id, company_id, sum(value) AS value
                FROM (%(query)s) own (contact_id, company_id, value)
                GROUP BY 1, 2
            ) %(name)s ON %(on)s
            """,
            query=self.build_query(scope, today),
            name=SQL.identifier(self.code),
            on=_build_condition(self.code),
        )

    def build_value(self, today):
        """Return the term's value in a row of ``customer``, as ``SQL``."""
        return SQL.identifier(self.code, "value")

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

    def build_join(self, scope, today):
        return SQL()

    def build_value(self, today):
        return SQL("extract(year FROM age(%s, customer.since))", today)

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
            SELECT partner.commercial_partner_id, ticket.company_id, 1
            FROM helpdesk_ticket ticket
            JOIN res_partner partner ON partner.id = ticket.partner_id
            JOIN helpdesk_ticket_stage stage ON stage.id = ticket.stage_id
            LEFT JOIN helpdesk_ticket_category category
                ON category.id = ticket.category_id
            WHERE stage.closed AND ticket.create_date >= %s AND (%s) AND %s
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
            SELECT partner.commercial_partner_id, %(company)s, lead.expected_revenue
            FROM crm_lead lead
            JOIN res_partner partner ON partner.id = lead.partner_id
            %(joins)s
            WHERE lead.active AND lead.won_status = 'pending'
                AND lead.type = 'opportunity' AND %(contacts)s
                AND %(company)s IS NOT NULL
            """,
            company=SQL(LEAD_COMPANY),
            joins=SQL(JOIN_LEAD_COMPANY),
            contacts=scope.restrict("partner.commercial_partner_id"),
        )


# In the order in which settings list them.
TERMS = (Vip(), Opportunity(), Age(), Complaints())

# OFFSET 0: else each use of a value computes it again.
#
# Rows without a customer are of contacts that were merged, became part of another
# customer, belong to another company now, or are no customers any more.
_WEIGH = """
    WITH customer AS (
        SELECT pair.contact_id, pair.company_id, LEAST(%(days)s) AS since
        FROM (
            SELECT partner.id AS contact_id, company.id AS company_id
            FROM res_partner partner
            JOIN res_company company ON company.active
                AND (partner.company_id IS NULL OR partner.company_id = company.id)
            WHERE partner.commercial_partner_id = partner.id AND %(contacts)s
                AND partner.id NOT IN (%(outsiders)s)
        ) pair
        %(starts)s
    ),
    read AS (
        SELECT customer.*, %(values)s
        FROM customer
        %(joins)s
        OFFSET 0
    ),
    counted AS (
        SELECT contact_id, company_id, since, %(counts)s
        FROM read
        JOIN (VALUES %(settings)s) setting (company_id, %(columns)s) USING (company_id)
        OFFSET 0
    ),
    fresh AS (
        SELECT contact_id, company_id, since, %(total)s AS minutes,
            ('{' || concat_ws(',', %(terms)s) || '}')::jsonb AS terms
        FROM counted
    ),
    changed AS (
        SELECT known.id, fresh.*
        FROM fresh
        FULL JOIN (SELECT * FROM social_care_customer WHERE %(keys)s) known
            ON known.contact_key = fresh.contact_id
            AND known.company_id = fresh.company_id
        WHERE (known.partner_id, known.since, known.minutes, known.terms)
            IS DISTINCT FROM
            (fresh.contact_id, fresh.since, fresh.minutes, fresh.terms)
    ),
    gone AS (
        DELETE FROM social_care_customer
        WHERE id IN (SELECT id FROM changed WHERE contact_id IS NULL)
    )
    INSERT INTO social_care_customer (contact_key, partner_id, company_id, since,
        minutes, terms, create_uid, create_date, write_uid, write_date)
    SELECT contact_id, contact_id, company_id, since, minutes, terms, %(uid)s, %(now)s,
        %(uid)s, %(now)s
    FROM changed WHERE contact_id IS NOT NULL
    ON CONFLICT (contact_key, company_id) DO UPDATE
    SET partner_id = EXCLUDED.partner_id, since = EXCLUDED.since,
        minutes = EXCLUDED.minutes, terms = EXCLUDED.terms,
        write_uid = EXCLUDED.write_uid, write_date = EXCLUDED.write_date
    RETURNING contact_key
"""
_START = """
    LEFT JOIN (
        SELECT contact_id, company_id, min(day)::date AS day
        FROM (%(query)s) own (contact_id, company_id, day)
        GROUP BY 1, 2
    ) %(name)s ON %(name)s.contact_id = pair.contact_id
        AND (%(name)s.company_id IS NULL OR %(name)s.company_id = pair.company_id)
"""
_COUNT = """
    %(value)s, CASE WHEN %(value)s > 0
        THEN floor(%(cap)s * LEAST(%(value)s, %(full)s) / %(full)s)::int ELSE 0
    END AS %(minutes)s
"""


def build_weighing(terms, starts, settings, scope, outsiders, today, now, uid):
    """Return the statement that computes the weight of customers, writes those that
    changed, and deletes those that are none any more. It returns the ids of the
    contacts of those that it wrote.

    :param terms: list of ``Term``
    :param starts: list of ``SQL``: contact, company or NULL in all rows, day
    :param settings: list of tuples: company id, then cap and full of each term
    :param scope: ``Scope``
    :param outsiders: ``SQL``, query of the contacts that are no customers
    :return: ``SQL``
    """
    names = [SQL.identifier(f"start_{number}") for number in range(len(starts))]
    return SQL(
        _WEIGH,
        contacts=scope.restrict("partner.id"),
        keys=scope.restrict("contact_key"),
        days=SQL(", ").join(SQL("%s.day", name) for name in names),
        starts=SQL(" ").join(
            SQL(_START, query=query, name=name)
            for query, name in zip(starts, names, strict=True)
        ),
        settings=SQL(", ").join(SQL("%s", row) for row in settings),
        outsiders=outsiders,
        uid=uid,
        now=now,
        **_build_columns(terms, scope, today),
    )


def _build_columns(terms, scope, today):
    """Return what the statement says of each term."""
    values = [
        SQL("%s AS %s", t.build_value(today), SQL.identifier(t.code)) for t in terms
    ]
    columns = [SQL("%s, %s", _name(t, "cap"), _name(t, "full")) for t in terms]
    return {
        "values": SQL(", ").join(values),
        "joins": SQL(" ").join(term.build_join(scope, today) for term in terms),
        "counts": SQL(", ").join(map(_build_count, terms)),
        "columns": SQL(", ").join(columns),
        "total": SQL(" + ").join(_name(term, "minutes") for term in terms),
        "terms": SQL(", ").join(map(_build_json, terms)),
    }


def _build_condition(name):
    name = SQL.identifier(name)
    return SQL(
        """
        %(name)s.contact_id = customer.contact_id
        AND (%(name)s.company_id IS NULL OR %(name)s.company_id = customer.company_id)
        """,
        name=name,
    )


def _build_count(term):
    return SQL(
        _COUNT,
        value=SQL.identifier(term.code),
        **{kind: _name(term, kind) for kind in ("cap", "full", "minutes")},
    )


def _build_json(term):
    """Return value and minutes of a term that counts, as text: to build JSON from
    values takes PostgreSQL twice as long.
    """
    return SQL(
        "CASE WHEN %(minutes)s > 0 THEN"
        " %(key)s || round(%(value)s) || ',' || %(minutes)s || ']' END",
        key=f'"{term.code}":[',
        value=SQL.identifier(term.code),
        minutes=_name(term, "minutes"),
    )


def _name(term, kind):
    return SQL.identifier(f"{term.code}_{kind}")
