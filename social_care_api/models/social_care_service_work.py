# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ..tools import results
from ..tools.cursors import pack, unpack_id
from ..tools.errors import ServiceError
from ..tools.operation import SUPERVISOR, operation
from ..tools.values import Cursor, Id, Limit, Line, Text

LONGEST_DESCRIPTION = 20_000


class SocialCareServiceWork(models.AbstractModel):
    """The queue: what waits, who has it, and who gets it."""

    _name = "social.care.service.work"
    _inherit = "social.care.service.base"
    _description = "Service for Outside Desktops: Work"

    @operation("GET", "/work")
    def list_work(
        self,
        state: results.WorkState | None = None,
        team_id: Id | None = None,
        medium: Line | None = None,
        agent_id: Id | None = None,
        after: Cursor = "",
        limit: Limit = 50,
    ) -> results.WorkPage:
        """List work that the agent may read, the oldest first.

        :param state: only work in this state; by default all that is not done
        :param team_id: only work of this team
        :param medium: only work of the medium with this code
        :param agent_id: only work of this agent
        :param after: ``next`` of the page before
        :param limit: most rows of the page
        """
        domain = Domain("state", "=", state) if state else Domain("state", "!=", "done")
        for name, value in (
            ("team_id", team_id),
            ("medium_id.code", medium),
            ("agent_id", agent_id),
        ):
            domain &= Domain(name, "=", value) if value else Domain.TRUE
        domain &= Domain("id", ">", unpack_id(after))
        works = self.env["social.care.work"].search(domain, order="id", limit=limit + 1)
        shown = works[:limit]
        return results.WorkPage(
            work=self._describe_works(shown.sudo()),
            next=pack(shown[-1:].id) if works - shown else None,
        )

    @operation("GET", "/tickets/{ticket_id}")
    def get_work(self, ticket_id: Id) -> results.WorkDetails:
        """Return everything about a ticket in the queue but its messages.

        :param ticket_id: the ticket
        """
        work = self._find_work(ticket_id)
        ticket = work.ticket_id
        strip = ticket._social_care_get_strip(work)
        return results.WorkDetails(
            **vars(self._describe_works(work)[0]),
            description=html2plaintext(ticket.description or "")[:LONGEST_DESCRIPTION],
            terms=[results.Term(**term) for term in strip["terms"]],
            clocks=[self._describe_clock(target) for target in strip["targets"]],
            reasons=self._list_reasons(work),
            tags=[self._make_choice(tag) for tag in ticket.tag_ids],
            conversations=self._describe_conversations(ticket_id),
            sentiment=ticket.social_care_sentiment or None,
            urgency=ticket.social_care_urgency or None,
            topic=ticket.social_care_topic_id.name or None,
        )

    def _list_reasons(self, work):
        """Why the agent got or is offered this work."""
        decision = work.decision_ids.sorted("id")[-1:]
        if not decision or decision.kind == "by_hand":
            return decision._list_reasons()
        return decision._list_reasons_for_agent()

    @operation("POST", "/tickets/{ticket_id}/take", errors=("taken",))
    def take_work(self, ticket_id: Id) -> results.WorkChanged:
        """Take a ticket that waits, although it was not offered.

        :param ticket_id: the ticket
        """
        self._get_own_agent()
        work = self._find_work(ticket_id)
        work._check_open()
        if work.user_id and work.user_id != self.env.user:
            words = self.env._("%s has this ticket.", work.user_id.name)
            raise ServiceError("taken", words)
        if work.state == "offered":
            self.env["social.care.work"].accept(work.ids)
        else:
            self._find_ticket(ticket_id).user_id = self.env.user
        return self._tell_changed(work)

    @operation(
        "POST",
        "/tickets/{ticket_id}/return",
        errors=("taken",),
        example={"reason": "Needs somebody who knows the depot"},
    )
    def return_work(self, ticket_id: Id, reason: Line = "") -> results.WorkChanged:
        """Return a ticket of the agent to the queue of its team.

        :param ticket_id: the ticket
        :param reason: is noted on the ticket; the customer does not see it
        """
        work = self._find_work(ticket_id)
        if work.state != "working" or work.user_id != self.env.user:
            words = self.env._("This ticket is not yours.")
            raise ServiceError("taken", words)
        ticket = self._find_ticket(ticket_id)
        if reason:
            ticket._message_log(body=reason)
        ticket._social_care_transfer(ticket.team_id, self.env["res.users"], "")
        return self._tell_changed(work)

    @operation(
        "POST",
        "/tickets/{ticket_id}/transfer",
        example={"team_id": 1, "note": "Knows the depot"},
    )
    def transfer_work(
        self, ticket_id: Id, team_id: Id, agent_id: Id | None = None, note: Text = ""
    ) -> results.WorkChanged:
        """Hand a ticket over to a team or to one of its agents.

        :param ticket_id: the ticket
        :param team_id: the team that gets it
        :param agent_id: the agent of the team who gets it; by default the queue decides
        :param note: for whoever takes it; the customer does not see it
        """
        ticket = self._find_ticket(ticket_id)
        work = self._find_work(ticket_id)
        work._check_open()
        team = self._find("helpdesk.ticket.team", team_id)
        user = self._find_agent(agent_id).user_id if agent_id else self.env["res.users"]
        team._social_care_check_takes(ticket.company_id, user)
        ticket._social_care_transfer(team, user, note)
        return self._tell_changed(work)

    @operation(
        "POST", "/tickets/{ticket_id}/assign", group=SUPERVISOR, example={"agent_id": 1}
    )
    def assign_work(self, ticket_id: Id, agent_id: Id) -> results.WorkChanged:
        """Assign a ticket to an agent, regardless of their capacity.

        :param ticket_id: the ticket
        :param agent_id: the agent
        """
        work = self._find_work(ticket_id)
        self.env["social.care.work"].assign(work.ids, self._find_agent(agent_id).id)
        return self._tell_changed(work)

    @operation("POST", "/tickets/{ticket_id}/push", group=SUPERVISOR)
    def push_work(self, ticket_id: Id) -> results.WorkChanged:
        """Move a ticket to the front of the queue.

        :param ticket_id: the ticket
        """
        work = self._find_work(ticket_id)
        self.env["social.care.work"].push_front(work.ids)
        return self._tell_changed(work)

    def _find_agent(self, agent_id):
        """:return: agent of a team that the user may read, in sudo"""
        agent = self._search_colleagues().filtered(lambda one: one.id == agent_id)
        if not agent:
            raise self._refuse_missing()
        return agent

    # -- descriptions ----------------------------------------------------------

    def _describe_works(self, works):
        """Describe work for a list.

        :param works: ``social.care.work`` that the user may read, in sudo
        :return: list of ``results.Work``
        """
        return [self._describe_work(work) for work in works]

    def _describe_work(self, work):
        ticket = work.ticket_id
        is_ranked = bool(work.waiting_since) and work.state != "done"
        return results.Work(
            ticket_id=ticket.id,
            number=ticket.number or "",
            title=ticket.name or "",
            state=work.state,
            medium=work.medium_id.code,
            customer=ticket.social_care_author_name or ticket.partner_name or "",
            preview=work._get_preview(),
            has_conversation=work._has_conversation(),
            team=self._make_choice(work.team_id),
            agent=self._make_choice(work.agent_id),
            waiting_since=work.waiting_since or None,
            offered_until=work.state == "offered" and work.offer_until or None,
            sla=work._get_sla_state() or None,
            sla_due_at=work.sla_due_at or None,
            priority_minutes=work._get_score() if is_ranked else 0,
        )

    def _describe_clock(self, target):
        return results.Clock(
            kind=target["kind"],
            label=target["label"],
            state=target["state"],
            deadline=self._read_moment(target["deadline"]),
        )

    def _tell_changed(self, work):
        return results.WorkChanged(ticket_id=work.ticket_id.id, state=work.state)
