# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models

from .social_care_reply import ON_ITS_WAY

# Working hours may change meanwhile.
LOOK_AGAIN = timedelta(hours=1)
A_SECOND = 1 / 3600
# So many are named in a notice.
FEW = 5


class SocialCareWork(models.Model):
    """Work that an agent accepted and never answers goes to others."""

    _inherit = "social.care.work"

    touched_at = fields.Datetime(
        readonly=True,
        help="When the agent accepted it or last worked on it. Empty for work that was "
        "assigned by hand.",
    )
    answer_until = fields.Datetime(
        readonly=True, help="When it is checked whether the agent has answered."
    )
    unanswered_id = fields.Many2one(
        "social.care.agent",
        string="Not answered by",
        readonly=True,
        ondelete="set null",
    )

    _answers = models.Index("(answer_until) WHERE state = 'working'")

    def _answer_vals(self):
        """From now on the agent has the time of the team to answer, else it goes to
        others."""
        return {"touched_at": fields.Datetime.now()} | self._named_vals()

    def _named_vals(self):
        """Who was named by hand keeps it; after that time the supervisors are told."""
        minutes = self.team_id._minutes_to_answer()
        until = fields.Datetime.now() + timedelta(minutes=minutes)
        return {"answer_until": until if minutes else False}

    def _begin(self):
        """Whoever has these has begun with them, and may go on for as long again."""
        for work in self:
            again = work._answer_vals() if work.touched_at else {}
            work.write({"started": True} | again)

    # -- not answered ----------------------------------------------------------

    def _check_answers(self):
        """Of what should be answered by now: what is not goes to others. What was
        assigned by hand stays; the supervisors are told once."""
        writing = self._being_answered()
        for work in writing:
            again = work._answer_vals() if work.touched_at else work._named_vals()
            work.write(again)
        now, late = fields.Datetime.now(), self.browse()
        for team, works in (self - writing).grouped("team_id").items():
            hours = team._sla_response_get_working_time(
                min(work._had_since() for work in works)
            )
            late |= works.filtered(lambda w, h=hours: w._is_answer_due(h, now))
        accepted = late.filtered("touched_at")
        if accepted:
            accepted._take_from_silent()
        if late - accepted:
            (late - accepted)._report_silent()

    def _had_since(self):
        return self.touched_at or self.accepted_at

    def _being_answered(self):
        """Those whose answer is being written, approved or sent."""
        tickets = [("thread_id.ticket_id", "in", self.ticket_id.ids)]
        replies = self.env["social.care.reply"].search(
            [*tickets, ("state", "in", ON_ITS_WAY)]
        )
        composers = self.env["social.care.composer"].search(
            [*tickets, ("until", ">=", fields.Datetime.now())]
        )
        writers = {(c.thread_id.ticket_id, c.user_id) for c in composers}
        answered = replies.thread_id.ticket_id
        return self.filtered(
            lambda w: w.ticket_id in answered or (w.ticket_id, w.user_id) in writers
        )

    def _is_answer_due(self, hours, now):
        """Whether the time of the team is over, else when to look again.

        :param hours: tools.working_time.WorkingTime of the team
        """
        allowed = self.team_id._minutes_to_answer() / 60
        if not allowed:
            self.answer_until = False
            return False
        if hours.between(self._had_since(), now) >= allowed - A_SECOND:
            return True
        until = hours.after(self._had_since(), allowed)
        self.answer_until = min(filter(None, [until, now + LOOK_AGAIN]))
        return False

    def _take_from_silent(self):
        """Who accepted these and did not answer has them no more and is not asked
        again for a while; supervisors are told."""
        agents = {work: work.agent_id for work in self}
        words = {work: work._unanswered_words() for work in self}
        self._cool_down()
        self.env["social.care.decision"]._leave_unanswered(self)
        self._back_to_queue(words)
        for work, agent in agents.items():
            work.write({"unanswered_id": agent.id, "last_agent_id": False})
        self.ticket_id._message_log_batch(
            bodies={work.ticket_id.id: text for work, text in words.items()}
        )
        self._tell_supervisors(self.env._("Offered to others"), words)
        for agent in self.env["social.care.agent"].union(*agents.values()):
            agent._tell()

    def _report_silent(self):
        """Who was named by hand and did not answer keeps these: a person decided that.
        The supervisors are told and find them in the list of work."""
        words = {work: work._unanswered_words() for work in self}
        for work in self:
            work.write({"unanswered_id": work.agent_id.id, "answer_until": False})
            supervisors = work.company_id._social_care_get_supervisors()
            work.ticket_id._social_care_notify(words[work], supervisors.partner_id)
        self._tell_supervisors(self.env._("Assigned by hand, not answered"), words)

    def _unanswered_words(self):
        return self.env._(
            "%(agent)s did not answer within %(minutes)s minutes",
            agent=self.user_id.name,
            minutes=self.team_id.answer_minutes,
        )

    def _tell_supervisors(self, title, words):
        """A notice on the screens of the supervisors of the company.

        :param words: {work: what happened to it}
        """
        for company, works in self.grouped("company_id").items():
            lines = [f"{work.ticket_id.number}: {words[work]}" for work in works[:FEW]]
            if len(works) > FEW:
                lines.append(self.env._("and %s more", len(works) - FEW))
            for user in company._social_care_get_supervisors():
                user._bus_send(
                    "simple_notification",
                    {
                        "type": "warning",
                        "title": title,
                        "message": "\n".join(lines),
                    },
                )
