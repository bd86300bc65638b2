# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from contextlib import suppress

import psycopg2
from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.exceptions import AccessError, MissingError, UserError

from odoo.addons.social_care.exceptions import StaleReply

from ..tools import results
from ..tools.errors import ServiceError
from ..tools.outcome import Outcome

_logger = logging.getLogger(__name__)

GROUP = "social_care_api.group_social_care_api_user"


class SocialCareServiceBase(models.AbstractModel):
    """What happens to each call, whatever it asks for and however it came: rights,
    arguments, repetition, refusal.
    """

    _name = "social.care.service.base"
    _description = "Calls of Outside Desktops"

    def _serve(self, operation, given, values):
        """Answer a call over Odoo's RPC.

        :param operation: ``tools.operation.Operation``
        :param given: JSON values that the client passed by place
        :param values: dict of JSON values that it passed by name
        :return: dict of JSON values
        :raises ServiceError: if it is refused
        """
        values, request_id = operation.bind(given, values)
        outcome = self._call_safely(operation, values, request_id)
        if outcome.error:
            self._keep_refusal(operation, values, request_id, outcome)
            raise outcome.error
        return outcome.answer

    def _call_safely(self, operation, values, request_id):
        """Odoo's RPC answers an error with what it knows of the server."""
        try:
            return self._call(operation, operation.parse, values, request_id)
        except psycopg2.Error:
            # Odoo repeats what collided.
            raise
        except Exception:
            _logger.exception("Operation %s", operation.name)
            words = self.env._("An error of the server. It is in its log.")
            return Outcome(error=ServiceError("internal_error", words))

    @api.model
    def _call(self, operation, parse, values, request_id=""):
        """Call an operation with the rights of the user.

        :param operation: ``tools.operation.Operation``
        :param parse: its method that validates the values
        :param values: what the client sent
        :param request_id: with it, the same call acts once
        :return: ``tools.outcome.Outcome``
        """
        context = {"lang": self.env.user.lang or "en_US"}
        # Nothing of the client's context counts.
        service = self.with_context(context)  # pylint: disable=context-overridden
        try:
            service._check_caller(operation)
            arguments = parse(values)
            if not (request_id and operation.is_remembered):
                return service._perform(operation, arguments)
            requests = self.env["social.care.api.request"].sudo()
            request = requests._open(operation, request_id, values)
        except ServiceError as error:
            return Outcome(error=error)
        if not request.is_new:
            return request.outcome
        outcome = service._perform(operation, arguments)
        requests._settle(request, outcome)
        return outcome

    def _check_caller(self, operation):
        user = self.env.user
        if not user.has_group(GROUP) or not user.has_group(operation.group):
            raise ServiceError(
                "forbidden",
                self.env._(
                    "%s may not do this. An administrator gives users the role and the "
                    "group “Outside desktop”.",
                    user.name,
                ),
            )

    def _perform(self, operation, arguments):
        """Run an operation; what a refused one changed is undone."""
        try:
            if not operation.is_writing:
                result = operation.function(self, **arguments)
            else:
                with self.env.cr.savepoint():
                    result = operation.function(self, **arguments)
        except UserError as error:
            return Outcome(error=self._make_refusal(error))
        return Outcome(answer=operation.dump(result))

    def _make_refusal(self, error):
        """Return what a client is told of an error of Odoo or ours.

        :param error: ``UserError``
        :return: ``ServiceError``
        """
        if isinstance(error, ServiceError):
            return error
        if isinstance(error, MissingError):
            return self._refuse_missing()
        if isinstance(error, AccessError):
            # Odoo's words name records and groups.
            words = self.env._("%s may not do this.", self.env.user.name)
            return ServiceError("forbidden", words)
        if isinstance(error, StaleReply):
            # Odoo's words quote what was said; refusals are stored for a day.
            words = self.env._(
                "Somebody wrote here meanwhile. Read the messages, and send the reply "
                "with the new cursor if it still fits."
            )
            return ServiceError("stale", words)
        return ServiceError("refused", str(error))

    def _refuse_missing(self):
        words = self.env._("There is no such thing, or you may not read it.")
        return ServiceError("not_found", words)

    def _keep_refusal(self, operation, values, request_id, outcome):
        """Store a refusal although Odoo's RPC rolls back: the same call is refused with
        the same words.
        """
        is_kept = operation.is_remembered and outcome.can_be_stored
        if not (request_id and is_kept):
            return
        registry, context, uid = self.env.registry, self.env.context, self.env.uid

        def store():
            # Who came at the same moment has stored theirs.
            with suppress(SerializationFailure, ServiceError), registry.cursor() as cr:
                requests = api.Environment(cr, uid, context)["social.care.api.request"]
                request = requests.sudo()._open(operation, request_id, values)
                if request.is_new:
                    requests.sudo()._settle(request, outcome)

        self.env.cr.postrollback.add(store)

    @api.model
    def _find(self, model, record_id):
        """Return a record that the user may read.

        :param model: name of a model
        :param record_id: ID
        :raises ServiceError: ``not_found``, also if it exists for others
        """
        record = self.env[model].search([("id", "=", record_id)])
        if not record:
            raise self._refuse_missing()
        return record

    @api.model
    def _find_work(self, ticket_id):
        """Return the work item of a ticket, in sudo: the user may read it.

        :raises ServiceError: ``not_found``
        """
        works = self.env["social.care.work"]
        work = works.search([("ticket_id", "=", self._find_ticket(ticket_id).id)])
        if not work:
            raise self._refuse_missing()
        return work.sudo()

    @api.model
    def _find_ticket(self, ticket_id):
        """Return a ticket that the user may read.

        :raises ServiceError: ``not_found``
        """
        return self._find("helpdesk.ticket", ticket_id)

    @api.model
    def _search_colleagues(self):
        """Return the agents of the teams that the user may read, in sudo: they alone
        may read their own agent.
        """
        teams = self.env["helpdesk.ticket.team"].search([("active", "=", True)])
        mine = [("user_id", "in", teams.sudo().user_ids.ids)]
        return self.env["social.care.agent"].sudo().search(mine)

    @api.model
    def _get_own_agent(self):
        """Return the agent of the user, in sudo.

        :raises ServiceError: ``refused`` for users who are none
        """
        agent = self.env["social.care.agent"]._get_own()
        if not agent:
            words = self.env._("You are not in a team with routing.")
            raise ServiceError("refused", words)
        return agent

    @api.model
    def _make_choice(self, record):
        """Return what names a record; None without one.

        :param record: record or empty record set that the user may know of
        """
        return (
            results.Choice(id=record.id, name=record.display_name) if record else None
        )

    @api.model
    def _read_moment(self, text):
        """Return a moment that a screen gets as text; None without one."""
        return fields.Datetime.to_datetime(text) if text else None

    @api.model
    def _tell_ticket(self, ticket):
        """Return what became of a ticket.

        :param ticket: ``helpdesk.ticket`` that the user may read
        """
        return results.TicketChanged(
            ticket_id=ticket.id,
            stage=ticket.stage_id.name or "",
            is_closed=ticket.closed,
        )
