# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..tools.attempts import LONGEST_FAILURE, MOST_FAILURES, PROBE


class SocialCareApiHealth(models.AbstractModel):
    """Whether a subscriber answers, and what happens if it does not."""

    _name = "social.care.api.health"
    _description = "Health of a Webhook Subscription"

    state = fields.Selection(
        [
            ("off", "Off"),
            ("on", "On"),
            ("circuit", "Not answering"),
        ],
        required=True,
        readonly=True,
        default="off",
        copy=False,
        help="A subscriber that does not answer is tried once a minute until it does. "
        "Nothing is lost meanwhile.",
    )
    off_reason = fields.Char(string="Why it is off", readonly=True, copy=False)
    failures = fields.Integer(
        string="Failures in a row", readonly=True, copy=False, default=0
    )
    failing_since = fields.Datetime(readonly=True, copy=False)
    paused_until = fields.Datetime(
        string="Next attempt after",
        readonly=True,
        copy=False,
        help="Until then nothing is sent.",
    )
    last_error = fields.Char(readonly=True, copy=False)
    is_slow = fields.Boolean(
        readonly=True,
        copy=False,
        help="It takes long to answer: it shares a channel with other slow ones.",
    )

    def _is_troubled(self):
        return bool(self.failures or self.failing_since or self.paused_until)

    def _note_outcome(self, outcome):
        """Note what an attempt says about the subscriber.

        :param outcome: ``tools.attempts.Outcome``
        """
        if outcome.kind == "gone":
            self._switch_off(
                self.env._("The subscriber no longer wants notifications.")
            )
        elif outcome.kind == "sent":
            self.write(self._prepare_healthy())
        else:
            self._note_failure(outcome)

    def _prepare_healthy(self):
        return {
            "state": "on",
            "failures": 0,
            "failing_since": False,
            "paused_until": False,
            "last_error": False,
        }

    def _note_failure(self, outcome):
        now = fields.Datetime.now()
        since = self.failing_since or now
        if now - since > LONGEST_FAILURE:
            self._switch_off(self.env._("It has failed since %s.", since.date()))
            return
        failures, pause = self.failures + 1, outcome.pause
        is_open = failures >= MOST_FAILURES and outcome.kind == "failed"
        if is_open or self.state == "circuit":
            pause = max(pause, PROBE)
        self.write(
            {
                "state": "circuit" if is_open else self.state,
                "failures": failures,
                "failing_since": since,
                "paused_until": pause and now + pause,
                "last_error": outcome.words,
            }
        )

    def _switch_off(self, reason):
        """Stop notifying, and tell the administrators why.

        :param reason: sentence
        """
        self.write({"state": "off", "off_reason": reason})
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=self._get_administrators().partner_id.ids,
            subject=self.env._("Notifications to %s were switched off", self.name),
            body=self.env._(
                "%s What was not delivered is kept for some days: switch the "
                "subscription on again to deliver it.",
                reason,
            ),
        )

    def _get_administrators(self):
        group = self.env.ref("social_care.group_social_care_manager").sudo()
        return group.all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and not user.share
        )
