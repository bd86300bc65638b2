# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets
from functools import partial

from odoo import api, fields, models, tools
from odoo.fields import Domain

from ..tools.times import subtract_days
from ..tools.traces import DIGEST, digest, select_names

SALT = "social_care.erasure_salt"
# Number of people that one transaction erases, and the time limit in seconds.
GC_BATCH, GC_SECONDS = 100, 10


class SocialCareProfileErasure(models.AbstractModel):
    """Erase a person. What they write later belongs to a new profile."""

    _name = "social.care.profile.erasure"
    _description = "Erasure of a Person"

    def _erase(self, words):
        """Erase the person everywhere.

        :param words: text that takes the place of names and quotes
        """
        tickets, said = self._find_own_tickets(), self.mention_ids._get_quotable()
        traces = self._get_traces()
        self._erase_events()
        said |= self._erase_answers(traces, words)
        self.mention_ids._erase(words)
        tickets._social_care_forget_person(traces, words)
        self.env["social.care.personal.data"]._forget_everywhere(traces | said)
        self._erase_identity()

    def _get_traces(self):
        """Return the names by which this person is found, also those that their tickets
        have kept.
        """
        called = select_names(self.external_id, self.handle, self.name)
        for ticket in self._find_opened_tickets():
            before, colon, _rest = ticket.name.partition(":")
            handle = before[1:] if colon and before.startswith("@") else ""
            called |= select_names("", handle, ticket.partner_name or "")
        return called

    def _find_opened_tickets(self):
        """Return the tickets of this person's conversations, and duplicates."""
        own = [("profile_id", "=", self.id)]
        tickets = self.env["social.care.thread"].search(own).ticket_id
        return tickets._social_care_add_duplicates()

    def _find_own_tickets(self):
        """Return all tickets on which this person wrote, also in conversations of
        others.
        """
        return (
            self._find_opened_tickets()
            | self.mention_ids.ticket_id._social_care_add_duplicates()
        )

    def _erase_events(self):
        """Delete the events of this person. Events of others that name them lose their
        payload once they were read, so that nobody's message is lost.
        """
        events = self.env["social.care.event"]
        known = [
            ("account_id.profile_scope", "=", self.scope),
            ("external_id", "in", self.mention_ids._list_external_ids()),
            ("state", "!=", "new"),
        ]
        about = events._find_about(self.scope, self._get_identities())
        own = about.filtered(lambda event: event._is_by(self.external_id))
        (events.search(known) | own).unlink()
        (about - own).exists()._forget_payload()

    def _get_identities(self):
        """Return the values by which an event names this person. The handle of an
        erased person is an ordinary word.
        """
        if self.erased or not self.handle:
            return {self.external_id}
        return {self.external_id, self.handle, f"@{self.handle}"}

    # -- who it was ------------------------------------------------------------

    def _erase_identity(self):
        """Replace the ID by a digest, so that no late event restores an old post.
        Whoever writes later gets a new profile.
        """
        self.env["social.care.personal.data"]._delete_files(self._get_files())
        self._erase_keys()
        self.write(self._get_erased_vals())
        self.flush_recordset()
        self.env.registry.clear_cache()

    def _get_erased_vals(self):
        return {
            "external_id": self._digest(self.scope, self.external_id),
            "handle": self.env._("erased"),
            "name": self.env._("Erased person"),
            "url": False,
            "avatar_url": False,
            "image_1920": False,
            "export": False,
            "partner_id": False,
            "muted_by_ids": [fields.Command.clear()],
            "blocked_by_ids": [fields.Command.clear()],
            "followers": 0,
            "verified": False,
            "erased": True,
        }

    def _erase_keys(self):
        """Replace the IDs of posts and conversations, which often contain the author,
        by digests.
        """
        for scope, mentions in self.mention_ids.grouped("scope").items():
            mentions._erase_keys(partial(self._digest, scope))
        for thread in self.env["social.care.thread"].search(
            [("profile_id", "=", self.id), ("external_id", "not like", f"{DIGEST}%")]
        ):
            thread.external_id = self._digest(thread.scope, thread.external_id)

    @api.model
    def _digest(self, scope, external_id):
        return digest(self._get_erasure_salt(), scope, external_id)

    @api.model
    def _get_erasure_salt(self):
        parameters = self.env["ir.config_parameter"].sudo()
        salt = parameters.get_param(SALT)
        if not salt:
            salt = secrets.token_hex(32)
            parameters.set_param(SALT, salt)
        return salt

    @api.model
    def _get_digests(self, scope, external_ids):
        """Return {digest: ID}; empty while nobody was erased in this scope of posts."""
        if not self._has_erased(scope):
            return {}
        return {self._digest(scope, eid): eid for eid in external_ids}

    @api.model
    @tools.ormcache("scope")
    def _has_erased(self, scope):
        """Whether somebody was erased who posted in this scope of posts."""
        erased = [("mention_ids.scope", "=", scope), ("erased", "=", True)]
        return bool(self.sudo().search_count(erased, limit=1))

    # -- files -----------------------------------------------------------------

    def _get_files(self):
        """Return the paths of pictures and exports. They are deleted at once, not by
        the next garbage collection.
        """
        attachments = self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("res_field", "!=", False),
            ]
        )
        return self.env["social.care.personal.data"]._get_paths(attachments)

    def _find_all_expired(self):
        """Return some expired people of each network, one more than a transaction
        erases.
        """
        accounts = self.env["social.care.account"].with_context(active_test=False)
        rows = accounts._read_group([], ["profile_scope"], ["retention_days:array_agg"])
        found = self.browse()
        for scope, days in rows:
            if all(days):
                limit = subtract_days(fields.Datetime.now(), max(days))
                found |= self._find_expired(scope, limit)
        return found

    def _find_expired(self, scope, limit):
        return self.search(
            [
                ("scope", "=", scope),
                ("is_own", "=", False),
                ("erased", "=", False),
                *self._get_unknown_domain(),
                ("create_date", "<", limit),
                ("mention_ids", "not any", [("received_at", ">=", limit)]),
                ("mention_ids", "not any", [("text", "!=", False)]),
            ],
            limit=GC_BATCH + 1,
        )

    def _get_unknown_domain(self):
        """Return the domain of people who are no contacts: contacts stay.

        Addons that know on what a contact rests extend it.
        """
        return [("partner_id", "=", False)]

    def _erase_answers(self, traces, words):
        """Erase our replies to this person, and their names in replies to others on the
        same tickets.

        :param traces: set of names
        :param words: text that takes their place
        :return: set of erased texts
        """
        replies, posts = self._find_replies_to(), self._find_posts_to()
        posts |= replies.published_mention_id
        said = replies._get_quotable() | posts._get_quotable()
        tickets = self._find_own_tickets()
        threads = tickets.social_care_thread_ids | self.mention_ids.thread_id
        replies._erase(words)
        posts._erase(words)
        tickets._social_care_forget_quotes(dict.fromkeys(tickets, said), words)
        (threads.reply_ids - replies)._forget_names(traces, words)
        others = threads.mention_ids.filtered("is_own") - posts
        others._forget_names(traces, words)
        return said

    def _export_answers(self):
        """Return what we said to this person, for the export."""
        replies = self._find_replies_to().filtered("text")
        posts = self._find_posts_to() - replies.published_mention_id
        states = dict(replies._fields["state"]._description_selection(self.env))
        said = [
            {
                "at": reply.confirmed_at or reply.create_date,
                "text": reply.text,
                "state": states[reply.state],
            }
            for reply in replies
        ]
        return said + [
            {"at": post.posted_at, "text": post.text, "state": self.env._("Posted")}
            for post in posts.filtered("text")
        ]

    def _find_replies_to(self):
        """Return replies to this person's messages, and replies in their conversations
        that answer nobody else.
        """
        own = Domain("thread_id.profile_id", "=", self.id) & (
            Domain("mention_id", "=", False) | Domain("mention_id.is_own", "=", True)
        )
        to_them = Domain("mention_id", "in", self.mention_ids.ids)
        return self.env["social.care.reply"].search(to_them | own)

    def _find_posts_to(self):
        """Return our posts that answer this person, also those written elsewhere.
        Public announcements that they commented on are for everybody.
        """
        theirs = self.mention_ids.mapped("external_id")
        scopes = self.mention_ids.mapped("scope")
        own = Domain("is_own", "=", True)
        answers = own & Domain("scope", "in", scopes)
        answers &= Domain("parent_external_id", "in", theirs)
        around = own & Domain("thread_id.profile_id", "=", self.id)
        mentions = self.env["social.care.mention"]
        said = mentions.search(around).filtered(
            lambda post: post.private or post.parent_external_id
        )
        others = mentions.union(
            *(
                posts._filter_answering_others(scope, self)
                for scope, posts in said.grouped("scope").items()
            )
        )
        return mentions.search(answers) | (said - others)
