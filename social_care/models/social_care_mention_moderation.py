# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.queue_job.exception import RetryableJobError

from ..tools import errors
from ..tools.backoff import delay
from ..tools.moderation import ACTIONS, list_offers
from ..tools.pg_errors import is_connection_lost
from .social_care_account_calls import BUSY_SECONDS
from .social_care_reply_publication import MOST_ATTEMPTS

_logger = logging.getLogger(__name__)


class SocialCareMentionModeration(models.AbstractModel):
    """Moderate a message or its author on the network: the request of a person, the
    job, and its result.

    A request is kept in ``moderation`` until it is done: {code: {"undo", "tries",
    "is_sent", "error"}}. One with an error is over; the person may try again.
    """

    _name = "social.care.mention.moderation"
    _description = "Moderation of Mentions"

    is_liked = fields.Boolean(
        string="Liked", readonly=True, help="Liked in the name of the account."
    )
    is_hidden = fields.Boolean(
        string="Hidden", readonly=True, help="Hidden from others on the network."
    )
    is_reported = fields.Boolean(
        string="Reported", readonly=True, help="Reported to the network."
    )
    moderation = fields.Json(readonly=True)

    # -- what is possible ------------------------------------------------------

    def _list_moderation_offers(self):
        """List what the current user can do about this message.

        :return: as ``tools.moderation.list_offers``
        """
        codes = self._get_moderation_codes()
        is_supervisor = codes and self.env.user._social_care_is_supervisor()
        return list_offers(codes, self._get_done_moderation(), is_supervisor)

    def _get_moderation_codes(self):
        """Return the codes of what the network allows on this message of somebody else,
        while the account is connected.
        """
        account, author = self.account_id.sudo(), self.profile_id
        is_theirs = author and not (self.is_own or author.is_own or author.erased)
        if not is_theirs or self.deleted_at or not account._is_listening():
            return ()
        connector = self.thread_id._get_connector()
        return connector._get_moderation(account, self.sudo())

    def _get_done_moderation(self):
        """Return the set of codes of what is done about this message and its author."""
        return {code for code, action in ACTIONS.items() if self._is_moderated(action)}

    def _is_moderated(self, action):
        if action.is_about_author:
            return self.account_id in self.profile_id.sudo()[action.field]
        return bool(self[action.field])

    def _get_panel_moderation(self):
        return {
            "done": sorted(self._get_done_moderation() - {"delete"}),
            "offers": [
                {"code": code, "undo": undo}
                for code, undo in self._list_moderation_offers()
            ],
            "requests": [
                {"code": code, "undo": request["undo"], "error": request["error"]}
                for code, request in (self.moderation or {}).items()
            ],
        }

    # -- the request -----------------------------------------------------------

    def _request_moderation(self, code, undo):
        """Check the request of the current user and enqueue it.

        :param code: key of ``tools.moderation.ACTIONS``
        :param undo: whether to take it back
        :raise AccessError: if it is for supervisors, and the user is none
        :raise UserError: if it is not possible on this message
        """
        mention = self.sudo()
        mention._check_moderation(code, undo)
        if not mention._is_moderation_pending(code):
            mention._note_moderation(code, undo)
        mention._enqueue_moderation(code, undo)
        mention.thread_id._notify_changed(mention)

    def _check_moderation(self, code, undo):
        if not ACTIONS[code].is_for_agents:
            self.env.user._social_care_check_supervisor()
        if (code, undo) not in self._list_moderation_offers():
            raise UserError(
                self.env._("This is not possible on this message. Reload the page.")
            )

    def _is_moderation_pending(self, code):
        """Whether a request is not over yet. A second click keeps what is known of it:
        the call may be made already.
        """
        request = (self.moderation or {}).get(code)
        return bool(request) and not request["error"]

    def _note_moderation(self, code, undo, tries=0, is_sent=False, error=""):
        request = {"undo": undo, "tries": tries, "is_sent": is_sent, "error": error}
        self.moderation = {**(self.moderation or {}), code: request}

    def _enqueue_moderation(self, code, undo, eta=None):
        """Enqueue a job, at most one of each kind for a message."""
        channel = self.account_id._get_call_channel()
        when = "later" if eta else channel or "now"
        what = "undo" if undo else "do"
        self.with_delay(
            priority=1,
            eta=eta,
            description=self.env._("Moderate on %s", self.account_id.name),
            identity_key=f"social_care.moderate.{self.id}.{code}.{what}.{when}",
            channel=channel,
        )._moderate(code, undo)

    # -- the job ---------------------------------------------------------------

    def _moderate(self, code, undo):
        """Job (commits): do on the network what a person asked for.

        :raise RetryableJobError: if another job calls for the account
        """
        self.ensure_one()
        account = self.account_id
        if account._is_in_wrong_channel():
            self._enqueue_moderation(code, undo)
            return
        with account._hold_line() as is_line_free:
            if is_line_free:
                account._set_deadline(self)._moderate_now(code, undo)
        if not is_line_free:
            words = "The account is called just now"
            raise RetryableJobError(words, BUSY_SECONDS, ignore_retry=True)

    def _moderate_now(self, code, undo):
        """Call, and record the outcome. What was done meanwhile is not done again."""
        if self._is_moderated(ACTIONS[code]) == undo:
            try:
                self._call_moderation(code, undo)
                # A new transaction: the message may have changed during the call.
                self.env.cr.commit()  # pylint: disable=invalid-commit
                self._complete_moderation(code, undo)
            except errors.Slow:
                self._enqueue_moderation(code, undo)
            except (errors.ConnectorError, UserError) as error:
                self._handle_moderation_error(code, undo, error)
            except Exception as error:
                self._handle_moderation_fault(code, undo, error)
        else:
            self._drop_moderation(code)
        self.thread_id._notify_changed(self)
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _call_moderation(self, code, undo):
        self._check_moderation(code, undo)
        action, account = ACTIONS[code], self.account_id
        if not action.is_repeatable:
            self._claim_moderation(code, undo)
        target = self.profile_id if action.is_about_author else self
        account._get_connector()._moderate(account, code, target, undo)

    def _claim_moderation(self, code, undo):
        """Commit that the call is made, so that a job that starts again after a crash
        does not repeat what must not be repeated.

        :raise Ambiguous: if it was made already, with an unknown outcome
        """
        request = (self.moderation or {}).get(code, {})
        if request.get("is_sent"):
            raise errors.Ambiguous(
                self.env._("The outcome is unknown. It may have been done already.")
            )
        self._note_moderation(code, undo, request.get("tries", 0), is_sent=True)
        self.env.cr.commit()  # pylint: disable=invalid-commit

    # -- the outcome -----------------------------------------------------------

    def _complete_moderation(self, code, undo):
        action = ACTIONS[code]
        self._set_moderated(action, undo)
        self._drop_moderation(code)
        self.account_id._recover()
        self._record_moderation(action.undone if undo else action.done)

    def _set_moderated(self, action, undo):
        if action.code == "delete":
            self._take_down(fields.Datetime.now())
            self.thread_id._refresh()
        elif action.is_about_author:
            command = fields.Command.unlink if undo else fields.Command.link
            self.profile_id.write({action.field: [command(self.account_id.id)]})
        else:
            self[action.field] = not undo

    def _drop_moderation(self, code):
        left = {key: one for key, one in (self.moderation or {}).items() if key != code}
        self.moderation = left or False

    def _handle_moderation_fault(self, code, undo, error):
        """An error of ours says nothing about what the network did: tell the person."""
        if is_connection_lost(error):
            raise error
        _logger.exception("Mention %s: fault while moderating", self.id)
        self.env.cr.rollback()
        self._fail_moderation(code, undo, error)

    def _handle_moderation_error(self, code, undo, error):
        """Try again later, or tell the person why it was not done. Rate limiting does
        not count toward the attempt limit.
        """
        tries = (self.moderation or {}).get(code, {}).get("tries", 0)
        is_waiting = isinstance(error, errors.RateLimited)
        if is_waiting or (self._is_retried(code, error) and tries + 1 < MOST_ATTEMPTS):
            tries += not is_waiting
            pause = getattr(error, "until", fields.Datetime.now() + delay(tries or 1))
            self._note_moderation(code, undo, tries)
            self._enqueue_moderation(code, undo, eta=pause)
        else:
            self._fail_moderation(code, undo, error)

    def _is_retried(self, code, error):
        is_vague = isinstance(error, errors.Ambiguous) and ACTIONS[code].is_repeatable
        return is_vague or isinstance(error, errors.Temporary)

    def _fail_moderation(self, code, undo, error):
        if isinstance(error, errors.AuthorizationLost):
            # First: it asks the network, and nothing may be locked meanwhile.
            self.account_id._fail_unless_login_works(error)
        self._note_moderation(code, undo, error=str(error))
        action = ACTIONS[code]
        labels = self.env["social.care.log"]._get_action_labels()
        label = labels[action.undone if undo else action.done]
        self._record_moderation("moderation_failed", label)
        (self.ticket_id or self.env["mail.thread"]).sudo().message_notify(
            partner_ids=self.env.user.partner_id.ids,
            subject=self.env._("Not done on the network: %s", label),
            body=str(error),
        )

    def _record_moderation(self, entry, note=""):
        """Record in the log and on the ticket what became of a request of the user.

        :param entry: value of ``social.care.log.action``
        :param note: details
        """
        log = self.env["social.care.log"]
        log._note(self, entry, note)
        if self.ticket_id:
            words = ": ".join(filter(None, (log._get_action_labels()[entry], note)))
            self.ticket_id._message_log(body=words)
