# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError

from ..tools.values import Published

# Each check waits twice as long as the one before: an hour in all.
MOST_LOOKS = 8


class SocialCareReply(models.Model):
    """A reply of which nobody could find out whether it was published.

    Its conversation is free again, with a warning, and a person decides.
    """

    _inherit = "social.care.reply"

    def _is_given_up(self):
        """Whether to ask the network again would be in vain."""
        can_find = self.account_id._capabilities().can_find
        return not can_find or self.looks >= MOST_LOOKS

    def _mark_unconfirmed(self, error):
        told = self.state == "unconfirmed"
        self.write(
            {
                "state": "unconfirmed",
                "error_kind": getattr(error, "kind", "error"),
                "error_message": str(error),
                "next_try_at": False,
            }
        )
        if not told:
            self._tell_unconfirmed(
                self.env._("It is not known whether a reply was published")
            )

    def _tell_unconfirmed(self, subject):
        """The author and the supervisors: one of them has to look."""
        group = self.env.ref("social_care.group_social_care_supervisor").sudo()
        users = group.all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and not user.share
        )
        record = self.ticket_id or self.env["mail.thread"]
        record.sudo().message_notify(
            partner_ids=(users | self.user_id).partner_id.ids,
            subject=subject,
            body=self.env._(
                "Look on %(network)s for the reply of %(author)s, then decide in the "
                "conversation: published, not published, or send again.",
                network=self.account_id._connector()._network_name(),
                author=self.user_id.name,
            ),
        )

    # -- what a person decides -------------------------------------------------

    def _undecided(self):
        """These replies as far as their author, or a supervisor, has to decide."""
        return self._for_author().filtered(lambda r: r.state == "unconfirmed")

    def action_confirm_published(self):
        """Somebody saw the reply on the network.

        :raises AccessError: for a colleague's reply, unless one is a supervisor
        """
        for reply in self._undecided():
            heard = reply._find_heard()
            reply._confirm(Published(heard.external_id or "", heard.url or ""))
            reply._record("reply_confirmed")
            reply.thread_id._notify_changed()

    def action_confirm_unpublished(self):
        """Somebody looked, and the reply is not on the network: it can be sent again.

        :raises AccessError: for a colleague's reply, unless one is a supervisor
        """
        for reply in self._undecided():
            reply._deny()
            reply._record("reply_denied")
            reply.thread_id._notify_changed()

    def action_send_again(self):
        """Send the reply again, whatever became of it. It keeps its key, by which a
        network that can tells a repetition.

        :raises AccessError: for a colleague's reply, unless one is a supervisor
        :raises UserError: where it may not go out, with words
        """
        undecided = self._undecided()
        undecided._deny()
        undecided._record("reply_repeated")
        undecided.sudo(False).action_send()

    def _deny(self):
        self.write(
            {
                "state": "failed",
                "error_kind": "unconfirmed",
                "error_message": self.env._("This reply was not published."),
            }
        )

    # -- what the network shows later ------------------------------------------

    def _find_heard(self):
        """Our post on the network that reads like this reply, as far as we heard it."""
        threads = self.thread_id | self.thread_id.ticket_id.social_thread_ids
        return self.env["social.care.mention"].search(
            [
                ("thread_id", "in", threads.ids),
                ("is_own", "=", True),
                ("reply_id", "=", False),
                ("text", "=", self.text),
                ("deleted_at", "=", False),
                ("received_at", ">=", self.sending_at),
            ],
            limit=1,
        )

    def _check_deletable(self):
        if not self.external_id:
            raise UserError(
                self.env._(
                    "The network gave no ID for this reply. Delete it on the network."
                )
            )

    def action_check(self):
        """Ask the network now whether an unclear reply stands there."""
        unclear = self._for_agent().filtered(lambda r: r._can_check())
        for reply in unclear:
            reply._enqueue()
        return unclear._tell_if_none(
            self.env._("Nothing to check: no selected reply can be looked up.")
        )

    def _can_check(self):
        open_state = self.state in ("unknown", "unconfirmed")
        return open_state and self.account_id._capabilities().can_find

    def _tell_if_none(self, words):
        """A notification with ``words`` where a button found no reply to act on."""
        if self:
            return None
        params = {"type": "warning", "message": words}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": params,
        }
