# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import plaintext2html

from odoo.addons.social_care.tools.capabilities import Capabilities
from odoo.addons.social_care.tools.errors import Rejected
from odoo.addons.social_care.tools.media import Refused
from odoo.addons.social_care.tools.values import Published

LONGEST_MAIL = 10_000


class SocialCareConnectorPrivateForm(models.AbstractModel):
    """Answers what came through a private form: by email, on the ticket, to the address
    that was left on the form.
    """

    _name = "social.care.connector.private_form"
    _inherit = "social.care.connector"
    _description = "Connector of Private Forms"

    def _get_network_name(self):
        return self.env._("Email")

    def _get_capabilities(self, account):
        return Capabilities(
            text_limit=LONGEST_MAIL, visibilities=("private",), can_find=True
        )

    def _describe_cannot_reply(self, account, reason):
        if reason == "no_email":
            return self.env._(
                "No email address was left on the form. Reply publicly, or send "
                "another link."
            )
        return super()._describe_cannot_reply(account, reason)

    def _publish(self, reply):
        """Send the reply from its ticket, so that an answer by email comes back there.

        It is committed as a network would have it: what happens afterwards cannot undo
        it.
        """
        form, ticket = reply.thread_id.private_form_id, reply.ticket_id
        if not form.email or not ticket:
            raise Rejected(
                self.env._("The email address of this person, or the ticket, is gone.")
            )
        reply.private_mail_id = (
            ticket.with_user(reply.user_id)
            .sudo()
            .message_post(
                body=plaintext2html(reply._get_text_to_publish()),
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                outgoing_email_to=form.email,
                notify_skip_followers=True,
            )
        )
        self.env.cr.commit()  # pylint: disable=invalid-commit
        return self._find_published(reply)

    def _find_published(self, reply):
        if not reply.private_mail_id:
            return False
        key = reply.thread_id.external_id
        return Published(f"mail:{reply.record_key}", thread_external_id=key)

    def _fetch_media(self, account, url, client):
        """Return a file that came with the form; nothing is downloaded."""
        file = self.env["social.care.private.file"]._find_by_url(url)
        content = file._find_files().raw
        if not content:
            raise Refused("gone")
        return content
