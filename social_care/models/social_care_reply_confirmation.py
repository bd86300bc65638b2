# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import timedelta

from odoo import api, fields, models

from ..tools import errors
from ..tools.backoff import delay
from ..tools.pg_errors import is_connection_lost
from ..tools.text import shorten
from ..tools.times import utc_now
from ..tools.values import Receipt
from .social_care_reply_checks import ON_NETWORK

_logger = logging.getLogger(__name__)

# The delay doubles with each check: an hour in all.
MOST_LOOKS = 8
LONGEST_REASON = 500
# Checks of accepted replies: after a minute at first, then up to every six hours, two
# weeks in all. Reviews by people take days.
FIRST_CHECK, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
MOST_CHECKS = 64


class SocialCareReplyConfirmation(models.AbstractModel):
    """Find out what became of a reply after the call: receipts of the network, and
    replies whose publication stays unconfirmed. Those free their conversation, with a
    warning, until a person decides.
    """

    _name = "social.care.reply.confirmation"
    _description = "Confirmation of a Reply"

    def _is_given_up(self):
        """Whether asking the network again is pointless."""
        can_find = self.thread_id._get_capabilities().can_find
        return not can_find or self.looks >= MOST_LOOKS

    def _mark_unconfirmed(self, error):
        """Leave the decision to a person and notify the author and the supervisors.

        :param error: exception with the last reason
        """
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
                self.env._("The publication of a reply is unconfirmed")
            )

    def _tell_unconfirmed(self, subject):
        """Notify the author and the supervisors: one of them has to look on the
        network.
        """
        group = self.env.ref("social_care.group_social_care_supervisor").sudo()
        users = group.all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and not user.share
        )
        record = self.ticket_id or self.env["mail.thread"]
        record.sudo().message_notify(
            partner_ids=(users | self.user_id).partner_id.ids,
            subject=subject,
            body=self.env._(
                "Check %(network)s for the reply of %(author)s, then decide in the "
                "conversation: published, not published, or send again.",
                network=self.account_id._get_connector()._get_network_name(),
                author=self.user_id.name,
            ),
        )

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
        """Find a post of ours on the network with the text of this reply."""
        threads = self.thread_id | self.thread_id.ticket_id.social_care_thread_ids
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

    def _can_check(self):
        capabilities = self.thread_id._get_capabilities()
        if self.state == "accepted":
            return capabilities.can_check_publication
        return self.state in ("unknown", "unconfirmed") and capabilities.can_find

    @api.model
    def _take_receipts(self, account, values):
        """Record what the network tells of replies that it has: one is public now, or
        it could not be delivered, or was revoked.

        :param account: ``social.care.account``
        :param values: list of (event, parsed value)
        """
        receipts = [value for _event, value in values if isinstance(value, Receipt)]
        if not receipts:
            return
        replies = self._find_on_network(
            account, [receipt.external_id for receipt in receipts]
        )
        # Their order tells nothing: what was taken back is not public any more.
        for receipt in sorted(receipts, key=lambda one: one.status != "published"):
            for reply in replies.filtered(
                lambda r, named=receipt.external_id: named in r._list_external_ids()
            ):
                reply._take_receipt(receipt)

    def _find_on_network(self, account, external_ids):
        """Return the replies on the network that these IDs name, those of a version
        included.
        """
        post = "published_mention_id.answer_external_id"
        return self.search(
            [
                ("account_id", "=", account.id),
                ("state", "in", ON_NETWORK),
                "|",
                ("external_id", "in", external_ids),
                (post, "in", external_ids),
            ]
        )

    def _list_external_ids(self):
        """Return all IDs by which the network knows this reply."""
        return {self.external_id, self.published_mention_id.answer_external_id}

    def _take_receipt(self, receipt):
        """Record what the network tells of this reply.

        :param receipt: ``tools.values.Receipt``
        """
        if receipt.status == "published":
            if self.state == "accepted":
                self._note_public()
        elif self.state in ON_NETWORK:
            self._take_back(receipt)

    def _note_public(self):
        """Record that an accepted reply is public now."""
        self.write(
            {
                "state": "published",
                "published_at": utc_now(),
                "error_kind": False,
                "error_message": False,
                "next_try_at": False,
            }
        )
        self.thread_id._notify_changed()

    def _get_said_at(self):
        """Return when the network got the reply; naive UTC."""
        return self.accepted_at or self.published_at

    def _take_early_receipts(self):
        """Apply receipts that arrived before we had recorded the publication. They are
        stored as events; later ones find the reply themselves.
        """
        if self.state not in ON_NETWORK or not self.external_id:
            return
        account, events = self.account_id, self.env["social.care.event"]
        early = events.search(
            [
                ("account_id", "=", account.id),
                ("external_id", "=", events._make_key(self.external_id)),
                ("kind", "=", "receipt"),
                ("state", "in", ("new", "done")),
                ("received_at", ">=", self.sending_at),
            ]
        )
        if early:
            self._take_receipts(account, early._parse(account))

    def _take_back(self, receipt):
        """Mark the reply as failed after the network accepted it; the conversation
        waits again. It gets a new idempotency key: under the old one the network would
        repeat its first answer.

        :param receipt: ``tools.values.Receipt`` with the words of the network
        """
        self.record_key = self.account_id._get_connector()._make_record_key()
        answered = self._find_answered()
        is_revoked = receipt.status == "revoked"
        self._mark_failed(
            "revoked" if is_revoked else "receipt",
            shorten(receipt.reason, LONGEST_REASON),
            is_revoked and self.env._("Your reply was removed by the network"),
        )
        self.published_mention_id._take_down(fields.Datetime.now())
        answered._wait_again()
        self.thread_id._refresh()
        self.thread_id._notify_changed()

    def _find_answered(self):
        """Return the messages that this reply answered, and no other one before it."""
        post = self.published_mention_id
        if self.is_proactive or not post:
            return post.browse()
        return self.thread_id.mention_ids.filtered(
            lambda m: not m.is_own and m.answered_at == post.effective_at
        )

    # -- accepted, not public yet ----------------------------------------------

    def _plan_publication_check(self):
        """Plan the next question whether an accepted reply is public. Without a way to
        ask, or after two weeks, a receipt or a person tells.
        """
        if not self.thread_id._get_capabilities().can_check_publication:
            return
        if self.looks >= MOST_CHECKS:
            self._give_up_checking()
            return
        pause = delay(self.looks + 1, FIRST_CHECK, LONGEST_PAUSE)
        self.write(
            {"looks": self.looks + 1, "next_try_at": fields.Datetime.now() + pause}
        )
        self._enqueue(eta=self.next_try_at)

    def _give_up_checking(self):
        """Tell the author once that the network seems to have forgotten the reply."""
        if self.next_try_at:
            words = self.env._("The network has not published this reply in two weeks.")
            self.write({"next_try_at": False, "error_message": words})
            self._tell_author(self.env._("Your reply is not public yet"))

    def _check_publication(self):
        """Ask the network whether an accepted reply is public."""
        try:
            receipt = self.account_id._get_connector()._check_publication(self)
        except errors.Slow:
            return self._enqueue()
        except errors.ConnectorError as error:
            receipt = None
            _logger.info("Reply %s: publication not told: %s", self.id, error)
        except Exception as error:
            if is_connection_lost(error):
                raise
            _logger.exception("Reply %s: fault while checking publication", self.id)
            self.env.cr.rollback()
            receipt = None
        if receipt:
            return self._take_receipt(receipt)
        return self._plan_publication_check()
