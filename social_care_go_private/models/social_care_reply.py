# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.social_care.models.social_care_account_calls import BUSY_SECONDS
from odoo.addons.social_care.models.social_care_reply_checks import ON_NETWORK
from odoo.addons.social_care.tools.errors import Rejected
from odoo.addons.social_care.tools.secret_links import reveal

from ..tools.link import PATH

SWEPT = 100


class SocialCareReply(models.Model):
    """A private message leads and the public line follows: the line tells the customer
    to look, so it goes out once the network has the message. Approval, undo and
    cancellation of the message are those of both.
    """

    _inherit = "social.care.reply"

    leader_id = fields.Many2one(
        "social.care.reply",
        string="Follows",
        readonly=True,
        copy=False,
        ondelete="cascade",
        index="btree_not_null",
        help="The private message after which this public line is sent.",
    )
    follower_ids = fields.One2many("social.care.reply", "leader_id", readonly=True)
    public_line = fields.Text(compute="_compute_public_line")
    private_form_ids = fields.One2many(
        "social.care.private.form", "reply_id", readonly=True, groups=fields.NO_ACCESS
    )
    private_mail_id = fields.Many2one(
        "mail.message", string="Sent as email", readonly=True, copy=False
    )

    @api.depends("follower_ids.text")
    def _compute_public_line(self):
        for reply in self:
            reply.public_line = reply.follower_ids[:1].text

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            self.sudo().private_form_ids._follow_reply()
        if vals.get("state") in ("cancelled", *ON_NETWORK):
            for follower in self.follower_ids:
                follower._note_leader()
        return result

    # -- message and line ------------------------------------------------------

    def _note_leader(self):
        """The message of this public line was published or cancelled."""
        if self.state == "draft" and self.leader_id.state == "cancelled":
            self.state = "cancelled"
        elif self.state == "draft":
            self._enqueue_following()

    def _enqueue_following(self):
        self.with_delay(
            priority=self._get_job_priority(),
            identity_key=f"social_care.reply.{self.id}.follow",
            description=self.env._("Public line on %s", self.account_id.name),
        )._follow_leader()

    def _follow_leader(self):
        """Job: queue the public line once its message is on the network.

        :raise RetryableJobError: while another reply is on its way in the conversation
        """
        if self.state != "draft" or self.leader_id.state not in ON_NETWORK:
            return
        in_flight = [
            ("thread_id", "=", self.thread_id.id),
            ("state", "in", ("queued", "sending", "unknown")),
        ]
        if self.search_count(in_flight, limit=1):
            words = "Another reply is being sent"
            raise RetryableJobError(words, BUSY_SECONDS, ignore_retry=True)
        self.write({"state": "queued", "sent_by_id": self.leader_id.sent_by_id.id})
        self._enqueue()
        self.thread_id._notify_changed()

    @api.model
    def _cron_sweep(self):
        result = super()._cron_sweep()
        left = [("state", "=", "draft"), ("leader_id.state", "in", ON_NETWORK)]
        for reply in self.search(left, limit=SWEPT):
            reply._enqueue_following()
        return result

    def _explain_approval(self):
        """One of both that needs approval holds both. A text that is only tried
        (``new``) is judged alone.
        """
        reason = super()._explain_approval()
        if reason or self._origin != self:
            return reason
        lines = self.sudo().follower_ids.filtered(lambda r: r.state == "draft")
        return next(filter(None, (line._explain_approval() for line in lines)), "")

    def _approve(self):
        result = super()._approve()
        if self.follower_ids:
            self.follower_ids.approved_by_id = self.approved_by_id
        return result

    def _send_or_ask(self):
        result = super()._send_or_ask()
        if self.follower_ids and self.approved_by_id:
            self.follower_ids.approved_by_id = self.approved_by_id
        return result

    # -- checks ----------------------------------------------------------------

    def _check_sendable(self):
        """A line does not go before its message, and not without its link."""
        result = super()._check_sendable()
        if self.leader_id and self.leader_id.state not in ON_NETWORK:
            raise UserError(
                self.env._("The public line is sent once the private message is.")
            )
        form = self.sudo().private_form_ids[:1]
        if form and not form.key:
            raise UserError(
                self.env._("The link to the private form has ended. Go private again.")
            )
        if form and form._get_link() not in self.text:
            raise UserError(
                self.env._("The link to the private form is missing in the text.")
            )
        return result

    def _get_secret_links(self):
        forms = self.sudo().private_form_ids
        return super()._get_secret_links() | {form._get_link() for form in forms}

    def _get_text_to_publish(self):
        text = super()._get_text_to_publish()
        form = self.sudo().private_form_ids[:1]
        if not form:
            return text
        if not form.key:
            raise Rejected(self.env._("The link to the private form has ended."))
        return reveal(text, PATH, form._get_token())

    def _release_draft(self, user):
        """The next line gets a link of its own."""
        draft = super()._release_draft(user)
        for link in self._get_secret_links():
            draft["body"] = draft["body"].replace(link, "").strip()
        return draft

    def _get_panel_values(self):
        form = self.sudo().private_form_ids[:1]
        return {
            **super()._get_panel_values(),
            "leader_state": self.leader_id.state or "",
            "has_follower": bool(self.follower_ids),
            "private_form": form._get_panel_values() if form else False,
        }

    def _delete_published(self):
        """A link that stands nowhere any more ends."""
        result = super()._delete_published()
        if self.published_mention_id.deleted_at:
            self.sudo().private_form_ids._end("cancelled")
        return result
