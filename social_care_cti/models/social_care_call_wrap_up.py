# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.social_care.tools.arguments import (
    is_bool,
    is_id_or_false,
    is_text,
    takes,
)

# A card without a note goes by itself after so long.
SHOWN = timedelta(minutes=15)
LONGEST_NOTE = 5000


class SocialCareCallWrapUp(models.AbstractModel):
    """What an agent notes after a call."""

    _name = "social.care.call.wrap.up"
    _description = "After-Call Work"

    note = fields.Text(help="What the agent noted after the call.")
    topic_id = fields.Many2one("social.care.topic", ondelete="set null", readonly=True)

    @takes(note=is_text, topic_id=is_id_or_false, is_resolved=is_bool)
    def finish(self, note="", topic_id=False, is_resolved=False):
        """Note what the call was about; the card goes, and after-call work ends.

        :param note: for colleagues, on the ticket, too
        :param topic_id: ID of a topic of the company, or False
        :param is_resolved: whether the ticket is resolved with it
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
            {"note": text or call.note, "topic_id": topic.id or call.topic_id.id}
        )
        leg.wrapped_at = fields.Datetime.now()
        call._note_for_colleagues(text)
        if is_resolved and call.ticket_id:
            ticket = call.ticket_id.with_env(self.env)
            ticket.check_access("write")
            ticket._social_care_resolve()
        self._end_own_after_call_work()
        call._notify(self.env.user)

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
