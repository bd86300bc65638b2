# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import logging
from base64 import b64encode

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import split_every
from odoo.tools.image import ImageProcess, image_apply_opt

from ..tools.errors import ConnectorError
from ..tools.pace import Pace
from ..tools.text import get_web_link, make_storable, remove_unseen, shorten
from ..tools.unaccent import ensure_unaccent
from .social_care_profile_erasure import GC_BATCH, GC_SECONDS

_logger = logging.getLogger(__name__)

AVATAR_SIZE = 256
AVATARS_PER_JOB, AVATAR_SECONDS = 10, 20
LONGEST_NAME = 200


class SocialCareProfile(models.Model):
    """A person on a network, as one company knows them."""

    _name = "social.care.profile"
    _inherit = ["avatar.mixin", "social.care.profile.erasure"]
    _description = "Social Care Profile"
    _avatar_name_field = "display_name"
    _order = "name, id"
    _rec_names_search = ["name", "handle"]

    scope = fields.Char(required=True, readonly=True)
    network = fields.Selection(
        selection=lambda self: self.env["social.care.connector"]._list_networks(),
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    external_id = fields.Char(string="Network's ID", required=True, readonly=True)
    handle = fields.Char(readonly=True, index="trigram")
    name = fields.Char(readonly=True, index="trigram")
    url = fields.Char(readonly=True)
    avatar_url = fields.Char(readonly=True)
    followers = fields.Integer(readonly=True)
    verified = fields.Boolean(readonly=True)
    is_own = fields.Boolean(readonly=True, help="One of our own accounts.")
    erased = fields.Boolean(readonly=True)
    muted_by_ids = fields.Many2many(
        "social.care.account",
        "social_care_profile_muted_rel",
        string="Muted by",
        readonly=True,
        help="Accounts that muted this person on the network.",
    )
    blocked_by_ids = fields.Many2many(
        "social.care.account",
        "social_care_profile_blocked_rel",
        string="Blocked by",
        readonly=True,
        help="Accounts that blocked this person on the network.",
    )
    export = fields.Binary(
        readonly=True,
        groups="social_care.group_social_care_supervisor",
        help="Last export of this person's data.",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Contact", index="btree_not_null", ondelete="set null"
    )
    mention_ids = fields.One2many("social.care.mention", "profile_id")
    mention_count = fields.Integer(compute="_compute_mention_count")

    _once = models.Constraint(
        "UNIQUE (scope, external_id)", "This profile is known already."
    )

    @api.depends("name", "handle")
    def _compute_display_name(self):
        for profile in self:
            handle = profile.handle and f"@{profile.handle}"
            unknown = self.env._("Unknown author")
            profile.display_name = profile.name or handle or unknown

    def _compute_mention_count(self):
        rows = self.env["social.care.mention"]._read_group(
            [("profile_id", "in", self.ids)], ["profile_id"], ["__count"]
        )
        counts = dict(rows)
        for profile in self:
            profile.mention_count = counts.get(profile, 0)

    @api.model
    def _get_search_queries(self, words):
        """Return queries for the IDs of people that words find: by name, handle or
        contact. Other addons add theirs.

        :param words: what the user searches for, a text
        :return: list of ``SQL``, each selects one column
        """
        named = Domain("name", "ilike", words)
        # Handles are shown with an @
        called = Domain("handle", "ilike", words.removeprefix("@"))
        known = Domain("partner_id", "any", [("name", "ilike", words)])
        return [self._search(domain).select() for domain in (named | called, known)]

    def _get_customer(self):
        """Return the contact whom this person counts as: rules, tickets, routing and
        the analysis go by it.

        Addons that know on what a contact rests extend it.

        :return: ``res.partner``, empty if the person is unknown
        """
        return self.partner_id

    @api.model
    def _find_or_create(self, account, authors):
        """Return the profiles of authors, created or updated.

        :param account: ``social.care.account``
        :param authors: iterable of ``tools.values.Author``
        :return: {external ID: profile}
        """
        wanted = {}
        for author in authors:
            wanted[author.external_id] = author.complete(wanted.get(author.external_id))
        known = self._find_by_external_id(account.profile_scope, wanted)
        for external_id, profile in known.items():
            profile._refresh(wanted[external_id])
        missing = [a for a in wanted.values() if a.external_id not in known]
        own = account._get_own_external_ids() if missing else ()
        created = self.create([self._get_vals(account, a, own) for a in missing])
        created._enqueue_avatars(account)
        return known | {profile.external_id: profile for profile in created}

    def _find_by_external_id(self, scope, external_ids):
        found = self.search(
            [("scope", "=", scope), ("external_id", "in", list(external_ids))]
        )
        return {profile.external_id: profile for profile in found}

    def _get_vals(self, account, author, own):
        return {
            "scope": account.profile_scope,
            "network": account.network,
            "company_id": account.company_id.id,
            "external_id": author.external_id,
            "is_own": author.external_id in own,
            **self._get_description_vals(author),
        }

    def _get_description_vals(self, author):
        return {
            "handle": self._clean_name(author.handle),
            "name": self._clean_name(author.name) or False,
            "url": get_web_link(author.url) or False,
            "avatar_url": get_web_link(author.avatar_url) or False,
            "followers": author.followers,
            "verified": author.verified,
        }

    def _clean_name(self, name):
        """Return one line of limited length, without marks that reverse the order of
        characters.
        """
        return make_storable(shorten(remove_unseen(name), LONGEST_NAME))

    def _refresh(self, author):
        """Update what the network changed. An erased person stays erased."""
        if self.erased:
            return
        news = {
            name: value
            for name, value in self._get_description_vals(author).items()
            if self[name] != value and value
        }
        if news:
            self.write(news)

    def write(self, vals):
        """Users may only set the contact; everything else comes from the network."""
        if not self.env.su and vals.keys() - {"partner_id"}:
            raise AccessError(self.env._("Only the contact of a profile can be set."))
        return super().write(vals)

    # -- pictures --------------------------------------------------------------

    def _enqueue_avatars(self, account):
        """Fetch pictures in jobs and store them: the network must not learn from an
        agent's browser who reads what.
        """
        pictured = self.filtered("avatar_url")
        for some in split_every(AVATARS_PER_JOB, pictured.ids, pictured.browse):
            some.with_delay(
                priority=20, description=self.env._("Fetch profile pictures")
            )._fetch_avatars(account)

    def _fetch_avatars(self, account):
        """Job: fetch pictures for some seconds; a picture that cannot be fetched leaves
        the initials. Nothing is written before the last one arrived.
        """
        client = account._get_connector()._make_picture_client()
        pace, found, left = Pace(AVATAR_SECONDS), {}, self.browse()
        for profile in self.filtered(lambda p: p.avatar_url and not p.erased):
            if pace.is_over():
                left += profile
                continue
            try:
                response = client.request("GET", profile.avatar_url)
                if response.status == 200:
                    found[profile] = response.body
            except ConnectorError as error:
                _logger.info("Picture of profile %s: %s", profile.id, error)
        for profile, content in found.items():
            profile._keep_avatar(content)
        left._enqueue_avatars(account)

    def _keep_avatar(self, content):
        try:
            small = self._make_thumbnail(content)
        except Exception as error:
            # Decoders may raise anything for a file by a stranger.
            _logger.info("Picture of profile %s: %s", self.id, error)
        else:
            self.image_1920 = b64encode(small)

    def _make_thumbnail(self, content):
        """Return a picture drawn anew, as PNG.

        Formats that Odoo would store unchanged (SVG, WebP, anything that begins with
        "<") are refused.

        :raise ValueError: if it is no such picture
        """
        image = ImageProcess(content, verify_resolution=True).image
        if not image:
            raise ValueError("Not a kind of picture that can be drawn anew")
        image.thumbnail((AVATAR_SIZE, AVATAR_SIZE))
        return image_apply_opt(image.convert("RGBA"), "PNG")

    # -- personal data ---------------------------------------------------------

    def action_view_mentions(self):
        """Open the mentions of these people."""
        self.check_access("read")
        domain = [("profile_id", "in", self.ids)]
        return self.env["social.care.mention"]._action_view(domain)

    def action_export(self):
        """Export everything that is stored on a person as a JSON file to hand over."""
        self.ensure_one()
        self.check_access("write")
        content = json.dumps(self.sudo()._export(), indent=2, default=str)
        self.sudo().export = b64encode(content.encode())
        name = f"{self._name}/{self.id}/export/profile-{self.id}.json"
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{name}?download=true",
            "target": "self",
        }

    def _export(self):
        names = ("network", "external_id", "handle", "name", "url", "followers")
        return {
            **{name: self[name] for name in names},
            "contact": self.partner_id.name or None,
            "muted_by": self.muted_by_ids.mapped("handle"),
            "blocked_by": self.blocked_by_ids.mapped("handle"),
            "mentions": [mention._export() for mention in self.mention_ids],
            "answers": self._export_answers(),
        }

    def _get_panel_values(self):
        # A contact of another company is not shown.
        contact = self.partner_id._filtered_access("read")
        return {
            "id": self.id,
            "name": self.display_name,
            "handle": self.handle,
            "avatar_url": f"/web/image/{self._name}/{self.id}/avatar_128",
            "followers": self.followers,
            "verified": self.verified,
            "partner_id": contact.id,
            "partner_name": contact.name or "",
        }

    def action_erase(self):
        """Erase people: who they are, what they wrote, what we answered, and quotes of
        it. Counts and tickets stay.

        :raise AccessError: if the user may not change the profile
        :raise UserError: for an account of ours
        """
        self.check_access("write")
        if any(profile.is_own for profile in self):
            raise UserError(self.env._("This is one of our own accounts."))
        for profile in self.sudo().filtered(lambda p: not p.erased):
            profile._erase(self.env._("(erased)"))

    # -- retention -------------------------------------------------------------

    @api.autovacuum
    def _gc_expired(self):
        """Erase people of whom nothing is kept any more: all their messages are older
        than the retention of every account of their network. Contacts stay.

        :return: (number of people, whether more are left)
        """
        pace, done = Pace(GC_SECONDS), 0
        expired = self._find_all_expired()
        for profile in expired[:GC_BATCH]:
            profile._erase(self.env._("(retention period over)"))
            done += 1
            if pace.is_over():
                break
        return done, done < len(expired)

    @api.private
    def init(self):
        """Make searches ignore accents before the indexes are created."""
        result = super().init()
        ensure_unaccent(self.pool, self.env.cr)
        return result
