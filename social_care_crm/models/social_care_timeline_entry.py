# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import SQL, html2plaintext

from odoo.addons.social_care.tools.text import remove_unseen, shorten

from .social_care_link import PROVEN

PREVIEW = 200
# Characters of a mail's HTML that are read for its preview.
MOST_HTML = 5000
_FIND_ANSWERING = """
    SELECT DISTINCT ON (theirs.id) theirs.id, reply.user_id
    FROM social_care_mention theirs
    JOIN social_care_reply reply ON reply.thread_id = theirs.thread_id
    JOIN social_care_mention ours ON ours.reply_id = reply.id
        AND ours.effective_at = theirs.answered_at
    WHERE theirs.id IN %(mentions)s AND reply.state IN ('accepted', 'published')
    ORDER BY theirs.id, reply.id
"""


class SocialCareTimelineEntry(models.AbstractModel):
    """Descriptions of timeline entries, by kind.

    ``_describe_<code>(records, subject)`` returns {ID: dict} of records that the user
    may read. All keys of a dict are optional:

    ``title``, ``text``, ``state``, ``private``;
    ``person``: who it is, where a company has several;
    ``user_ids``: who of us answered or was in charge, or their ``names``;
    ``seconds``: how long it took;
    ``incoming``: False if we wrote;
    ``unproven``: the link to the contact is not proven;
    ``model`` and ``res_id``: what opens, if it is not the entry itself.
    """

    _name = "social.care.timeline.entry"
    _description = "Entry of a Timeline"

    def _describe_mention(self, mentions, subject):
        kinds = dict(mentions._fields["kind"]._description_selection(self.env))
        networks = dict(mentions._fields["network"]._description_selection(self.env))
        answering = self._find_answering(mentions.filtered("answered_at"))
        return {
            mention.id: {
                "title": f"{networks[mention.network]} · {kinds[mention.kind]}",
                "text": mention._get_preview(),
                "private": mention.private,
                "user_ids": answering.get(mention.id, []),
                "seconds": self._count_seconds(
                    mention.effective_at, mention.answered_at
                ),
                "person": self._get_person(mention.profile_id, subject.profile),
                "unproven": self._is_unproven(mention.profile_id, subject),
            }
            for mention in mentions
        }

    def _get_person(self, person, known):
        """Return the name of a profile or contact that is not the one beside which the
        timeline stands.
        """
        return "" if person == known else person.sudo().display_name or ""

    def _is_unproven(self, profile, subject):
        """Whether an entry is only said to be the subject's: of a profile whose link to
        the contact is not proven, seen from somewhere else.
        """
        return profile != subject.profile and profile.link_strength != PROVEN

    def _find_answering(self, mentions):
        """Return {ID of a mention: list of the user ID whose reply answered it}.

        SQL: the answer is found by its time, of which a search ignores fractions.
        """
        if not mentions:
            return {}
        self.env.cr.execute(SQL(_FIND_ANSWERING, mentions=tuple(mentions.ids)))
        return {mention: [user] for mention, user in self.env.cr.fetchall()}

    def _count_seconds(self, start, end):
        """Return the seconds between two times, False if one is missing."""
        return bool(start and end) and max(0, int((end - start).total_seconds()))

    def _describe_ticket(self, tickets, subject):
        return {
            ticket.id: {
                "title": f"{ticket.number} · {ticket.stage_id.name}",
                "text": self._shorten(ticket.name),
                "person": self._get_person(ticket.partner_id, subject.partner),
                "user_ids": ticket.user_id.ids,
                "seconds": self._count_seconds(ticket.create_date, ticket.closed_date),
            }
            for ticket in tickets
        }

    def _describe_mail(self, messages, subject):
        return {
            message.id: {
                "title": message.subject or self.env._("Email"),
                "text": self._shorten_html(message.body),
                **self._describe_author(message.author_id, subject),
                "model": message.model,
                "res_id": message.res_id,
            }
            for message in messages.sudo()
        }

    def _describe_author(self, author, subject):
        is_theirs = author.id in subject.people["contact"]
        return {
            "incoming": is_theirs,
            "person": self._get_person(author, subject.partner) if is_theirs else "",
            "names": [] if is_theirs or not author else [author.name],
        }

    def _describe_lead(self, leads, subject):
        labels = dict(leads._fields["won_status"]._description_selection(self.env))
        types = dict(leads._fields["type"]._description_selection(self.env))
        return {
            lead.id: {
                "title": types[lead.type],
                "text": self._shorten(lead.name),
                "person": self._get_person(lead.partner_id, subject.partner),
                "state": lead.stage_id.name or ""
                if lead.won_status == "pending"
                else labels[lead.won_status],
                "user_ids": lead.user_id.ids,
            }
            for lead in leads
        }

    def _describe_meeting(self, meetings, subject):
        """Private meetings of others are “Busy”: the ORM masks what it fetches."""
        return {
            meeting.id: {
                "title": self.env._("Meeting"),
                "text": self._shorten(meeting.name),
                "user_ids": meeting.user_id.ids,
                "seconds": int(meeting.duration * 3600) or False,
            }
            for meeting in meetings
        }

    def _shorten(self, text):
        return shorten(remove_unseen(text or ""), PREVIEW)

    def _shorten_html(self, html):
        """Return one line of the beginning of an HTML text, which may be long."""
        return self._shorten(html2plaintext((html or "")[:MOST_HTML]))
