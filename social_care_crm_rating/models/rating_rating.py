# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

# Only our own code has this object: a context that comes over RPC cannot contain it.
_PAGE = object()
_KEY = "social_care_rating_page"
# What a rating is of, and whose it is.
_MOVING = frozenset(
    ("res_id", "res_model_id", "social_care_thread_id", "social_care_profile_id")
)


class RatingRating(models.Model):
    """The rating of a ticket with a conversation is written by the page alone. Others
    could rate themselves: Odoo lets every employee read tokens and write ratings.
    """

    _inherit = "rating.rating"

    social_care_thread_id = fields.Many2one(
        "social.care.thread",
        string="Conversation",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        help="Who may read it may read the rating.",
    )
    social_care_profile_id = fields.Many2one(
        "social.care.profile",
        string="Rated by",
        readonly=True,
        ondelete="cascade",
    )

    _social_care_timeline_idx = models.Index(
        "(partner_id, COALESCE(rated_on, write_date) DESC, id DESC)"
        " WHERE partner_id IS NOT NULL"
    )
    _social_care_profile_idx = models.Index(
        "(social_care_profile_id, COALESCE(rated_on, write_date) DESC, id DESC)"
        " WHERE social_care_profile_id IS NOT NULL"
    )

    @api.depends("social_care_thread_id")
    def _compute_res_name(self):
        """Name a ticket with a conversation by its number: its title quotes the
        customer.
        """
        result = super()._compute_res_name()
        tickets = self.env["helpdesk.ticket"].sudo()
        for rating in self.filtered("social_care_thread_id"):
            rating.res_name = tickets.browse(rating.res_id).number
        return result

    @api.model_create_multi
    def create(self, vals_list):
        ratings = super().create(vals_list)
        ratings._social_care_check_page()
        return ratings

    def write(self, vals):
        """Check the records that ratings are moved away from and to."""
        self._social_care_check_page()
        result = super().write(vals)
        if _MOVING & vals.keys():
            self._social_care_check_page()
        return result

    def unlink(self):
        """Nobody deletes such a rating; it goes with its ticket."""
        if not self.env.su:
            self._social_care_check_page()
        return super().unlink()

    def _social_care_check_page(self):
        """Check that it is the page of the rating that changes ratings of tickets with
        a conversation, and those of people who wrote to us, superusers included: Odoo's
        own pages and messages act as one.

        :raise AccessError: otherwise
        """
        if self.env.context.get(_KEY) is _PAGE:
            return
        rated = self.filtered(lambda r: r.res_model == "helpdesk.ticket")
        is_social = any(
            rating.social_care_thread_id or rating.social_care_profile_id
            for rating in self.sudo()
        )
        if is_social or rated._social_care_find_conversations():
            raise AccessError(
                self.env._(
                    "Only the customer rates a ticket with a conversation, on the page "
                    "that they were sent."
                )
            )

    def _social_care_find_conversations(self):
        threads = self.env["social.care.thread"].sudo()
        ids = self.mapped("res_id")
        return ids and threads.search([("ticket_id", "in", ids)], limit=1)

    @api.model
    def _social_care_create(self, request, stars, comment):
        """Create the rating of a request.

        :param request: ``social.care.rating.request``
        :param stars: int from 1 to 5
        :param comment: str
        :return: the rating. It has no token: Odoo's own page would take a second
            answer.
        """
        page = self.sudo().with_context(**{_KEY: _PAGE})
        rating = page.create(
            {
                "res_model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                "res_id": request.ticket_id.id,
                "social_care_thread_id": request.thread_id.id,
                "social_care_profile_id": request.profile_id.id,
                "partner_id": request.profile_id._get_customer().id,
                "rated_partner_id": request.user_id.partner_id.id,
                "access_token": False,
            }
        )
        # As Odoo does: figures of the ticket are read from the table when it is rated.
        page.browse(rating.id).write(
            {"rating": stars, "feedback": comment or False, "consumed": True}
        )
        return rating.with_env(self.env)

    @api.model
    def _social_care_follow_customers(self, profiles):
        """Set the contact of ratings to the proven contact of their author.

        :param profiles: ``social.care.profile`` whose link changed
        """
        page = self.sudo().with_context(**{_KEY: _PAGE})
        found = page.search([("social_care_profile_id", "in", profiles.ids)])
        for profile, ratings in found.grouped("social_care_profile_id").items():
            customer = profile._get_customer()
            ratings.filtered(
                lambda rating, customer=customer: rating.partner_id != customer
            ).write({"partner_id": customer.id})

    def _social_care_erase(self):
        """Erase comment and contact. The stars stay, and when they were given."""
        for rating in self.sudo().with_context(**{_KEY: _PAGE}):
            given_at = rating.rated_on
            rating.write({"feedback": False, "partner_id": False})
            rating.rated_on = given_at
