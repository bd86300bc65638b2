# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..tools.isolation import apply_isolating_failures
from ..tools.snooze import LONGEST

AGENT = "social_care.group_social_care_agent"
# Number of tickets that one run of the cron job wakes.
MOST_WOKEN = 500


class SocialCareTicketSnooze(models.AbstractModel):
    """Snooze tickets: they leave the lists until a time, or until the customer writes.

    SLA targets run on, since the customer did not agree to wait.
    """

    _name = "social.care.ticket.snooze"
    _description = "Snoozing of Tickets"

    social_care_snoozed_until = fields.Datetime(
        string="Snoozed until",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=AGENT,
    )

    def _social_care_snooze(self, until):
        """Snooze open tickets.

        :param until: datetime in UTC, later than now and within ``LONGEST``
        :raise UserError: if it is not, or a ticket is closed
        """
        now = fields.Datetime.now()
        if not until or until <= now:
            raise UserError(self.env._("Choose a time in the future."))
        if until > now + LONGEST:
            raise UserError(self.env._("A ticket can be snoozed for at most one year."))
        if self - self._social_care_filter_open():
            raise UserError(self.env._("A closed ticket cannot be snoozed."))
        tickets = self.sudo()
        tickets.social_care_snoozed_until = until
        words = self.env._(
            "%(person)s snoozed this ticket until %(time)s.",
            person=self.env.user.name,
            time=format_datetime(self.env, until),
        )
        tickets._message_log_batch(bodies=dict.fromkeys(tickets.ids, words))
        self.env.ref("social_care.cron_wake").sudo()._trigger(until)
        tickets._social_care_notify_screens()

    def _social_care_wake(self):
        """End the snooze of tickets.

        :return: those that were snoozed
        """
        asleep = self.filtered(lambda t: t.sudo().social_care_snoozed_until)
        if asleep:
            asleep.sudo().social_care_snoozed_until = False
            asleep._social_care_notify_screens()
        return asleep

    def _social_care_wake_due(self):
        for ticket in self._social_care_wake():
            ticket._social_care_notify(self.env._("This ticket was snoozed until now"))

    def _social_care_notify_screens(self):
        self.sudo().social_care_thread_ids._notify_changed()

    @api.model
    def _social_care_cron_wake(self):
        """Wake tickets whose time has come, and notify the people in charge."""
        now = fields.Datetime.now()
        due = self.search(
            [("social_care_snoozed_until", "<=", now)],
            order="social_care_snoozed_until, id",
            limit=MOST_WOKEN,
        )
        apply_isolating_failures(due, type(due)._social_care_wake_due)
        if len(due) == MOST_WOKEN:
            self.env.ref("social_care.cron_wake")._trigger()
