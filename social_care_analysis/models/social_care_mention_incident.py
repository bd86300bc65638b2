# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.named import list_named
from ..tools.numbers import names_number
from ..tools.surge import Voice
from ..tools.text import read
from ..tools.urgency import FAR

_MOODS = {"negative": -1, "positive": 1}


class SocialCareMentionIncident(models.AbstractModel):
    """A mention in an incident: what belongs to one, and what needs its own reply."""

    _name = "social.care.mention.incident"
    _description = "Mention in an Incident"

    def _watch_volume(self):
        """Count new mentions, and collect those that are part of a storm."""
        counted = self.filtered(
            lambda m: (
                not m._is_irrelevant()
                or not m.company_id.social_care_set_aside_irrelevant
            )
        )
        self.env["social.care.volume"].sudo()._add(counted)
        for company, mentions in counted.grouped("company_id").items():
            if company.social_care_incidents:
                incidents = self.env["social.care.incident"].sudo()
                incidents._watch_mentions(company, mentions)

    def _get_volume_keys(self):
        """Return the keys under which this mention is counted: ``topic:<id>``,
        ``term:<term>``, ``group:<id>``.
        """
        keys = self.watch_keys or []
        return [*keys, f"group:{self.group_id.id}"] if self.group_id else keys

    def _group_by_volume_key(self):
        """Return {key: the mentions that are counted under it}, in their order."""
        ids = {}
        for mention in self:
            for key in set(mention._get_volume_keys()):
                ids.setdefault(key, []).append(mention.id)
        own = self._prefetch_ids
        return {
            key: self.browse(found).with_prefetch(own) for key, found in ids.items()
        }

    def _get_voices(self, campaigns):
        """Return what tells whether these are about one matter.

        :param campaigns: {key: what may be a campaign}
        :return: list of ``tools.surge.Voice``, one for each mention
        """
        tags = {key for key in campaigns if not key.startswith("topic:")}
        return [
            Voice(
                talk=("group", m.group_id.id) if m.group_id else ("post", m.id),
                words=list_named(read(m.text or ""), m.detected_language or ""),
                mood=_MOODS.get(m.sentiment, 0),
                topic=m.topic_id.id or None,
                in_campaign=not tags.isdisjoint(m._get_volume_keys()),
            )
            for m in self
        ]

    def _is_dismissed(self, dismissed):
        """Return whether this is about what was recently dismissed as no incident. A
        mention with another topic is not, whatever hashtag it carries.

        :param dismissed: set of keys
        """
        keys = self._get_volume_keys()
        topics = {key for key in keys if key.startswith("topic:")}
        return not dismissed.isdisjoint(topics or keys)

    def _filter_effective_since(self, since):
        """Return mentions of a recent time: what is fetched late is no storm, and where
        a sender's clock is wrong, the time of receipt counts.
        """
        return self.filtered(lambda m: m.effective_at >= since)

    def _find_incident(self, watched):
        """Return the open incident that collects this mention, empty for none.

        A hashtag alone does not collect mentions of another topic.

        :param watched: {key: ``social.care.incident``}
        """
        for key in self._get_volume_keys():
            incident = watched.get(key, self.env["social.care.incident"])
            if key.startswith("term:") and self.topic_id - incident.topic_id:
                continue
            if incident:
                return incident
        return self.env["social.care.incident"]

    def _filter_exceptions(self, incident):
        """Return the mentions that need a reply of their own: individual cases, and
        those of people who write again after the holding reply.
        """
        replies = self.env["social.care.reply"].search(
            [
                ("incident_id", "=", incident.id),
                ("holding_profile_id", "in", self.profile_id.ids),
            ]
        )
        answered = replies.holding_profile_id
        return self.filtered(
            lambda m: m._is_individual_case() or m.profile_id in answered
        )

    def _is_individual_case(self):
        """Return whether this needs a reply of its own in a storm, too: it is private
        or names danger, many follow its author, it names a number (of an order, say),
        or somebody works on its conversation already.
        """
        return (
            self.private
            or self._is_pressing()
            or self.reach >= FAR
            or names_number(read(self.text or ""))
            or bool(self.thread_id.ticket_id - self._get_untouched_ticket())
        )

    def _get_untouched_ticket(self):
        """Return the ticket of this mention if it is open and nobody took it."""
        return self.ticket_id.filtered(lambda t: not t.user_id and not t.closed)

    def _is_untouched(self):
        """Return whether nobody works on this: it is in the inbox, or on a ticket
        without an owner.
        """
        if self.answered_at:
            return False
        return self.state == "inbox" or (
            self.state == "ticket" and bool(self._get_untouched_ticket())
        )

    def _filter_sharing_ticket(self):
        """Return the mentions whose conversation has others on its ticket."""
        others = self._search_on_tickets(self.ticket_id) - self
        return self.filtered(lambda m: m.thread_id in others.thread_id)

    def _search_on_tickets(self, tickets):
        return self.search(
            [("ticket_id", "in", tickets.ids), ("deleted_at", "=", False)]
        )

    def _enter_incident(self, incident):
        """Move mentions from the inbox or from tickets into an incident."""
        self.write(
            {"state": "incident", "incident_id": incident.id, "ticket_id": False}
        )
        self.thread_id.ticket_id = False
        self.thread_id._refresh()
        self.thread_id._notify_changed(self, inbox=True)

    def _open_tickets(self, vals):
        """Take what shares a conversation with an exception out of the incident."""
        self.filtered("incident_id").incident_id = False
        return super()._open_tickets(vals)

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
