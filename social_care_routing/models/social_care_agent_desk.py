# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_time

from odoo.addons.social_care.tools.arguments import is_id_or_false, is_text, takes

OWN_STATES = ("available", "away", "after_work", "offline")
OVERTIME = timedelta(hours=4)


class SocialCareAgent(models.Model):
    """What a person sees and does about their own work."""

    _inherit = "social.care.agent"

    @api.model
    def _mine(self):
        return self.sudo().search([("user_id", "=", self.env.uid)])

    @api.model
    def my(self):
        """All that the switch in the top bar shows, or False for nobody's agent."""
        agent = self._mine()
        agent._see()
        return agent._desk() if agent else False

    @api.model
    @takes(state=is_text, reason_id=is_id_or_false)
    def switch(self, state, reason_id=False):
        """I am in this state from now on.

        :return: as ``my``, with "given_back": numbers of the tickets that went back
        """
        if state not in OWN_STATES:
            raise UserError(self.env._("There is no such state: %s", state))
        agent = self._mine()
        reasons = agent._own_reasons() if state == "away" else agent.reason_id.browse()
        mine = agent._works("working").ticket_id
        agent._enter(state, reasons.filtered(lambda reason: reason.id == reason_id))
        gone = mine.filtered(lambda ticket: ticket.user_id != agent.user_id)
        desk = self.my()
        return desk and desk | {"given_back": gone.mapped("number")}

    @api.model
    def work_anyway(self):
        """My shift has ended and I go on for a while.

        :return: as ``my``
        """
        agent = self._mine()
        agent.overtime_until = fields.Datetime.now() + OVERTIME
        agent._refresh_shifts()
        agent._enter("available")
        return self.my()

    @api.model
    def take_next(self):
        """What I am offered, or what is furthest in front of all that I can take,
        becomes mine.

        :return: {"ticket_id": id, "medium": code} or {"message": words}
        """
        agent = self._mine()
        if not agent:
            return {"message": self.env._("You are in no team that takes work here.")}
        if agent.state == "away":
            return {"message": self.env._("You are away. Switch to Available first.")}
        work = agent._works("offered")[:1]
        if work:
            work._accepted()
        else:
            work = self.env["social.care.queue"].sudo()._take_best(agent)
        if work:
            return {"ticket_id": work.ticket_id.id, "medium": work.medium_id.code}
        return {"message": agent._why_nothing()}

    def _why_nothing(self):
        if any(
            row["count"] >= row["limit"] for row in self._load_rows() if row["limit"]
        ):
            return self.env._("You are at full capacity.")
        return self.env._("No matching work in the queue.")

    # -- the desk --------------------------------------------------------------

    def _desk(self):
        offers = self._works("offered")
        return {
            "id": self.id,
            "now": fields.Datetime.to_string(fields.Datetime.now()),
            "state": self.state,
            "reason": (self._pairs(self.reason_id) or [False])[0],
            "since": fields.Datetime.to_string(self.state_since),
            "unseen_since": fields.Datetime.to_string(self.unseen_since),
            "reasons": self._pairs(self._own_reasons()),
            "disagreements": self._disagreements(),
            "can_work_anyway": self._can_work_anyway(),
            "load": self._load_rows(),
            "waiting_for_me": self._waiting_count(),
            "offers": offers._offer_cards(),
        }

    def _own_reasons(self):
        return self.env["social.care.pause.reason"].search_fetch(
            [("company_id", "in", [self.company_id.id, False])], ["name"]
        )

    def _pairs(self, reasons):
        return [[reason.id, reason.name] for reason in reasons]

    def _disagreements(self):
        """In words, where the switch and the calendar say different things."""
        if self.state != "available" or self._on_overtime():
            return []
        if self.break_until:
            return [self._break_in_words()]
        words = {
            "off_shift": self.env._("You are available, but you are not on shift."),
            "absent": self.env._("You are available, but you are on leave."),
        }
        return [words[self.absence]] if self.absence else []

    def _break_in_words(self):
        return self.env._(
            "You are on a break until %s. Work that you have started stays with you.",
            format_time(self.env, self.break_until, self.user_id.tz, "short"),
        )

    def _can_work_anyway(self):
        return bool(self.absence) and not self._on_overtime()

    def _on_overtime(self):
        return bool(self.overtime_until and self.overtime_until > fields.Datetime.now())

    def _load_rows(self):
        limits, doing = self._limits()[self.id], self._doing().get(self.id, {})
        media = self.env["social.care.medium"].search_fetch(
            [], ["name", "code", "icon"]
        )
        return [
            {
                "medium": medium.code,
                "name": medium.name,
                "icon": medium.icon,
                "count": doing.get(medium.id, 0),
                "limit": limits[medium.id].at_once if medium.id in limits else 0,
            }
            for medium in media
            if medium.id in limits or doing.get(medium.id)
        ]

    def _waiting_count(self):
        """Customers who wait for me."""
        return len(self._works("working"))
