# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from typing import Literal

from odoo import models

from odoo.addons.social_care_api.tools.errors import ServiceError
from odoo.addons.social_care_api.tools.operation import operation
from odoo.addons.social_care_api.tools.results import Choice
from odoo.addons.social_care_api.tools.values import Id, Line, Text

from ..tools import results


class SocialCareServiceCall(models.AbstractModel):
    """The agent's calls. What is asked of the phone system goes there by a job."""

    _name = "social.care.service.call"
    _inherit = "social.care.service.base"
    _description = "Service for Outside Desktops: Calls"

    @operation("GET", "/calls")
    def list_my_calls(self) -> results.Calls:
        """List the calls that the agent is in, those that ring first."""
        desk = self.env["social.care.call"].get_desk()
        return results.Calls(
            can_call=desk["can_call"],
            calls=[self._describe_call(card) for card in desk["calls"]],
        )

    @operation("POST", "/calls", example={"number": "+48 500 100 001"})
    def place_call(
        self, number: Line, ticket_id: Id | None = None, contact_id: Id | None = None
    ) -> results.CallChanged:
        """Call a number. The agent's own phone rings first.

        :param number: as a person writes it
        :param ticket_id: the ticket that the call is about
        :param contact_id: the contact who is called
        """
        card = self.env["social.care.call"].place_call(
            number,
            bool(ticket_id) and self._find_ticket(ticket_id).id,
            bool(contact_id) and self._find("res.partner", contact_id).id,
        )
        return results.CallChanged(call_id=card["id"])

    @operation("POST", "/calls/{call_id}/hang-up", errors=("taken",))
    def hang_up_call(self, call_id: Id) -> results.CallChanged:
        """End the agent's part of a call.

        :param call_id: the call
        """
        self._find_call(call_id).hang_up()
        return results.CallChanged(call_id=call_id)

    @operation(
        "POST", "/calls/{call_id}/hold", errors=("taken",), example={"is_held": True}
    )
    def hold_call(self, call_id: Id, is_held: bool = True) -> results.CallChanged:
        """Hold a call, or resume it.

        :param call_id: the call
        :param is_held: whether to hold it
        """
        self._find_call(call_id).hold(is_held)
        return results.CallChanged(call_id=call_id)

    @operation(
        "POST", "/calls/{call_id}/transfer", errors=("taken",), example={"number": "22"}
    )
    def transfer_call(self, call_id: Id, number: Line) -> results.CallChanged:
        """Transfer a call without asking first.

        :param call_id: the call
        :param number: extension of a colleague, or a number that may be called
        """
        self._find_call(call_id).transfer(number)
        return results.CallChanged(call_id=call_id)

    @operation(
        "POST", "/calls/{call_id}/consult", errors=("taken",), example={"number": "22"}
    )
    def consult_colleague(self, call_id: Id, number: Line) -> results.CallChanged:
        """Hold the customer and call a colleague.

        :param call_id: the call
        :param number: extension of a colleague, or a number that may be called
        """
        self._find_call(call_id).consult(number)
        return results.CallChanged(call_id=call_id)

    @operation("POST", "/calls/{call_id}/pull-back", errors=("taken",))
    def pull_back_call(self, call_id: Id) -> results.CallChanged:
        """End a consultation, and talk to the customer again.

        :param call_id: the call
        """
        self._find_call(call_id).pull_back()
        return results.CallChanged(call_id=call_id)

    @operation(
        "POST",
        "/calls/{call_id}/finish",
        errors=("taken",),
        example={"note": "Wants a refund", "result": "follow_up"},
    )
    def finish_call(
        self,
        call_id: Id,
        note: Text = "",
        topic_id: Id | None = None,
        result: Literal["resolved", "follow_up", "call_back"] | None = None,
    ) -> results.CallChanged:
        """Note what a call was about. After-call work ends.

        :param call_id: the call
        :param note: for colleagues; the customer does not see it
        :param topic_id: topic of the call
        :param result: ``resolved`` resolves the ticket, ``call_back`` plans a call
        """
        call = self._find_call(call_id)
        call.finish(note, topic_id or False, result or False)
        return results.CallChanged(call_id=call_id)

    def _find_call(self, call_id):
        """Return a call of the agent.

        :raises ServiceError: ``not_found``, or ``taken`` if colleagues have it
        """
        call = self._find("social.care.call", call_id)
        if not call.sudo()._get_own_leg():
            words = self.env._("You are not part of this call.")
            raise ServiceError("taken", words)
        return call

    def _describe_call(self, card):
        contact, ticket = card["contact"], card["ticket"]
        return results.Call(
            call_id=card["id"],
            direction=card["direction"],
            number=card["number"] or "",
            state=card["state"],
            own_state=card["leg_state"],
            started_at=self._read_moment(card["started_at"]),
            contacts=[self._describe_contact(one) for one in card["contacts"]],
            contact=self._describe_contact(contact) if contact else None,
            ticket_id=ticket["id"] if ticket else None,
            can=card["can"],
            queue=card["queue"] or None,
            outcome=card["outcome"] or None,
            error=card["error"] or None,
        )

    def _describe_contact(self, contact):
        return Choice(id=contact["id"], name=contact["name"])
