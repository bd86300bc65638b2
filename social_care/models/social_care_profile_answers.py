# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class SocialCareProfile(models.Model):
    """What we said to a person: it tells of them as their own words do."""

    _inherit = "social.care.profile"

    def _erase_answers(self, traces, words):
        """Forget our replies to this person, and in those to others on the same
        tickets the names of this person.

        :param traces: set of names
        :param words: what is said instead
        :return: set of texts that were forgotten
        """
        replies, posts = self._find_replies_to(), self._find_posts_to()
        posts |= replies.published_mention_id
        said = replies._get_quotable() | posts._get_quotable()
        tickets = self._own_tickets()
        threads = tickets.social_thread_ids | self.mention_ids.thread_id
        replies._erase(words)
        posts._erase(words)
        tickets._forget_quotes(dict.fromkeys(tickets, said), words)
        (threads.reply_ids - replies)._forget_names(traces, words)
        others = threads.mention_ids.filtered("is_own") - posts
        others._forget_names(traces, words)
        return said

    def _export_answers(self):
        """What we said to this person, as the file for them has it."""
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
        """Replies to what this person wrote, and in their conversations those to
        nobody else."""
        own = Domain("thread_id.profile_id", "=", self.id) & (
            Domain("mention_id", "=", False) | Domain("mention_id.is_own", "=", True)
        )
        to_them = Domain("mention_id", "in", self.mention_ids.ids)
        return self.env["social.care.reply"].search(to_them | own)

    def _find_posts_to(self):
        """Posts of ours that answer this person, also those written elsewhere. What we
        announced in public, and they commented on, is for everybody."""
        theirs = self.mention_ids.mapped("external_id")
        own = Domain("is_own", "=", True) & Domain("scope", "=", self.scope)
        answers = own & Domain("parent_external_id", "in", theirs)
        around = own & Domain("thread_id.profile_id", "=", self.id)
        mentions = self.env["social.care.mention"]
        said = mentions.search(around).filtered(
            lambda post: post.private or post.parent_external_id
        )
        parents = mentions._by_external_id(
            self.scope, said.filtered("parent_external_id").mapped("parent_external_id")
        )
        others = said.filtered(
            lambda post: (
                (parent := parents.get(post.parent_external_id))
                and not parent.is_own
                and parent.profile_id != self
            )
        )
        return mentions.search(answers) | (said - others)
