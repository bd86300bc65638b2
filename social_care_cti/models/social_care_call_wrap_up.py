# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.social_care.tools.arguments import (
    is_id_or_false,
    is_one_of,
    is_text,
    takes,
)

# A card without a note goes by itself after so long.
SHOWN = timedelta(minutes=15)
LONGEST_NOTE = 5000
RESULTS = [
    ("resolved", "Resolved"),
    ("follow_up", "To follow up"),
    ("call_back", "Call back"),
]
# When a customer who was promised a call is called, unless the agent moves it.
CALL_BACK = timedelta(days=1)


def is_result_or_false(value):
    return value is False or is_one_of(*dict(RESULTS))(value)


class SocialCareCallWrapUp(models.AbstractModel):
    """What an agent notes after a call."""

    _name = "social.care.call.wrap.up"
    _description = "After-Call Work"

    note = fields.Text(help="What the agent noted after the call.")
    topic_id = fields.Many2one("social.care.topic", ondelete="set null", readonly=True)
    result = fields.Selection(
        RESULTS, readonly=True, help="What came of the call, as the agent noted it."
    )

    @takes(
        note=is_text,
        topic_id=is_id_or_false,
        result=is_result_or_false,
    )
    def finish(self, note="", topic_id=False, result=False):
        """Note what the call was about; the card goes, and after-call work ends.

        :param note: for colleagues, on the ticket, too
        :param topic_id: ID of a topic of the company, or False
        :param result: a value of ``result``: ``resolved`` resolves the ticket,
            ``call_back`` plans a call on it; False for none
        :raise UserError: while the current user is still in the call
        """
        self._check_own()
        call, leg = self.sudo(), self.sudo()._get_own_leg()
        if leg and leg.state != "ended":
            raise UserError(self.env._("You are still in this call."))
        topic = self.env["social.care.topic"].browse(topic_id or ()).exists()
        topic.check_access("read")
        text = note.strip()[:LONGEST_NOTE]
        call.write(
            {
                "note": text or call.note,
                "topic_id": topic.id or call.topic_id.id,
                "result": result or call.result,
            }
        )
        leg.wrapped_at = fields.Datetime.now()
        call._note_for_colleagues(text)
        if call.ticket_id:
            self._apply_result(call.ticket_id.with_env(self.env), result)
        self._end_own_after_call_work()
        call._notify(self.env.user)

    def _apply_result(self, ticket, result):
        if result == "resolved":
            ticket.check_access("write")
            ticket._social_care_resolve()
        elif result == "call_back":
            ticket.check_access("write")
            ticket.activity_schedule(
                "mail.mail_activity_data_call",
                (fields.Datetime.now() + CALL_BACK).date(),
                summary=self.env._("Call %s", self._show_number()),
                user_id=self.env.uid,
            )

    def _note_for_colleagues(self, text):
        if text and self.ticket_id:
            self.ticket_id.message_post(
                body=text,
                subtype_xmlid="mail.mt_note",
                author_id=self.env.user.partner_id.id,
            )

    def _end_own_after_call_work(self):
        agent = self.env["social.care.agent"]._get_own()
        if agent.state == "after_work" and agent.after_call_until:
            agent._set_state("available")

    def _list_topics(self):
        topics = self.env["social.care.topic"].search_fetch(
            [("company_id", "=", self.company_id.id)], ["name"], limit=100
        )
        return [[topic.id, topic.name] for topic in topics]

    def _is_to_be_wrapped(self, leg):
        """Whether the card of a call that ended is still shown."""
        return bool(
            leg.talk_from
            and not leg.wrapped_at
            and leg.talk_until
            and leg.talk_until > fields.Datetime.now() - SHOWN
        )
