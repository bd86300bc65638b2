# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets
from base64 import urlsafe_b64encode

from odoo import api, fields, models
from odoo.tools import hmac

from odoo.addons.social_care.models.social_care_reply_checks import ON_NETWORK
from odoo.addons.social_care.tools.secret_links import MASK
from odoo.addons.social_care.tools.token import hash_token

from ..tools.link import PATH

GC_BATCH = 500


class SocialCarePrivateForm(models.Model):
    """A one-time link to a form on which a customer goes on in private.

    The link stands in a public post, so that anybody may open it: it shows nothing but
    the name of the company, and the first message through it ends it. Its secret is
    made from the key of this row and that of the database when the post is published;
    afterwards, only its hash is left.
    """

    _name = "social.care.private.form"
    _inherit = ["social.care.private.form.answer"]
    _description = "Private Form"
    _order = "id desc"
    _rec_name = "state"

    thread_id = fields.Many2one(
        "social.care.thread",
        string="Public conversation",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    mention_id = fields.Many2one(
        "social.care.mention", required=True, readonly=True, ondelete="cascade"
    )
    reply_id = fields.Many2one(
        "social.care.reply",
        string="Public line",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    profile_id = fields.Many2one(
        "social.care.profile",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    account_id = fields.Many2one(related="thread_id.account_id", store=True, index=True)
    company_id = fields.Many2one(related="thread_id.company_id", store=True)
    state = fields.Selection(
        [
            ("waiting", "Not sent yet"),
            ("sent", "Sent"),
            ("used", "Used"),
            ("expired", "Expired"),
            ("cancelled", "Ended"),
        ],
        required=True,
        readonly=True,
        default="waiting",
    )
    sent_at = fields.Datetime(readonly=True)
    opened_at = fields.Datetime(
        readonly=True, help="When a browser first showed the form."
    )
    used_at = fields.Datetime(readonly=True)
    expires_at = fields.Datetime(required=True, readonly=True)
    email = fields.Char(readonly=True, help="Address that was left on the form.")
    file_ids = fields.One2many("social.care.private.file", "form_id", readonly=True)
    event_id = fields.Many2one(
        "social.care.event", readonly=True, ondelete="set null", index="btree_not_null"
    )
    key = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    token_hash = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    answer_hash = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)

    _token_unique = models.UniqueIndex("(token_hash)")
    _expiry_idx = models.Index("(expires_at) WHERE state = 'sent'")

    # -- the link --------------------------------------------------------------

    @api.model
    def _issue(self, reply):
        """Create the form of a public line.

        :param reply: ``social.care.reply`` whose text has the link of this database
        """
        form = self.create(
            {
                "thread_id": reply.thread_id.id,
                "mention_id": reply.mention_id.id,
                "reply_id": reply.id,
                "profile_id": reply.mention_id.profile_id.id,
                "expires_at": reply.account_id._get_private_link_expiry(),
                "key": secrets.token_hex(16),
            }
        )
        form.token_hash = hash_token(form._get_token())
        return form

    @api.model
    def _get_link(self):
        """Return the link to the page, with its secret masked."""
        return f"{self.get_base_url()}{PATH}{MASK}"

    def _get_token(self):
        """Return the secret of the link: 128 bits, made from the key of the database
        and of this row. It is the same whenever the line is published again.
        """
        digest = hmac(self.env(su=True), self._name, (self.id, self.key))
        return urlsafe_b64encode(bytes.fromhex(digest)[:16]).decode().rstrip("=")

    # -- what becomes of it ----------------------------------------------------

    def _follow_reply(self):
        """Follow the state of the public line."""
        for form in self:
            state = form.reply_id.state
            if state == "cancelled" or (state == "failed" and form.state == "sent"):
                form._end("cancelled")
            elif state in ON_NETWORK and form.state == "waiting":
                form._note_sent()

    def _note_sent(self):
        """The link is in public now, and nobody has to know its secret any more. It
        replaces earlier ones.
        """
        self._find_earlier()._end("cancelled")
        self.write(
            {
                "state": "sent",
                "sent_at": fields.Datetime.now(),
                "expires_at": self.account_id._get_private_link_expiry(),
                "key": False,
            }
        )

    def _find_earlier(self):
        return self.search(
            [
                ("thread_id", "=", self.thread_id.id),
                ("profile_id", "=", self.profile_id.id),
                ("state", "=", "sent"),
                ("id", "<", self.id),
            ]
        )

    def _end(self, state):
        """End links that were not used.

        :param state: ``cancelled`` or ``expired``
        """
        open_forms = self.filtered(lambda form: form.state in ("waiting", "sent"))
        open_forms.write({"state": state, "key": False, "token_hash": False})

    def _get_panel_values(self):
        """Return what the conversation shows of the link."""
        is_over = self.state == "sent" and self.expires_at <= fields.Datetime.now()
        return {
            "state": "expired" if is_over else self.state,
            "opened_at": fields.Datetime.to_string(self.opened_at),
            "used_at": fields.Datetime.to_string(self.used_at),
            "expires_at": fields.Datetime.to_string(self.expires_at),
        }

    # -- personal data ---------------------------------------------------------

    def _export(self):
        """Return what the person may know. What they wrote is among their messages."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        return [
            {
                "sent_at": form.sent_at or None,
                "used_at": form.used_at or None,
                "state": labels[form.state],
                "email": form.email or None,
            }
            for form in self
        ]

    def _erase(self):
        """Erase the address and files, and what was not read yet; open links end."""
        self._end("cancelled")
        self._forget()
        self.event_id.filtered(lambda event: event.state == "new").unlink()

    def _forget(self):
        self.file_ids.unlink()
        self.write({"email": False, "token_hash": False, "answer_hash": False})
        threads = self.env["social.care.thread"]
        replies = threads.search([("private_form_id", "in", self.ids)]).reply_ids
        replies.private_mail_id._social_care_forget_address()

    @api.autovacuum
    def _gc_old(self):
        """Expire links, and erase what is older than the retention of its account, in
        batches.

        :return: (number of forms, whether more are left)
        """
        over = [("state", "=", "sent"), ("expires_at", "<", fields.Datetime.now())]
        expired = self.search(over, limit=GC_BATCH)
        expired._end("expired")
        old = self.env["social.care.account"]._get_retention_domain("create_date")
        kept = self.search([*old, ("email", "!=", False)], limit=GC_BATCH)
        kept._forget()
        found = (expired, kept)
        return sum(map(len, found)), any(len(some) == GC_BATCH for some in found)
