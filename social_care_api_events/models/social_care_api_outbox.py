# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import uuid
from collections import defaultdict
from functools import partial

from psycopg2.extras import Json, execute_values

from odoo import SUPERUSER_ID, api, fields, models, tools
from odoo.modules.registry import Registry
from odoo.tools import SQL
from odoo.tools.sql import table_exists

WAKING = "social_care_api_events.waking"

# SQL: subscriptions that are told, with the users and companies that they need.
_WANTED = """
    SELECT subscription.company_id, kind.code, subscription.id
    FROM social_care_api_subscription subscription
    JOIN social_care_api_subscription_type_rel chosen
        ON chosen.subscription_id = subscription.id
    JOIN social_care_api_event_type kind ON kind.id = chosen.type_id
    JOIN res_users ON res_users.id = subscription.user_id AND res_users.active
    JOIN res_company_users_rel own ON own.user_id = res_users.id
        AND own.cid = subscription.company_id
    WHERE subscription.active AND subscription.state != 'off'
        AND subscription.database_uuid = %(uuid)s
    ORDER BY subscription.id
"""
# SQL: one statement for all rows. It leaves out subscriptions that were deleted or
# switched off since the cache was filled.
_INSERT = """
    INSERT INTO social_care_api_delivery (
        subscription_id, type, subject, ticket_id, data, key, happened_at, next_try_at,
        state, attempts
    )
    SELECT subscription.id, told.type, told.subject, told.ticket_id, told.data,
        told.key, told.at, told.at,
        CASE WHEN coalesce(subscription.url, '') = '' THEN 'kept' ELSE 'waiting' END, 0
    FROM (VALUES %s) told (
        place, subscription_id, type, subject, ticket_id, data, key, at
    )
    JOIN social_care_api_subscription subscription
        ON subscription.id = told.subscription_id
        AND subscription.active AND subscription.state != 'off'
    ORDER BY told.place
    RETURNING subscription_id
"""
_ROW = "(%s, %s, %s, %s, %s::int, %s::jsonb, %s, %s::timestamp)"


class SocialCareApiOutbox(models.AbstractModel):
    """Writes what happened for those who want to be told, in the transaction in which
    it happened. Nothing is sent from here.
    """

    _name = "social.care.api.outbox"
    _description = "Outbox of Events"

    # -- who wants what --------------------------------------------------------

    @api.model
    @tools.ormcache()
    def _get_wanted(self):
        """:return: {company ID: {code of a type: (IDs of subscriptions)}}"""
        wanted = defaultdict(lambda: defaultdict(tuple))
        uuid_here = self.env["social.care.account"]._get_database_uuid()
        self.env["social.care.api.subscription"].flush_model()
        self.env["res.users"].flush_model(["active", "company_ids"])
        self.env.cr.execute(SQL(_WANTED, uuid=uuid_here))
        for company_id, code, subscription_id in self.env.cr.fetchall():
            wanted[company_id][code] += (subscription_id,)
        return {company_id: dict(codes) for company_id, codes in wanted.items()}

    @api.model
    def _is_wanted(self, codes):
        """Whether a subscription of any company wants one of these types. Costs no
        query, so that the work of agents costs nothing where nobody is told.
        """
        return any(not told.keys().isdisjoint(codes) for told in self._list_wanted())

    @api.model
    def _list_wanted(self):
        return self.sudo()._get_wanted().values()

    @api.model
    def _forget_wanted(self):
        """Ask again who wants what: now, and when others see what changed."""
        registry = self.env.registry
        registry.clear_cache()
        self.env.cr.postcommit.add(registry.clear_cache)

    # -- writing ---------------------------------------------------------------

    @api.model
    def _tell(self, happenings):
        """Write what happened for the subscriptions that want it.

        :param happenings: list of ``tools.happening.Happening``, in their order
        """
        wanted = self.sudo()._get_wanted()
        self._insert(
            [
                (subscription_id, happening)
                for happening in happenings
                for subscription_id in wanted.get(happening.company_id, {}).get(
                    happening.type, ()
                )
            ]
        )

    @api.model
    def _insert(self, told):
        """Write events for subscriptions, whatever types they want.

        :param told: list of (ID of a subscription, ``tools.happening.Happening``)
        """
        if not told:
            return
        subscriptions = self.env["social.care.api.subscription"]
        subscriptions.flush_model(["active", "state", "url"])
        now = fields.Datetime.now()
        rows = [
            (place, *self._make_row(subscription_id, happening, now))
            for place, (subscription_id, happening) in enumerate(told)
        ]
        returned = execute_values(
            self.env.cr._obj, _INSERT, rows, _ROW, page_size=len(rows), fetch=True
        )
        self._wake({row[0] for row in returned})

    def _make_row(self, subscription_id, happening, now):
        # As the answers of the API: what is missing is left out.
        known = {
            key: value for key, value in happening.data.items() if value is not None
        }
        return (
            subscription_id,
            happening.type,
            happening.subject,
            happening.ticket_id or None,
            Json(known),
            uuid.uuid4().hex,
            now,
        )

    @api.model
    def _wake(self, subscription_ids):
        """Have the pumps of subscriptions look once this transaction has committed."""
        waking = self.env.cr.postcommit.data.setdefault(WAKING, set())
        if not waking and subscription_ids:
            wake = partial(_enqueue_pumps, self.env.cr.dbname, waking)
            self.env.cr.postcommit.add(wake)
        waking |= subscription_ids


def _enqueue_pumps(dbname, subscription_ids):
    """Add the jobs in a transaction of their own: a pending job that has not begun
    sees all that is committed, so one is enough.
    """
    ids = sorted(subscription_ids)
    with Registry(dbname).cursor() as cr:
        if table_exists(cr, "social_care_api_subscription"):
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["social.care.api.subscription"].browse(ids).exists()._wake()
