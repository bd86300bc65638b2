# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models

# A reply that waits for its approval or for the network is an answer for now.
ON_ITS_WAY = ("to_approve", "queued", "sending", "unknown")
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
        """From now on the agent has the time of the team to answer. Who was named by
        hand has all the time."""
        now, until = fields.Datetime.now(), False
        if minutes := self.team_id._minutes_to_answer():
            until = now + timedelta(minutes=minutes)
        return {"touched_at": now, "answer_until": until}

    def _begin(self):
        """Whoever has these has begun with them, and may go on for as long again."""
        for work in self:
            again = work._answer_vals() if work.touched_at else {}
            work.write({"started": True} | again)

    # -- not answered ----------------------------------------------------------

    def _check_answers(self):
        """Of what should be answered by now: what is not goes to others."""
        writing = self._being_answered()
        for work in writing:
            work.write(work._answer_vals())
        now, late = fields.Datetime.now(), self.browse()
        for team, works in (self - writing).grouped("team_id").items():
            hours = team._working_time(min(works.mapped("touched_at")))
            late |= works.filtered(lambda w, h=hours: w._is_answer_due(h, now))
        if late:
            late._take_from_silent()

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
        if hours.between(self.touched_at, now) >= allowed - A_SECOND:
            return True
        until = hours.after(self.touched_at, allowed)
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
        self._tell_supervisors(words)
        for agent in self.env["social.care.agent"].union(*agents.values()):
            agent._tell()

    def _unanswered_words(self):
        return self.env._(
            "%(agent)s did not answer within %(minutes)s minutes",
            agent=self.agent_id.name,
            minutes=self.team_id.answer_minutes,
        )

    def _tell_supervisors(self, words):
        """A notice on the screens of the supervisors of the company.

        :param words: {work: what happened to it}
        """
        group = self.env.ref("social_care.group_social_care_supervisor").sudo()
        for company, works in self.grouped("company_id").items():
            lines = [f"{work.ticket_id.number}: {words[work]}" for work in works[:FEW]]
            if len(works) > FEW:
                lines.append(self.env._("and %s more", len(works) - FEW))
            for user in group.all_user_ids.filtered(
                lambda user, company=company: company in user.company_ids
            ):
                user._bus_send(
                    "simple_notification",
                    {
                        "type": "warning",
                        "title": self.env._("Offered to others"),
                        "message": "\n".join(lines),
                    },
                )
