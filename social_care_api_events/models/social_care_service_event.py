# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from odoo.addons.social_care_api.tools.errors import ServiceError
from odoo.addons.social_care_api.tools.operation import operation
from odoo.addons.social_care_api.tools.values import Cursor, Id, Limit

from ..tools import results


class SocialCareServiceEvent(models.AbstractModel):
    """What happened, for desktops that a webhook cannot reach."""

    _name = "social.care.service.event"
    _inherit = "social.care.service.base"
    _description = "Service for Outside Desktops: Events"

    @operation("GET", "/events", errors=("refused",))
    def list_events(
        self, after: Cursor = "", limit: Limit = 50, subscription_id: Id | None = None
    ) -> results.EventPage:
        """List what happened since a cursor, answered at once.

        An administrator creates a subscription for the user, with or without an
        address.

        :param after: ``cursor`` of the answer before; by default from the oldest event
            that is kept
        :param limit: most events of the answer
        :param subscription_id: one of the user's subscriptions, if they have several
        """
        subscription = self._find_own_subscription(subscription_id)
        deliveries = self.env["social.care.api.delivery"]
        try:
            events, cursor = deliveries._list_events(subscription, after, limit)
        except ValueError:
            words = self.env._("This is no cursor of ours.")
            raise ServiceError("invalid_request", words, {"after": words}) from None
        return results.EventPage(
            events=[results.build_event(event) for event in events], cursor=cursor
        )

    def _find_own_subscription(self, subscription_id):
        """Return the subscription of the user, in sudo: administrators alone read them.

        :raises ServiceError: ``refused``, if they have none, or several and none chosen
        """
        subscriptions = self.env["social.care.api.subscription"].sudo()
        found = subscriptions.search(
            [
                ("user_id", "=", self.env.uid),
                ("company_id", "in", self.env.companies.ids),
                ("state", "!=", "off"),
            ]
        )
        if subscription_id:
            found = found.filtered(lambda one: one.id == subscription_id)
        if len(found) == 1:
            return found
        words = (
            self.env._("You have several subscriptions. Name one: subscription_id.")
            if found
            else self.env._("No subscription that is switched on has you as its user.")
        )
        raise ServiceError("refused", words)
