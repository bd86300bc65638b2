# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError


class SocialCareMentionPrivate(models.AbstractModel):
    """Write what takes a public message into private."""

    _name = "social.care.mention.private"
    _description = "From Public to Private"

    def _check_can_go_private(self):
        """Check that this is a public message of a customer that takes a public reply.

        :raise UserError: otherwise
        """
        if self.is_own or self.private:
            raise UserError(self.env._("Only a public message can go private."))
        capabilities = self.thread_id._get_capabilities()
        if "public" not in capabilities.visibilities:
            raise UserError(self.env._("This account cannot reply publicly."))
        if not self._is_open(capabilities, "public"):
            raise UserError(self.env._("The reply window of the network is closed."))

    def _describe_private_way(self, way):
        """Return for the agent what is going to happen."""
        handle = self.author_handle or self.author_name
        words = {
            "message": self.env._("A private message goes to @%s.", handle),
            "reply": self.env._("A private reply to this post goes to @%s.", handle),
            "link": self.env._(
                "The post gets a one-time link to a private form, valid for %s days. "
                "Anybody who sees the post can open it; the first message through it "
                "ends it.",
                self.account_id.private_link_days,
            ),
        }
        return words[way]

    def _write_line_with_link(self, line, known):
        """Write the public line with a link.

        :param line: its text
        :param known: up to where the author knows the conversation, as arguments of
            ``_check_meanwhile``
        :return: draft of ``social.care.reply``
        """
        forms = self.env["social.care.private.form"].sudo()
        body = f"{line.strip()}\n{forms._get_link()}".strip()
        reply = self.thread_id._create_reply(self.id, body, "public", [])
        reply._check_meanwhile(**known)
        forms._issue(reply)
        return reply

    def _write_message_and_line(self, target, line, body, files, known):
        """Write the private message, which leads, and the public line.

        :param target: ``social.care.mention`` that the private message answers
        :param line: text of the public line
        :param body: text of the private message
        :param files: IDs of ``ir.attachment`` of the private message
        :param known: as for ``_write_line_with_link``
        :return: draft of ``social.care.reply``, the private message
        """
        target.thread_id.check_access("read")
        leader = target.thread_id._create_reply(target.id, body, "private", files)
        follower = self.thread_id._create_reply(self.id, line, "public", [])
        for reply in leader | follower:
            reply._check_meanwhile(**known)
        leader._take_attachments()
        follower._check_sendable()
        follower._note_confirmed()
        follower.leader_id = leader
        return leader
