# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.social_care.tools.moderation import ACTIONS

from ..tools.notice import EVENT_NAMES

# Path of the files of posts, in notices.
FILES = "/social_care_demo/files/"


class SocialCareDemoPost(models.Model):
    """A post stored by the demo network, separate from what Social Care knows."""

    _name = "social.care.demo.post"
    _description = "Demo Network Post"
    _order = "posted_at, id"
    _rec_name = "uid"

    uid = fields.Char(
        required=True, readonly=True, default=lambda self: secrets.token_hex(6)
    )
    account_id = fields.Many2one(
        "social.care.account",
        required=True,
        index=True,
        ondelete="cascade",
        help="The company with whom, or about whom, this is spoken.",
    )
    person_id = fields.Many2one(
        "social.care.demo.person",
        ondelete="restrict",
        help="Who said it; empty where the company did.",
    )
    is_own = fields.Boolean(compute="_compute_is_own", store=True)
    text = fields.Text(required=True)
    parent_id = fields.Many2one("social.care.demo.post", index=True)
    root_id = fields.Many2one(
        "social.care.demo.post",
        compute="_compute_root_id",
        recursive=True,
        store=True,
        index=True,
    )
    conversation_ids = fields.One2many("social.care.demo.post", "root_id")
    notice_ids = fields.One2many("social.care.demo.notice", "post_id")
    image_ids = fields.Many2many("ir.attachment")
    private = fields.Boolean()
    stars = fields.Integer(help="Rating of a review; 0 for what is no review.")
    is_liked = fields.Boolean(help="The company likes it.")
    is_hidden = fields.Boolean(help="The company hid it from everybody else.")
    is_reported = fields.Boolean(help="The company reported it to the network.")
    addressed = fields.Boolean(
        compute="_compute_addressed",
        recursive=True,
        store=True,
        help="The network tells the company of it unasked: a direct message, a review, "
        "a post that names the company, an answer to one of them or to the company.",
    )
    is_closed = fields.Boolean(
        string="Closed to Replies",
        help="The company can read this post, but not reply to it.",
    )
    review = fields.Selection(
        [("pending", "Under review"), ("revoked", "Removed by the network")],
        help="The network reviews what the company says before others see it.",
    )
    review_reason = fields.Char()
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible", exportable=False
    )
    posted_at = fields.Datetime(required=True, default=fields.Datetime.now)
    edited_at = fields.Datetime()
    deleted_at = fields.Datetime()
    revision = fields.Integer()
    version_uid = fields.Char(
        string="ID of the Newest Version",
        index="btree_not_null",
        help="Where the network gives each edit an ID of its own.",
    )
    record_key = fields.Char(
        help="Chosen by who posts, so that a retry is no second post."
    )

    _uid_unique = models.Constraint("UNIQUE (uid)", "Two posts cannot share an id.")
    _record_key_unique = models.Constraint(
        "UNIQUE (record_key)", "This was posted already."
    )

    @api.depends("person_id")
    def _compute_is_own(self):
        for post in self:
            post.is_own = not post.person_id

    @api.depends("parent_id.root_id", "private", "parent_id.private")
    def _compute_root_id(self):
        """A private reply to a public post begins its own conversation."""
        for post in self:
            joins = post.parent_id and post.parent_id.private == post.private
            post.root_id = post.parent_id.root_id if joins else post

    @api.depends(
        "text",
        "private",
        "stars",
        "is_own",
        "account_id.handle",
        "parent_id.addressed",
    )
    def _compute_addressed(self):
        for post in self:
            post.addressed = (
                post.private
                or post.is_own
                or bool(post.stars)
                or post.parent_id.addressed
                or f"@{post.account_id.handle}" in post.text
            )

    # -- who sees it -----------------------------------------------------------

    @api.depends_context("uid")
    def _compute_is_visible(self):
        visible = self.search([("id", "in", self.ids), ("is_visible", "=", True)])
        for post in self:
            post.is_visible = post in visible

    @api.model
    def _search_is_visible(self, operator, _value):
        """Public posts are visible to everybody. The record rules of its mention decide
        who sees a private one; until there is a mention only its author does.
        """
        if operator != "in":
            return NotImplemented
        mentions = self.env["social.care.mention"].with_context(active_test=False)
        of_demo = [("account_id.network", "=", "demo")]
        external_id = SQL.identifier(mentions._table, "external_id")
        readable = mentions.sudo(False)._search(of_demo).subselect(external_id)
        heard = mentions.sudo()._search(of_demo).subselect(external_id)
        return (
            Domain("private", "=", False)
            | Domain("uid", "in", readable)
            | (Domain("uid", "not in", heard) & Domain("create_uid", "=", self.env.uid))
        )

    # -- what people do --------------------------------------------------------

    @api.model
    def _say(self, vals):
        post = self.create(vals)
        post._tell("post")
        return post

    def _edit(self, text, at=None):
        self.write(
            {
                "text": text,
                "edited_at": at or fields.Datetime.now(),
                "revision": self.revision + 1,
                "version_uid": self._make_version_uid(),
            }
        )
        self._tell("edit")

    def _make_version_uid(self):
        is_renaming = self.account_id.demo_script_id.is_renaming_edits
        return is_renaming and secrets.token_hex(6)

    def _get_newest_uid(self):
        return self.version_uid or self.uid

    def _take_down(self, at=None):
        self.deleted_at = at or fields.Datetime.now()
        self._tell("deletion")

    def _decide(self, verdict, reason=""):
        """The network decides about a post of the company.

        :param verdict: ``published`` or ``revoked``
        :param reason: what it tells the company
        """
        self.write(
            {
                "review": "revoked" if verdict == "revoked" else False,
                "review_reason": reason,
            }
        )
        self._tell("receipt")

    def _get_verdict(self):
        return "revoked" if self.review == "revoked" else "published"

    def _set_moderated(self, code, undo):
        """Do what the company asked for, or take it back.

        :param code: ``like``, ``hide``, ``delete`` or ``report``
        """
        if code == "delete":
            self._take_down()
        else:
            self[ACTIONS[code].field] = not undo

    def _tell(self, kind):
        self.env["social.care.demo.notice"]._tell(self, kind)

    # -- what the network tells ------------------------------------------------

    def _get_payload(self, kind):
        """Return the notice of what just happened to this post."""
        if kind == "receipt":
            return {
                "event": f"reply.{self._get_verdict()}",
                "id": self.uid,
                "at": fields.Datetime.now().isoformat(),
                "reason": self.review_reason or "",
            }
        notice = {"event": EVENT_NAMES[kind], "id": self.uid}
        if kind == "deletion":
            notice["id"] = self._get_newest_uid()
            return {**notice, "at": self.deleted_at.isoformat()}
        at = self.edited_at if kind == "edit" else self.posted_at
        return {
            **notice,
            "at": at.isoformat(),
            "revision": self.revision,
            "post": self._get_public_vals(),
        }

    def _get_public_vals(self):
        return {
            "author": self._get_author_vals(),
            "text": self.text,
            "parent": self.parent_id._get_newest_uid() or "",
            "version_id": self.version_uid or "",
            "root": self.root_id.uid,
            "private": self.private,
            "stars": self.stars,
            "language": self.person_id.language or "",
            "posted_at": self.posted_at.isoformat(),
            "url": self._get_url(),
            "images": self._get_files(),
            "cannot_reply": "closed" if self.is_closed else "",
        }

    def _take_files(self):
        """A file is as visible as its post."""
        place = {"res_model": self._name, "res_id": self.id}
        self.image_ids.write({**place, "public": not self.private})

    def _get_files(self):
        """Return what a notice tells about the files of this post."""
        base = self.get_base_url()
        return [
            {
                "url": f"{base}{FILES}{self.uid}/{file.id}",
                "kind": file.mimetype.partition("/")[0],
                "alt": file.description or "",
            }
            for file in self.image_ids
        ]

    def _find_file(self, account, url):
        """Return the ``ir.attachment`` that a notice to an account told about."""
        uid, _slash, file_id = url.partition(FILES)[2].partition("/")
        told = self.search([("uid", "=", uid), ("account_id", "=", account.id)])
        return told.image_ids.filtered(lambda file: str(file.id) == file_id)

    def _get_author_vals(self):
        if self.is_own:
            return {
                "external_id": self.account_id.external_id,
                "handle": self.account_id.handle,
                "name": self.account_id.name,
            }
        return self.person_id._get_author_vals(self.account_id)

    def _get_url(self):
        base = self.get_base_url()
        return f"{base}/social_care_demo?account={self.account_id.id}#{self.uid}"
