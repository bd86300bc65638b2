# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from functools import partial

from odoo import fields, models
from odoo.tools import SQL

# Campaign, source and medium of a link reach an order only by the cookie of Odoo's own
# shop; the medium is that of links in replies alone. Of all other orders nobody knows
# whether the click led to them: they came soon after it, and no more is said.
_QUERY = """
    WITH click AS (
        SELECT click.id, date_trunc('second', click.create_date) AS clicked_at,
            link.source_id, link.campaign_id, reply.id AS reply_id,
            reply.account_id, reply.user_id, reply.company_id,
            contact.commercial_partner_id AS customer_id
        FROM link_tracker_click click
        JOIN link_tracker link ON link.id = click.link_id
        JOIN social_care_reply reply ON reply.id = link.social_care_reply_id
        JOIN social_care_thread thread ON thread.id = reply.thread_id
        LEFT JOIN social_care_mention mention ON mention.id = reply.mention_id
        JOIN social_care_profile profile
            ON profile.id = COALESCE(mention.profile_id, thread.profile_id)
            AND profile.link_strength = 'proven'
        JOIN res_partner contact ON contact.id = profile.partner_id
        WHERE reply.id IN %(replies)s
    ),
    influence AS (
        SELECT DISTINCT ON (sale.id) sale.id AS order_id, click.*
        FROM click
        JOIN res_partner buyer ON buyer.commercial_partner_id = click.customer_id
        JOIN res_company company ON company.id = click.company_id
        JOIN sale_order sale ON sale.partner_id = buyer.id
            AND sale.company_id = click.company_id AND sale.state = 'sale'
            AND sale.date_order BETWEEN click.clicked_at AND click.clicked_at
                + make_interval(days => company.social_care_influence_days)
        WHERE sale.medium_id IS DISTINCT FROM %(medium)s
            OR (sale.source_id, sale.campaign_id)
                IS NOT DISTINCT FROM (click.source_id, click.campaign_id)
        ORDER BY sale.id, click.clicked_at DESC, click.id DESC
    )
    SELECT sale.id, sale.id AS order_id, sale.partner_id, sale.company_id,
        company.currency_id, sale.date_order,
        CASE WHEN sale.medium_id = %(medium)s THEN 'click'
            ELSE 'influenced' END AS kind,
        CASE WHEN sale.medium_id = %(medium)s THEN sale.source_id
            ELSE influence.source_id END AS source_id,
        CASE WHEN sale.medium_id = %(medium)s THEN sale.campaign_id
            ELSE influence.campaign_id END AS campaign_id,
        influence.reply_id, influence.account_id, influence.user_id,
        influence.clicked_at,
        extract(epoch FROM sale.date_order - influence.clicked_at) / 86400 AS days,
        1 AS order_count,
        sale.amount_untaxed / COALESCE(NULLIF(sale.currency_rate, 0), 1) AS amount
    FROM sale_order sale
    JOIN res_company company ON company.id = sale.company_id
    LEFT JOIN influence ON influence.order_id = sale.id
    WHERE sale.state = 'sale' AND sale.id IN %(orders)s AND sale.id IN (
        SELECT order_id FROM influence
        UNION ALL SELECT id FROM sale_order WHERE medium_id = %(medium)s
    )
"""


class SocialCareOrderReport(models.Model):
    """Confirmed orders after clicks on links in replies, each once.

    Nothing is stored: who ends the link to a contact, erases a person or deletes a
    reply takes away what rests on it. The table of a user has only orders and replies
    that this user may read, whatever the rules of both are.
    """

    _name = "social.care.order.report"
    _description = "Social Care Orders after Clicks"
    _auto = False
    _order = "date_order desc, id desc"
    _rec_name = "order_id"
    _depends = {
        "link.tracker": ["social_care_reply_id", "source_id", "campaign_id"],
        "link.tracker.click": ["link_id", "create_date"],
        "res.company": ["currency_id", "social_care_influence_days"],
        "res.partner": ["commercial_partner_id"],
        "sale.order": [
            "amount_untaxed",
            "campaign_id",
            "company_id",
            "currency_rate",
            "date_order",
            "medium_id",
            "partner_id",
            "source_id",
            "state",
        ],
        "social.care.mention": ["profile_id"],
        "social.care.profile": ["link_strength", "partner_id"],
        "social.care.reply": [
            "account_id",
            "company_id",
            "mention_id",
            "thread_id",
            "user_id",
        ],
        "social.care.thread": ["profile_id"],
    }

    kind = fields.Selection(
        [("click", "By click"), ("influenced", "Influenced")],
        string="How",
        readonly=True,
        help="By click: the order carries the campaign data of a link in a reply, as "
        "Odoo's own shop takes them from the visitor's cookie. Influenced: a link was "
        "sent to a customer who is proven to be a contact, it was clicked, and the "
        "customer ordered within the days of the settings. The link need not be the "
        "reason.",
    )
    order_id = fields.Many2one("sale.order", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    date_order = fields.Datetime(string="Ordered on", readonly=True)
    clicked_at = fields.Datetime(
        string="Last click",
        readonly=True,
        help="The last click before the order on a link in a reply to the customer.",
    )
    days = fields.Float(
        string="Days from click to order", readonly=True, aggregator="avg"
    )
    reply_id = fields.Many2one("social.care.reply", readonly=True)
    account_id = fields.Many2one("social.care.account", readonly=True)
    user_id = fields.Many2one("res.users", string="Agent", readonly=True)
    source_id = fields.Many2one("utm.source", string="Network", readonly=True)
    campaign_id = fields.Many2one("utm.campaign", readonly=True)
    order_count = fields.Integer(string="Orders", readonly=True)
    amount = fields.Monetary(string="Untaxed amount", readonly=True)

    @property
    def _table_query(self):
        medium = self.env.ref(
            "social_care_link_tracker.utm_medium_reply", raise_if_not_found=False
        )
        return SQL(
            _QUERY,
            medium=medium.id if medium else 0,
            orders=self._select_readable("sale.order"),
            replies=self._select_readable("social.care.reply"),
        )

    def _select_readable(self, name):
        """Return the subquery of the records of a model that the user may read."""
        records = self.env[name].with_context(active_test=False)
        is_readable = records.has_access("read")
        query = records._search([]) if is_readable else records.browse()._as_query()
        return query.subselect()

    def _check_access(self, operation):
        """Refuse rows that are in memory because somebody else may read them."""
        refused = super()._check_access(operation)
        if refused or not self:
            return refused
        hidden = self - self.search([("id", "in", self.ids)])
        error = partial(self.env["ir.rule"]._make_access_error, operation, hidden)
        return (hidden, error) if hidden else None
