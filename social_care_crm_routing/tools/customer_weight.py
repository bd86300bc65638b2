# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The priority term of the customer weight."""

from odoo.tools import SQL

from odoo.addons.social_care_routing.tools.priority import Term, Weight

# Of a ticket with conversations, the customer is who is proven to be talking there, in
# a stream of the stage Integrated; whom somebody chose by hand does not count. Of a
# call or mail it is the contact of the ticket. In SQL: one query for all items.
_WEIGHTS = """
    SELECT work.id, customer.minutes
    FROM social_care_work work
    JOIN helpdesk_ticket ticket ON ticket.id = work.ticket_id
    LEFT JOIN LATERAL (
        SELECT count(*) AS conversations,
            array_agg(profile.partner_id ORDER BY thread.waiting_since, thread.id)
                FILTER (WHERE profile.link_strength = 'proven'
                    AND stream.stage = 'integrated') AS contacts
        FROM social_care_thread thread
        LEFT JOIN social_care_profile profile ON profile.id = thread.profile_id
        LEFT JOIN social_care_mention mention ON mention.id = thread.last_mention_id
        LEFT JOIN social_care_stream stream ON stream.id = mention.stream_id
        WHERE thread.ticket_id = ticket.id
        HAVING count(*) > 0
    ) said ON TRUE
    JOIN res_partner contact ON contact.id = CASE
        WHEN said.conversations IS NULL THEN ticket.partner_id ELSE said.contacts[1] END
    JOIN social_care_customer customer
        ON customer.contact_key = contact.commercial_partner_id
        AND customer.company_id = ticket.company_id
    WHERE work.id = ANY(%s) AND customer.minutes > 0
"""
READ = (
    "helpdesk.ticket",
    "res.partner",
    "social.care.customer",
    "social.care.mention",
    "social.care.profile",
    "social.care.stream",
    "social.care.thread",
)


class CustomerWeight(Term):
    """The fact: weight of the customer, in minutes."""

    code = "customer"
    weights = (Weight("customer", lambda env: env._("Customer weight, at most"), 60),)

    def get_label(self, env):
        return env._("Customer weight")

    def read_facts(self, works, source):
        for name in READ:
            works.env[name].flush_model()
        works.env.cr.execute(SQL(_WEIGHTS, works.ids))
        return dict(works.env.cr.fetchall())

    def read_tested_fact(self, test):
        contacts = test.social_care_customer_id
        found = contacts._social_care_find_customers(test.company_id)
        customer = found.get(contacts.commercial_partner_id)
        return customer.minutes if customer else None

    def count_minutes(self, fact, weights, now):
        return min(fact, weights["customer"])
