# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.numbers import names_number
from ..tools.text import read
from ..tools.urgency import FAR


class SocialCareMention(models.Model):
    """What belongs to an incident, and what of it needs a person."""

    _inherit = "social.care.mention"

    def _watch(self):
        """Count new mentions, and look whether they are part of a storm."""
        told = self.filtered(
            lambda m: (
                m.worth in (False, "worth") or not m.company_id.social_care_put_aside
            )
        )
        self.env["social.care.volume"].sudo()._add(told)
        for company, mentions in told.grouped("company_id").items():
            if company.social_care_incidents:
                self.env["social.care.incident"].sudo()._watch(company, mentions)

    def _volume_keys(self):
        keys = self.watch_keys or []
        return [*keys, f"group:{self.group_id.id}"] if self.group_id else keys

    def _is_refused(self, refused):
        """Whether it is about what was no incident lately; what has a topic of its own
        is not, whatever hashtag it carries.

        :param refused: set of keys
        """
        keys = self._volume_keys()
        topics = {key for key in keys if key.startswith("topic:")}
        return not refused.isdisjoint(topics or keys)

    def _effective_since(self, since):
        """What is fetched late is no storm; a tool whose clock is wrong raises one by
        when we received its messages."""
        return self.filtered(lambda m: m.effective_at >= since)

    def _incident_among(self, watched):
        """The open incident that watches one of this mention's keys, if any.

        A hashtag alone takes nobody along who speaks of something else.

        :param watched: dict of key to incident
        """
        for key in self._volume_keys():
            incident = watched.get(key, self.env["social.care.incident"])
            if key.startswith("term:") and self.topic_id - incident.topic_id:
                continue
            if incident:
                return incident
        return self.env["social.care.incident"]

    def _exceptions_of(self, incident):
        """Those that need an answer of their own: private or pressing ones, those
        whom many follow, whoever names a number of theirs, has a ticket, or writes
        again after the holding reply."""
        replies = self.env["social.care.reply"].search(
            [
                ("incident_id", "=", incident.id),
                ("holding_profile_id", "in", self.profile_id.ids),
            ]
        )
        answered = replies.holding_profile_id
        return self.filtered(lambda m: m._needs_person() or m.profile_id in answered)

    def _needs_person(self):
        return (
            self.private
            or self._is_pressing()
            or self.reach >= FAR
            or names_number(read(self.text or ""))
            or bool(self.thread_id.ticket_id - self._lone_ticket())
        )

    def _lone_ticket(self):
        """The ticket of this mention while nobody has begun with it."""
        return self.ticket_id.filtered(lambda t: not t.user_id and not t.closed)

    def _is_untouched(self):
        """Nobody has begun: in the inbox, or on a ticket without an owner."""
        if self.answered_at:
            return False
        return self.state == "inbox" or (
            self.state == "ticket" and bool(self._lone_ticket())
        )

    def _beside_another_matter(self):
        """Those whose conversation has something else on its ticket."""
        others = self._on_tickets(self.ticket_id) - self
        return self.filtered(lambda m: m.thread_id in others.thread_id)

    def _on_tickets(self, tickets):
        return self.search(
            [("ticket_id", "in", tickets.ids), ("deleted_at", "=", False)]
        )

    def _enter_incident(self, incident):
        """Move here from the inbox or from a ticket."""
        self.write(
            {"state": "incident", "incident_id": incident.id, "ticket_id": False}
        )
        self.thread_id.ticket_id = False
        self.thread_id._refresh()
        self.thread_id._notify_changed(self, inbox=True)

    def _open_tickets(self, vals):
        """What shares a conversation with an exception goes to its ticket, too."""
        self.filtered("incident_id").incident_id = False
        return super()._open_tickets(vals)

    def action_leave_incident(self):
        """Route on its own, as if there were no incident; of many at once only a
        supervisor may say so."""
        self.check_access("read")
        if len(self) > 1:
            self.env.user._social_care_check_supervisor()
        self.sudo().filtered(lambda m: m.state == "incident")._leave_incident()

    def _leave_incident(self):
        for incident, mentions in self.grouped("incident_id").items():
            mentions.write(
                {
                    "incident_id": False,
                    "exception_of_id": incident.id,
                    "state": "inbox",
                }
            )
        rest = self.filtered(lambda m: not m._join_ticket())
        rest._apply_decisions(self.env["social.care.rule"]._decide(rest))
        self.thread_id._refresh()
        self.thread_id._notify_changed(self, inbox=True)
