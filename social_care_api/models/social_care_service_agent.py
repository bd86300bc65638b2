# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from typing import Literal

from odoo import models

from ..tools import results
from ..tools.errors import ServiceError
from ..tools.operation import operation
from ..tools.values import Id


class SocialCareServiceAgent(models.AbstractModel):
    """The agent of the key: state, offers, own work."""

    _name = "social.care.service.agent"
    _inherit = "social.care.service.base"
    _description = "Service for Outside Desktops: Agent"

    @operation("GET", "/agent", errors=("refused",))
    def get_agent(self) -> results.Agent:
        """Return the agent's state, load and offers.

        Asking counts as a sign of life: poll at least once a minute, or send the state.
        """
        agent = self._get_own_agent()
        agent._mark_seen()
        return results.Agent(
            agent_id=agent.id,
            name=agent.name,
            state=agent.state,
            since=agent.state_since,
            reason=self._make_choice(agent.reason_id),
            loads=self._list_loads(agent),
            offers=self._describe_works(agent._search_works("offered")),
            reasons=[self._make_choice(reason) for reason in agent._get_reasons()],
            disagreements=agent._list_conflicts(),
        )

    def _list_loads(self, agent):
        return [
            results.Load(
                medium=load["medium"],
                name=load["name"],
                count=load["count"],
                limit=load["limit"],
            )
            for load in agent._list_loads()
        ]

    @operation("PUT", "/agent/state", example={"state": "away"})
    def set_agent_state(
        self,
        state: Literal["available", "away", "after_work", "offline"],
        reason_id: Id | None = None,
    ) -> results.StateChanged:
        """Set the agent's state.

        Away returns work that was not started to the queue, offline all open work.

        :param state: the new state
        :param reason_id: why the agent is away, one of the ``reasons`` of the agent
        """
        agent = self._get_own_agent()
        desk = agent.with_user(self.env.user).set_state(state, reason_id or False)
        return results.StateChanged(state=desk["state"], returned=desk["given_back"])

    @operation("POST", "/agent/next")
    def take_next_work(self) -> results.NextWork:
        """Take what is offered to the agent, else the work with the highest priority.

        Without work the answer has a message that says why.
        """
        self._get_own_agent()
        taken = self.env["social.care.agent"].take_next()
        if "message" in taken:
            return results.NextWork(message=taken["message"])
        return results.NextWork(ticket_id=taken["ticket_id"], medium=taken["medium"])

    @operation("GET", "/agent/work", errors=("refused",))
    def list_my_work(self) -> results.WorkPage:
        """List the work that the agent has accepted and not ended."""
        works = self._get_own_agent()._search_works("working")
        return results.WorkPage(work=self._describe_works(works))

    @operation("POST", "/tickets/{ticket_id}/accept", errors=("taken",))
    def accept_work(self, ticket_id: Id) -> results.WorkChanged:
        """Accept an offer.

        :param ticket_id: the ticket that is offered
        """
        work = self._find_own_offer(ticket_id)
        self.env["social.care.work"].accept(work.ids)
        return self._tell_changed(work)

    @operation("POST", "/tickets/{ticket_id}/decline", errors=("taken",))
    def decline_work(self, ticket_id: Id) -> results.WorkChanged:
        """Decline an offer. The agent is not asked again for a while.

        :param ticket_id: the ticket that is offered
        """
        work = self._find_own_offer(ticket_id)
        self.env["social.care.work"].decline(work.ids)
        return self._tell_changed(work)

    def _find_own_offer(self, ticket_id):
        work = self._find_work(ticket_id)
        if work.state != "offered" or work.user_id != self.env.user:
            words = self.env._("This offer has expired or was withdrawn.")
            raise ServiceError("taken", words)
        return work
