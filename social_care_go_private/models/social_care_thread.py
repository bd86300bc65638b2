# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.social_care.tools.arguments import (
    is_id,
    is_id_or_false,
    is_ids,
    is_moment_or_false,
    is_one_of,
    is_text,
    takes,
)
from odoo.addons.social_care.tools.capabilities import PRIVATE_WAYS


class SocialCareThread(models.Model):
    """Go from public to private in one act."""

    _inherit = "social.care.thread"

    private_form_id = fields.Many2one(
        "social.care.private.form",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups=fields.NO_ACCESS,
        help="The form through which this conversation began.",
    )

    def _get_connector(self):
        if self.sudo().private_form_id:
            return self.env["social.care.connector.private_form"].sudo()
        return super()._get_connector()

    def _get_capabilities(self):
        if self.sudo().private_form_id:
            return self._get_connector()._get_capabilities(self.account_id.sudo())
        return super()._get_capabilities()

    def _get_panel_labels(self, account):
        labels = super()._get_panel_labels(account)
        is_by_mail = self.sudo().private_form_id and not self._needs_approval("private")
        return labels | ({"private": self.env._("Send by email")} if is_by_mail else {})

    # -- what the agent sees before --------------------------------------------

    @api.model
    @takes(thread_id=is_id, mention_id=is_id)
    def get_private_way(self, thread_id, mention_id):
        """Return how a public conversation goes private now, and what is suggested.

        :param thread_id: ID of a ``social.care.thread``
        :param mention_id: ID of the public message that is answered
        :return: dict with ``way`` (``message``, ``reply`` or ``link``), ``words`` that
            say so, the suggested ``line``, the ``link`` that is added to it (masked; ''
            without), ``capabilities`` of the line and of the private message,
            ``signature``, and whether both wait for approval
        :raise AccessError: if the user may not read the conversation
        :raise UserError: if it cannot go private
        """
        thread = self.browse(thread_id)
        thread.check_access("read")
        mention = thread._get_answerable(mention_id).sudo()
        mention._check_can_go_private()
        way, target = mention._find_private_way()
        account = mention.account_id
        localized = account.with_context(lang=mention._get_reader_language())
        return {
            "way": way,
            "words": mention._describe_private_way(way),
            "line": localized._get_private_line(way),
            "link": self._get_private_link() if way == "link" else "",
            "capabilities": thread._get_limits(),
            "private_capabilities": target.thread_id._get_limits() if target else {},
            "signature": account._render_signature(self.env.user),
            "needs_approval": thread._needs_approval("public")
            or (way != "link" and thread._needs_approval("private")),
        }

    def _get_private_link(self):
        return self.env["social.care.private.form"]._get_link()

    def _get_limits(self):
        return self._get_panel_capabilities(self._get_capabilities())

    # -- the act ---------------------------------------------------------------

    @api.model
    @takes(
        thread_id=is_id,
        mention_id=is_id,
        way=is_one_of(*PRIVATE_WAYS, "link"),
        line=is_text,
        body=is_text,
        attachment_ids=is_ids,
        said_until=is_moment_or_false,
        heard_until=is_id_or_false,
    )
    def go_private(
        self,
        thread_id,
        mention_id,
        way,
        line,
        body,
        attachment_ids,
        said_until=False,
        *,
        heard_until=False,
    ):
        """Write the public line, and a private message or a link to a private form.

        :param thread_id: ID of the public ``social.care.thread``
        :param mention_id: ID of the public message that is answered
        :param way: as ``get_private_way`` returned it and the user saw it
        :param line: public text without the link and the signature
        :param body: private text without the signature; '' for a link
        :param attachment_ids: IDs of ``ir.attachment`` of the private message
        :param said_until: see ``post_reply``
        :param heard_until: see ``post_reply``
        :return: as ``post_reply``; of the private message, or of the line with the link
        :raise AccessError: if the user may not read the conversations
        :raise StaleReply: see ``post_reply``
        :raise UserError: if it must not go out, or goes another way now
        """
        thread = self.browse(thread_id)
        thread.check_access("read")
        mention = thread._get_answerable(mention_id)
        mention.sudo()._check_can_go_private()
        now, target = mention.sudo()._find_private_way()
        if now != way:
            raise UserError(
                self.env._("The network takes another way now. Look at it again.")
            )
        if not thread.ticket_id:
            # The private conversation is on the same ticket.
            mention.action_make_ticket()
        known = {"said_until": said_until, "heard_until": heard_until}
        if way == "link":
            reply = mention._write_line_with_link(line, known)
        else:
            target = self.env["social.care.mention"].browse(target.id)
            files = attachment_ids
            reply = mention._write_message_and_line(target, line, body, files, known)
        thread.sudo()._take_on(self.env.user)
        reply.action_send()
        self.env["social.care.composer"].sudo()._end(thread)
        return {
            "reply_id": reply.id,
            "state": reply.state,
            "said_until": thread.sudo()._get_said_until(),
        }
