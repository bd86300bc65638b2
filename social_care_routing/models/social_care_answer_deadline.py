# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from .social_care_reply import ON_ITS_WAY

# The working hours of a team may change before a deadline that was computed from them.
RECHECK = timedelta(hours=1)
# Hours are summed as floats.
A_SECOND = 1 / 3600
# Tickets that a notification lists.
MOST_LISTED = 5


class SocialCareAnswerDeadline(models.AbstractModel):
    """The time that a team gives its agents to answer work that they have accepted."""

    _name = "social.care.answer.deadline"
    _description = "Social Care Answer Deadline"

    @api.model
    def _check(self, works):
        """Release accepted work that was not answered in time. Work that was assigned
        manually stays; the supervisors are notified once.

        :param works: social.care.work whose ``answer_until`` has passed
        """
        writing = self._filter_being_answered(works)
        for work in writing:
            work.write(
                work._prepare_answer()
                if work.touched_at
                else work._prepare_manual_answer()
            )
        late = self._filter_late(works - writing)
        accepted = late.filtered("touched_at")
        if accepted:
            self._release(accepted)
        if late - accepted:
            self._report(late - accepted)

    def _filter_being_answered(self, works):
        """Items whose reply is being written, approved or sent."""
        tickets = [("thread_id.ticket_id", "in", works.ticket_id.ids)]
        replies = self.env["social.care.reply"].search(
            [*tickets, ("state", "in", ON_ITS_WAY)]
        )
        composers = self.env["social.care.composer"].search(
            [*tickets, ("until", ">=", fields.Datetime.now())]
        )
        writers = {(c.thread_id.ticket_id, c.user_id) for c in composers}
        answered = replies.thread_id.ticket_id
        return works.filtered(
            lambda w: w.ticket_id in answered or (w.ticket_id, w.user_id) in writers
        )

    def _filter_late(self, works):
        """Items whose time to answer is over; the others get their next check."""
        now, late = fields.Datetime.now(), works.browse()
        for team, own in works.grouped("team_id").items():
            hours = team._sla_response_get_working_time(min(map(self._get_start, own)))
            late |= own.filtered(lambda w, h=hours: self._is_late(w, h, now))
        return late

    def _get_start(self, work):
        return work.touched_at or work.accepted_at

    def _is_late(self, work, hours, now):
        """Whether the time to answer is over; if not, set the next check.

        :param hours: WorkingTime of the team, of helpdesk_mgmt_sla_response
        """
        allowed = work.team_id._get_social_care_answer_minutes() / 60
        if not allowed:
            work.answer_until = False
            return False
        start = self._get_start(work)
        if hours.between(start, now) >= allowed - A_SECOND:
            return True
        until = hours.after(start, allowed)
        work.answer_until = min(filter(None, [until, now + RECHECK]))
        return False

    def _release(self, works):
        """Return the work to the queue; the agents are not asked again for a while,
        and supervisors are notified."""
        agents = {work: work.agent_id for work in works}
        words = {work: self._describe(work) for work in works}
        works._cool_down()
        self.env["social.care.decision"]._mark_unanswered(works)
        works._return_to_queue(words)
        for work, agent in agents.items():
            work.write({"unanswered_id": agent.id, "last_agent_id": False})
        works.ticket_id._message_log_batch(
            bodies={work.ticket_id.id: text for work, text in words.items()}
        )
        self._notify_supervisors(works, self.env._("Returned to the queue"), words)
        for agent in self.env["social.care.agent"].union(*agents.values()):
            agent._notify_screens()

    def _report(self, works):
        """Notify supervisors. Work that was assigned manually stays with its agent,
        since a user decided so; supervisors find it in the list of work items."""
        words = {work: self._describe(work) for work in works}
        for work in works:
            work.write({"unanswered_id": work.agent_id.id, "answer_until": False})
            supervisors = work.company_id._social_care_get_supervisors()
            work.ticket_id._social_care_notify(words[work], supervisors.partner_id)
        title = self.env._("Assigned manually, not answered")
        self._notify_supervisors(works, title, words)

    def _describe(self, work):
        return self.env._(
            "%(agent)s did not answer within %(minutes)s minutes",
            agent=work.user_id.name,
            minutes=work.team_id.social_care_answer_minutes,
        )

    def _notify_supervisors(self, works, title, words):
        """Show a notification to the supervisors of each company.

        :param words: {work: what happened to it}
        """
        for company, own in works.grouped("company_id").items():
            lines = [f"{work.ticket_id.number}: {words[work]}" for work in own]
            if len(lines) > MOST_LISTED:
                more = self.env._("and %s more", len(lines) - MOST_LISTED)
                lines[MOST_LISTED:] = [more]
            message = {"type": "warning", "title": title, "message": "\n".join(lines)}
            for user in company._social_care_get_supervisors():
                user._bus_send("simple_notification", message)
