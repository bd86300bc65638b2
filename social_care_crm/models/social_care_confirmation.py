# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, hmac

from odoo.addons.social_care.tools.token import hash_token, make_token

from ..tools.identity import is_role_address
from .social_care_link import PROVEN

VALID = {
    "one_time_link": timedelta(days=1),
    "address": timedelta(days=1),
    "undo": timedelta(days=30),
}
CONFIRM_PATH = "/social_care/confirm"
PATHS = {"one_time_link": "me", "address": "address", "undo": "undo"}
#: A person is asked this often in a day, a contact once in so many days.
MOST_PER_PROFILE, PROFILE_TERM = 3, timedelta(days=1)
CONTACT_TERM = timedelta(days=7)
KEPT = timedelta(days=60)


class SocialCareConfirmation(models.Model):
    """A link that a contact gets to say that a profile is theirs, or that it is not.

    The link has 128 random bits, of which a hash is stored. It can be used once, for a
    limited time. Opening it changes nothing.
    """

    _name = "social.care.confirmation"
    _description = "Confirmation by a Contact"
    _order = "id desc"

    profile_id = fields.Many2one(
        "social.care.profile", required=True, ondelete="cascade", index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        ondelete="cascade",
        index="btree_not_null",
        help="Empty in a one-time link until somebody signs in and confirms.",
    )
    company_id = fields.Many2one(related="profile_id.company_id")
    kind = fields.Selection(
        [
            ("one_time_link", "One-time link"),
            ("address", "Mail to the address on file"),
            ("undo", "Undo"),
        ],
        required=True,
    )
    token_hash = fields.Char(required=True)
    address_digest = fields.Char(
        help="Digest of the address that the link was sent to. The link ends when the "
        "contact gets another address."
    )
    expires_at = fields.Datetime(required=True)
    used_at = fields.Datetime()
    answer = fields.Selection([("yes", "Yes"), ("no", "No")])
    requested_by_id = fields.Many2one("res.users", ondelete="set null")

    _token_unique = models.UniqueIndex("(token_hash)")

    # -- asking ----------------------------------------------------------------

    @api.model
    def _make_one_time_link(self, profile):
        """Return the address at which a signed-in portal user confirms that a profile
        is theirs.

        :param profile: ``social.care.profile``
        :raise UserError: if the person was asked too often
        """
        self._lock(profile)
        self._check_profile(profile)
        return self._issue(profile, "one_time_link")

    @api.model
    def _ask_by_mail(self, profile, partner):
        """Ask a contact, at the address on file, whether a profile is theirs. The mail
        says nothing of the conversation.

        :param profile: ``social.care.profile``
        :param partner: ``res.partner``
        :raise UserError: with the reason, if the contact must not be asked
        """
        self._lock(profile, partner)
        profile._check_linkable(partner)
        self._check_profile(profile)
        refusal = self._get_refusal(profile, partner)
        if refusal:
            raise UserError(refusal)
        url = self._issue(profile, "address", partner)
        self._send_mail(profile, partner, "mail_address", url)

    def _lock(self, profile, partner=None):
        """Let two users who ask at the same time see each other: one of them begins
        anew, and sees what the other one asked. Raw SQL: an update that changes nothing
        conflicts, which a lock alone does not.
        """
        for record in (profile, partner):
            if record:
                self.env.cr.execute(
                    SQL(
                        "UPDATE %s SET write_date = write_date WHERE id = %s",
                        SQL.identifier(record._table),
                        record.id,
                    )
                )

    def _check_profile(self, profile):
        asked = self.sudo().search_count(
            [
                ("profile_id", "=", profile.id),
                ("kind", "!=", "undo"),
                ("create_date", ">", fields.Datetime.now() - PROFILE_TERM),
            ]
        )
        if asked >= MOST_PER_PROFILE:
            raise UserError(
                self.env._(
                    "This person was asked three times today. Try again tomorrow."
                )
            )

    @api.model
    def _get_refusal(self, profile, partner):
        """Explain why a contact must not be asked by mail.

        :return: str, '' if they may be asked
        """
        partner = partner.sudo()
        address = partner.email_normalized
        if not partner.active or not address:
            return self.env._("No email address on file.")
        if partner.social_care_do_not_contact:
            return self.env._("This contact does not want to be contacted.")
        if is_role_address(address):
            return self.env._("The address on file is a shared mailbox.")
        others = self.env["res.partner"].sudo()
        if others.search_count([("email_normalized", "=", address)], limit=2) > 1:
            return self.env._("Several contacts share the address on file.")
        if profile._has_rejected(partner):
            return self.env._("This contact was rejected before.")
        if self._find_recent(partner):
            return self.env._("This contact was asked within the last seven days.")
        return ""

    def _find_recent(self, partner):
        return self.sudo().search_count(
            [
                ("partner_id", "=", partner.id),
                ("kind", "=", "address"),
                ("create_date", ">", fields.Datetime.now() - CONTACT_TERM),
            ],
            limit=1,
        )

    def _issue(self, profile, kind, partner=None):
        """Create a link.

        :return: its address; nobody can read it again
        """
        token = make_token()
        self.sudo().create(
            {
                "profile_id": profile.id,
                "partner_id": partner and partner.id,
                "kind": kind,
                "token_hash": hash_token(token),
                "address_digest": partner and self._digest_address(partner),
                "expires_at": fields.Datetime.now() + VALID[kind],
                "requested_by_id": self.env.uid,
            }
        )
        return f"{profile.get_base_url()}{CONFIRM_PATH}/{PATHS[kind]}/{token}"

    def _digest_address(self, partner):
        address = partner.sudo().email_normalized or ""
        return hmac(self.env(su=True), self._name, address)

    # -- answering -------------------------------------------------------------

    @api.model
    def _find(self, token, kind):
        """Return the confirmation of a link that can still be used.

        :return: one record in sudo, or none, whatever is wrong
        """
        hashed = hash_token(token)
        row = self.sudo().search(
            [
                ("token_hash", "=", hashed),
                ("kind", "=", kind),
                ("used_at", "=", False),
                ("expires_at", ">", fields.Datetime.now()),
            ],
            limit=1,
        )
        return row if hashed and row and row._is_standing() else row.browse()

    def _is_standing(self):
        """Whether the link may be used: the person is not erased, and who is asked at
        the address on file still has it and belongs to the company. Undoing is possible
        for archived contacts.
        """
        if self.profile_id.erased:
            return False
        if self.kind != "address":
            return True
        partner = self.partner_id
        is_same = self._digest_address(partner) == self.address_digest
        return partner.active and is_same and self.profile_id._can_be_contact(partner)

    def _use(self, answer):
        """Use a link, which succeeds once. Raw SQL: atomic, so that of two requests at
        the same time one is refused.

        :param answer: ``yes`` or ``no``
        :return: whether this call used it
        """
        self.env.cr.execute(
            SQL(
                "UPDATE social_care_confirmation SET used_at = %(now)s, "
                "answer = %(answer)s WHERE id = %(id)s AND used_at IS NULL "
                "AND expires_at > %(now)s RETURNING id",
                now=fields.Datetime.now(),
                answer=answer,
                id=self.id,
            )
        )
        self.invalidate_recordset()
        return bool(self.env.cr.fetchone())

    def _answer(self, is_theirs, partner=None):
        """Apply what a contact answered.

        :param is_theirs: whether they say that the profile is theirs
        :param partner: ``res.partner`` who is signed in, for a one-time link
        :return: ``confirmed``, ``declined`` or ``undone``; ``other`` if the profile is
            proven to be somebody else's; '' if the link was not valid
        """
        if not self or not self._use("yes" if is_theirs else "no"):
            return ""
        if partner:
            self.partner_id = partner
        outcome = self._apply(is_theirs)
        self.profile_id._notify_conversations()
        return outcome

    def _apply(self, is_theirs):
        """Do what a contact answered.

        :return: as ``_answer``
        """
        if self.kind == "undo":
            self._undo()
            return "undone"
        if is_theirs:
            return self._confirm()
        if self.kind == "address":
            self._decline()
        return "declined"

    def _confirm(self):
        """Link the profile, unless it is proven to be somebody else's: then an agent
        decides. The contact gets a mail with which they can undo it.

        :return: as ``_answer``
        """
        profile, partner = self.profile_id, self.partner_id
        if profile.is_own or not profile._can_be_contact(partner):
            return ""
        if profile.link_strength == PROVEN and profile.partner_id != partner:
            profile._add_decision(partner, self.kind, "proposed")
            return "other"
        evidence = profile._add_decision(partner, self.kind)
        profile._link(partner, PROVEN, evidence, "contact")
        profile._get_open_evidence(partner)._decide("accepted")
        self._send_undo()
        return "confirmed"

    def _send_undo(self):
        profile, partner = self.profile_id, self.partner_id
        url = self._issue(profile, "undo", partner)
        self._send_mail(profile, partner, "mail_confirmed", url)

    def _decline(self):
        """The contact says that this is somebody else."""
        self.profile_id._reject_for_good(self.partner_id, self.kind)

    def _undo(self):
        """The contact says that what was confirmed in their name is wrong."""
        profile, partner = self.profile_id, self.partner_id
        link = profile._get_live_link()
        if link.partner_id == partner:
            link._end("undone")
        profile._reject_for_good(partner, "address")

    # -- mails -----------------------------------------------------------------

    def _send_mail(self, profile, partner, view, url):
        """Send a mail that is not kept: it has the link.

        :param view: name of the template
        """
        partner = partner.sudo()
        company = profile.company_id.sudo()
        language = partner.lang or self.env.lang
        localized = self.sudo().with_context(lang=language)
        body = localized.env["ir.qweb"]._render(
            f"social_care_crm.{view}",
            {
                "company": company,
                "network": localized._get_network_name(profile),
                "partner": partner,
                "url": url,
            },
            minimal_qcontext=True,
        )
        subjects = {
            "mail_address": localized.env._("Is this you?"),
            "mail_confirmed": localized.env._("Your profile was confirmed"),
        }
        mail = localized.env["mail.mail"].create(
            {
                "subject": f"{company.name}: {subjects[view]}",
                "email_from": company.email_formatted
                or self.env.user.sudo().email_formatted,
                "email_to": partner.email_formatted,
                "body_html": body,
                "auto_delete": True,
            }
        )
        mail.send_after_commit()

    def _get_network_name(self, profile):
        labels = dict(profile._fields["network"]._description_selection(self.env))
        return labels.get(profile.network, "")

    # -- personal data ---------------------------------------------------------

    def _export(self):
        """Return what the person may know: the contact may be somebody else."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return [
            {
                "at": row.create_date,
                "what": kinds[row.kind],
                "used_at": row.used_at or None,
                "answer": row.answer or None,
            }
            for row in self
        ]

    @api.autovacuum
    def _gc_old(self):
        """Delete confirmations that no throttle depends on any more."""
        self.sudo().search(
            [("create_date", "<", fields.Datetime.now() - KEPT)], limit=10_000
        ).unlink()
