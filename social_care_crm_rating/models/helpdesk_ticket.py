# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care.models.helpdesk_ticket import AGENT

STAR, NO_STAR = "★", "☆"


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    social_care_rating_request_ids = fields.One2many(
        "social.care.rating.request", "ticket_id", readonly=True, groups=AGENT
    )
    social_care_rating_summary = fields.Char(
        string="Rating by the customer",
        compute="_compute_social_care_rating_summary",
        groups=AGENT,
    )

    social_care_is_conversation = fields.Boolean(
        compute="_compute_social_care_is_conversation", groups=AGENT
    )
    # As the user: who may not read the conversation does not read what was said of it.
    rating_last_feedback = fields.Text(related_sudo=False)

    def _compute_percentage(self):
        """OCA asks for the ratings of each ticket. Most have none, as all new ones."""
        rated = self.filtered("rating_ids")
        (self - rated).positive_rate_percentage = -1
        return super(HelpdeskTicket, rated)._compute_percentage()

    def _compute_social_care_is_conversation(self):
        plain = self._social_care_filter_plain()
        for ticket in self:
            ticket.social_care_is_conversation = ticket not in plain

    @api.depends(
        "social_care_rating_request_ids.state", "social_care_rating_request_ids.stars"
    )
    @api.depends_context("uid")
    def _compute_social_care_rating_summary(self):
        """Searched and not read from the field: what one user may read would stay in
        the cache for all.
        """
        requests = self.env["social.care.rating.request"]
        newest = {}
        for request in requests.search([("ticket_id", "in", self.ids)], order="id"):
            newest[request.ticket_id] = request
        for ticket in self:
            request = newest.get(ticket._origin)
            summary = self._social_care_describe(request) if request else False
            ticket.social_care_rating_summary = summary

    def _social_care_describe(self, request):
        if request.state == "rated":
            stars = STAR * request.stars + NO_STAR * (5 - request.stars)
            return f"{stars} {request.comment or ''}".strip()
        fields_ = request._fields
        labels = dict(fields_["state"]._description_selection(self.env))
        reasons = dict(fields_["skip_reason"]._description_selection(self.env))
        reason = reasons.get(request.skip_reason)
        label = labels[request.state]
        return f"{label}: {reason}" if reason else label

    @api.private
    def init(self):
        """Give OCA's required choice a default in the database: tickets of the past
        are inserted by SQL, which knows no field of other addons.
        """
        result = super().init()
        self.env.cr.execute(
            "ALTER TABLE helpdesk_ticket"
            " ALTER COLUMN rating_status SET DEFAULT 'stage_change'"
        )
        return result

    # -- asking ----------------------------------------------------------------

    def _social_care_settle_mentions(self):
        """Ask the customers of closed tickets for ratings, some time later."""
        result = super()._social_care_settle_mentions()
        self.env["social.care.rating.request"].sudo()._schedule(self)
        return result

    def _social_care_reset_mentions(self):
        """Do not ask about tickets that were reopened."""
        result = super()._social_care_reset_mentions()
        requests = self.sudo().social_care_rating_request_ids
        requests._cancel("reopened")
        return result

    def _social_care_find_private_thread(self):
        """Return the private conversation on this ticket of whom it is about, the
        liveliest where there are several; none if they only wrote in public.
        """
        private = self.social_care_thread_ids.filtered(
            lambda t: (
                t.private
                and t.profile_id
                and not t.profile_id.is_own
                and not t.profile_id.erased
            )
        )
        opener = self.social_care_thread_ids.sorted("id")[:1].profile_id
        own = private.filtered(lambda t: t.profile_id == opener)
        return (own or private).sorted("last_mention_at")[-1:]

    def _social_care_is_upset(self):
        """Hook: whether the customer is angry or the matter urgent, so that a request
        for a rating would be an insult.

        Addons that judge messages extend it.
        """
        self.ensure_one()
        return False

    # -- Odoo's own ways to a rating -------------------------------------------

    def _send_ticket_rating_mail(self, force_send=False):
        """Tickets with a conversation have a way of their own. A mail to the contact
        would contain Odoo's token, which every employee can read.
        """
        plain = self._social_care_filter_plain()
        return super(HelpdeskTicket, plain)._send_ticket_rating_mail(force_send)

    @api.private
    def rating_send_request(self, *args, **kwargs):
        """Send no mail for tickets with a conversation."""
        if not self._social_care_filter_plain():
            return None
        return super().rating_send_request(*args, **kwargs)

    def _social_care_filter_plain(self):
        """Return the tickets without a conversation."""
        return self.filtered(lambda ticket: not ticket.sudo().social_care_thread_ids)

    # -- bad ratings -----------------------------------------------------------

    def _social_care_follow_bad_rating(self, stars):
        """Do what the team wants after a bad rating."""
        action = self.team_id.social_care_bad_rating
        if action == "none":
            return
        people = None
        if action == "reopen" and self.closed and self.active:
            self._social_care_reopen()
        else:
            people = self.company_id._social_care_get_supervisors().partner_id
        self._social_care_notify(
            self.env._("The customer rated the service with %s of 5 stars", stars),
            people,
        )
