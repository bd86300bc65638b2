# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.social_care.tools.arguments import is_id_or_false, is_text, takes

from ..tools import numbers
from ..tools.errors import PhoneError, PhoneUnreachable

# A call that was asked for and of which nothing is known after this has failed.
SILENT = timedelta(seconds=90)
# Who stores a call makes its ticket soon; what is due for longer, a process that died
# has left.
LEFT = timedelta(minutes=1)
# Tickets that are made in one run.
MOST_DUE = 200
# What can be done while a leg is in these states, by capability.
ACTS = {
    "hang_up": ("ringing", "up", "talking", "held"),
    "hold": ("talking", "held"),
    "transfer": ("talking", "held"),
    "consult": ("talking",),
    "pull_back": ("held",),
}


class SocialCareCallActs(models.AbstractModel):
    """What agents do with calls. Each act is a job: the phone system is asked outside
    the agent's transaction, and the card says what came of it.
    """

    _name = "social.care.call.acts"
    _description = "Acts on a Call"

    request_state = fields.Selection(
        [("queued", "Requested"), ("done", "Placed"), ("failed", "Failed")],
        readonly=True,
        help="Of a call that was placed from Odoo.",
    )
    request_error = fields.Char(readonly=True)

    # -- click to call ---------------------------------------------------------------

    @api.model
    @takes(number=is_text, ticket_id=is_id_or_false, partner_id=is_id_or_false)
    def place_call(self, number, ticket_id=False, partner_id=False):
        """Call a number; the current user's own phone rings first.

        :param number: as a person or a network wrote it
        :param ticket_id: ID of the ticket that the call is about
        :param partner_id: ID of the contact who is called
        :return: as ``get_card``
        :raise UserError: if the user has no phone, or the number may not be called
        """
        self.check_access("read")
        line = self._get_calling_line()
        found = self._check_number(line.system_id, number)
        ticket = self.env["helpdesk.ticket"].browse(ticket_id or ()).exists()
        partner = self.env["res.partner"].browse(partner_id or ()).exists()
        ticket.check_access("write")
        partner.check_access("read")
        call = self.sudo().create(
            {
                **self._prepare_placed(line, found),
                "ticket_id": ticket.id,
                "partner_id": (partner or ticket.partner_id).id,
            }
        )
        call._identify()
        call._enqueue()._request(line)
        return call._get_card()

    def _get_calling_line(self):
        """The phone of the current user that can place calls."""
        lines = self.sudo()._find_calling_lines()
        if not lines:
            raise UserError(
                self.env._(
                    "You have no phone that Odoo can ring. Ask an administrator to add "
                    "one to the phone system."
                )
            )
        return lines[0]

    def _find_calling_lines(self):
        lines = self.env["social.care.phone.line"].search(
            [
                ("user_id", "=", self.env.uid),
                ("system_id.active", "=", True),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        return lines.filtered(
            lambda line: (
                line.system_id.is_enabled and line.system_id._get_capabilities().make
            )
        )

    def _check_number(self, system, number):
        """:return: the number in E.164"""
        found = system._normalize(number)
        if not found:
            raise UserError(
                self.env._("“%s” is no phone number. Check it.", number[:40])
            )
        if not numbers.is_allowed(found, system.allowed_prefixes or ""):
            raise UserError(
                self.env._(
                    "Calls to %(number)s are not allowed. An administrator can allow "
                    "them in the phone system “%(system)s”.",
                    number=numbers.show(found),
                    system=system.name,
                )
            )
        return found

    def _prepare_placed(self, line, number):
        return {
            "system_id": line.system_id.id,
            "key": f"social-care-{uuid.uuid4().hex}",
            "direction": "out",
            "number": number,
            "number_dialed": number,
            "user_id": self.env.uid,
            "team_id": line.system_id.team_id.id,
            "state": "up",
            "started_at": fields.Datetime.now(),
            "request_state": "queued",
            "is_followed": True,
            "leg_ids": [
                fields.Command.create(
                    {
                        "line_id": line.id,
                        "user_id": line.user_id.id,
                        "device": line.device,
                        "state": "up",
                    }
                )
            ],
        }

    def _request(self, line):
        """Job: have the phone system place the call. It is tried once: nobody's phone
        rings a minute later.
        """
        if self.request_state != "queued":
            return
        if not self.system_id.is_enabled:
            self._fail_request(self.system_id._describe_copy().title)
            return
        self.request_state = "done"
        # Committed first: a job that is killed must not ring twice.
        self.env.cr.commit()  # pylint: disable=invalid-commit
        connector, system = self.system_id._get_connector(), self.system_id
        number = f"{system.outside_prefix or ''}{self.number.removeprefix('+')}"
        try:
            key = connector._make_call(system, line, number, self.key)
        except PhoneUnreachable as error:
            # It may ring all the same; if not, a cron ends the call.
            self._show_error(str(error))
            return
        except PhoneError as error:
            self._fail_request(str(error))
            return
        if key != self.key:
            self.key = key

    @api.model
    def _cron_end_unplaced(self):
        """End calls that were asked for and of which the phone system says nothing: the
        job was lost, or nobody listens.
        """
        for call in self.search(self._get_unplaced_domain()):
            localized = call.with_context(lang=call.user_id.lang)
            call._fail_request(localized._describe_silence())
        left = [("write_date", "<", fields.Datetime.now() - LEFT)]
        self._make_due_tickets(left, MOST_DUE)

    @api.model
    def _get_unplaced_domain(self):
        """:return: domain of calls that were asked for and never came about; bindings
        leave out those of which they know better
        """
        return (
            Domain("request_state", "in", ("queued", "done"))
            & Domain("state", "=", "up")
            & Domain("leg_ids.channel", "=", False)
            & Domain("started_at", "<", fields.Datetime.now() - SILENT)
        )

    def _describe_silence(self):
        return self.env._("The phone system said nothing about this call. Try again.")

    def _fail_request(self, words):
        self.write(
            {
                "request_state": "failed",
                "request_error": words,
                "state": "ended",
                "outcome": "cancelled",
                "ended_at": fields.Datetime.now(),
                "version": self.version + 1,
            }
        )
        users = self.leg_ids.user_id
        self.leg_ids.write({"state": "ended"})
        self._notify(users)

    # -- during a call -----------------------------------------------------------------

    def _list_acts(self, leg):
        """:return: what the screen offers for an agent's leg, list of codes"""
        if not self.system_id.is_enabled or not leg.channel:
            return []
        able = self.system_id._get_capabilities()
        return [
            act
            for act, states in ACTS.items()
            if getattr(able, act) and leg.state in states
        ]

    def hang_up(self):
        """End the current user's part of this call."""
        self._act("hang_up")._do_hang_up(self._get_acting_leg())

    def hold(self, is_held):
        """Hold this call, or resume it.

        :param is_held: whether to hold it
        """
        self._act("hold")._do_hold(self._get_acting_leg(), bool(is_held))

    def transfer(self, number):
        """Transfer this call without asking first.

        :param number: extension of a colleague, or a number that may be called
        """
        target = self._check_target(number)
        self._act("transfer")._do_transfer(self._get_acting_leg(), target)

    def consult(self, number):
        """Hold the customer and call a colleague.

        :param number: as of ``transfer``
        """
        target = self._check_target(number)
        self._act("consult")._do_consult(self._get_acting_leg(), target)

    def pull_back(self):
        """End a consultation."""
        self._act("pull_back")._do_pull_back(self._get_acting_leg())

    def _act(self, act):
        """:return: this call with a job in sight, after all checks"""
        leg = self._get_acting_leg()
        if act not in self.sudo()._list_acts(leg):
            raise UserError(
                self.env._("This is not possible now: the call has changed.")
            )
        return self.sudo()._enqueue()

    def _get_acting_leg(self):
        self.ensure_one()
        leg = self.sudo()._get_own_leg()
        if not leg:
            raise AccessError(self.env._("You are not part of this call."))
        return leg

    def _check_target(self, number):
        """An extension of the phone system, or a number that may be called."""
        if not is_text(number):
            raise UserError(self.env._("This page is outdated. Reload it."))
        self._get_acting_leg()
        system, text = self.sudo().system_id, number.strip()
        if text in system.line_ids.mapped("extension"):
            return text
        found = self._check_number(system, text)
        return f"{system.outside_prefix or ''}{found.removeprefix('+')}"

    def _enqueue(self):
        return self.with_delay(max_retries=1, priority=1)

    def _do_hang_up(self, leg):
        self._command(lambda connector: connector._hang_up(self.system_id, leg))

    def _do_hold(self, leg, is_held):
        self._command(lambda connector: connector._hold(self.system_id, leg, is_held))

    def _do_transfer(self, leg, number):
        self._command(
            lambda connector: connector._transfer(self.system_id, leg, number)
        )

    def _do_consult(self, leg, number):
        self._command(lambda connector: connector._consult(self.system_id, leg, number))

    def _do_pull_back(self, leg):
        self._command(lambda connector: connector._pull_back(self.system_id, leg))

    def _command(self, command):
        """Job: ask the phone system; a refusal is shown on the card."""
        if self.state == "ended":
            return
        if not self.system_id.is_enabled:
            self._show_error(self.system_id._describe_copy().title)
            return
        try:
            command(self.system_id._get_connector())
        except PhoneError as error:
            self._show_error(str(error))

    def _show_error(self, words):
        """Show on the card what went wrong; the call goes on."""
        self.write({"request_error": words, "version": self.version + 1})
        self._notify(self.leg_ids.user_id)
