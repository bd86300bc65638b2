# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.social_care.tools.text import get_web_link, make_storable
from odoo.addons.social_care.tools.token import hash_token

LONGEST_COMMENT = 2000
BEST, GOOD, BAD = 5, 4, 2


class SocialCareRatingAnswer(models.AbstractModel):
    """Methods of the rating page: find a request by its link, and accept one rating."""

    _name = "social.care.rating.answer"
    _description = "Answer to a Rating Request"

    @api.model
    def _find_by_token(self, token, user):
        """Return the request of a link that can still be used.

        :param token: secret of the link, as anybody may send it
        :param user: ``res.users`` who opens it, also the public user
        :return: one request in sudo, or none, whatever is wrong
        """
        hashed = hash_token(token)
        found = self.sudo().search([("token_hash", "=", hashed)], limit=1)
        is_usable = hashed and found and found._is_usable() and found._is_for(user)
        return found if is_usable else found.browse()

    def _is_usable(self):
        """Whether it may be answered. A copied database takes nothing."""
        return (
            self.state in ("sending", "sent")
            and self.expires_at > fields.Datetime.now()
            and self.account_id.can_publish
            and not self.profile_id.erased
        )

    def _is_for(self, user):
        """Whether somebody may answer: neither an employee, nor a portal user who is
        known to be somebody else.
        """
        if user._is_public():
            return True
        customer = self.profile_id._get_customer().commercial_partner_id
        own = user.partner_id.commercial_partner_id
        return user._is_portal() and (not customer or customer == own)

    def _answer(self, stars, comment):
        """Take a rating.

        :param stars: int from 1 to 5
        :param comment: text of the customer
        :return: whether the link was still valid
        """
        if not self._use(stars):
            return False
        self.rating_id = self.env["rating.rating"]._social_care_create(
            self, stars, make_storable(comment[:LONGEST_COMMENT]).strip()
        )
        ticket = self.ticket_id
        ticket._message_log(
            body=self.env._(
                "The customer rated the service: %(stars)s of %(most)s stars.",
                stars=stars,
                most=BEST,
            )
        )
        if stars <= BAD:
            ticket._social_care_follow_bad_rating(stars)
        self.thread_id._notify_changed()
        return True

    def _use(self, stars):
        """Use the link, which succeeds once. Raw SQL: atomic, so that of two requests
        at the same time one is refused.
        """
        self.env.cr.execute(
            SQL(
                "UPDATE social_care_rating_request SET state = 'rated', "
                "rated_at = %(now)s, stars = %(stars)s, answer_rate = 100, "
                "sent_at = COALESCE(sent_at, %(now)s), key = NULL, token_hash = NULL "
                "WHERE id = %(id)s AND state IN ('sending', 'sent') "
                "AND expires_at > %(now)s RETURNING id",
                now=fields.Datetime.now(),
                stars=stars,
                id=self.id,
            )
        )
        is_used = bool(self.env.cr.fetchone())
        self.invalidate_recordset()
        return is_used

    def _get_review(self):
        """Return where a satisfied customer may write a public review.

        :return: dict with ``url`` and ``text``; empty if nobody asks for it
        """
        company = self.company_id
        url = get_web_link(company.social_care_review_url or "")
        if self.stars < GOOD or not url:
            return {}
        words = company.social_care_review_text
        return {"url": url, "text": words or self.env._("Write a public review")}
