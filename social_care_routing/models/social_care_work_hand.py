# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.social_care.tools.arguments import is_id, is_ids, takes


class SocialCareWork(models.Model):
    """What people do with work: accept it, let it go, give it, push it."""

    _inherit = "social.care.work"

    # -- the agent -------------------------------------------------------------

    @api.model
    @takes(work_ids=is_ids)
    def accept(self, work_ids):
        """Take what is offered to me.

        :return: {"ticket_id": id of the first}
        """
        works = self._offered_to_me(work_ids)
        if not works:
            raise UserError(
                self.env._("This is not offered to you any more: somebody else has it.")
            )
        works._accepted()
        agent = self.env["social.care.agent"]._mine()
        agent._see()
        agent._tell()
        return {"ticket_id": works[0].ticket_id.id}

    @api.model
    @takes(work_ids=is_ids)
    def let_go(self, work_ids):
        """Leave what is offered to me to others. What is gone already is no matter."""
        works = self._offered_to_me(work_ids)
        self.env["social.care.agent"]._mine()._see()
        self.env["social.care.decision"].sudo()._end(works, "let_go")
        works._refuse()
        self._look_again()

    @api.model
    def _offered_to_me(self, work_ids):
        return self.sudo().search(
            [
                ("id", "in", work_ids),
                ("state", "=", "offered"),
                ("user_id", "=", self.env.uid),
            ]
        )

    def _accepted(self):
        """Those whom it was offered or given to have it now."""
        now = fields.Datetime.now()
        self.env["social.care.decision"]._end(self, "accepted")
        for work in self:
            taken = work._taken_vals(work.agent_id, work.user_id, now)
            work.write(taken | work._answer_vals())
        # Of two that accept at once the database lets one through, before the other
        # follows the ticket a second time.
        self.flush_recordset()
        for user, works in self.grouped("user_id").items():
            tickets = works.ticket_id.sudo()
            tickets.with_context(mail_auto_subscribe_no_notify=True).user_id = user

    # -- the supervisor --------------------------------------------------------

    @api.model
    @takes(work_ids=is_ids, agent_id=is_id)
    def assign(self, work_ids, agent_id):
        """Give work to somebody by hand, whatever they have already."""
        works = self._for_supervisor(work_ids)
        agent = self.env["social.care.agent"].browse(agent_id)
        agent.check_access("read")
        works._check_open()
        works._check_company_of(agent)
        for team in works.team_id:
            if agent.user_id not in team.sudo().user_ids:
                raise UserError(
                    self.env._(
                        "%(person)s is not in the team %(team)s. Move the ticket to "
                        "one of their teams first.",
                        person=agent.name,
                        team=team.name,
                    )
                )
        works.ticket_id.user_id = agent.user_id
        works._tell_given(agent.sudo())

    def _check_company_of(self, agent):
        """Raise UserError for work of a company for which an agent does not work."""
        for company in self.company_id - agent.sudo().user_id.company_ids:
            raise UserError(
                self.env._(
                    "%(person)s does not belong to %(company)s.",
                    person=agent.name,
                    company=company.name,
                )
            )

    def _tell_given(self, agent):
        """Who is given something by hand is told at once, and finds it later too."""
        words = self.env._("%s gave you this ticket", self.env.user.name)
        for ticket in self.ticket_id:
            ticket._social_care_notify(words)
        agent.user_id._bus_send(
            "simple_notification",
            {
                "type": "info",
                "title": ", ".join(self.ticket_id.mapped("number")),
                "message": words,
            },
        )
        agent._tell()

    @api.model
    @takes(work_ids=is_ids)
    def push_front(self, work_ids):
        """Before everything else that waits."""
        works = self._for_supervisor(work_ids)
        works._check_open()
        works.pushed_at = fields.Datetime.now()
        words = self.env._("%s put this in front of the queue.", self.env.user.name)
        works.ticket_id._message_log_batch(
            bodies=dict.fromkeys(works.ticket_id.ids, words)
        )
        works._place()
        works._tell_boards()

    @api.model
    @takes(work_ids=is_ids, team_id=is_id)
    def move_team(self, work_ids, team_id):
        """To the queue of another team."""
        works = self._for_supervisor(work_ids)
        works._check_open()
        team = self.env["helpdesk.ticket.team"].browse(team_id)
        team.check_access("read")
        works.ticket_id.write({"team_id": team.id, "user_id": False})

    @api.model
    def _for_supervisor(self, work_ids):
        self.env.user._social_care_check_supervisor()
        works = self.browse(work_ids)
        works.check_access("read")
        return works.sudo()

    def _check_open(self):
        if "done" in self.mapped("state"):
            raise UserError(self.env._("This ticket is closed: it waits for nobody."))
