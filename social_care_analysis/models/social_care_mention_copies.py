# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools import duplicates
from ..tools.text import read


class SocialCareMention(models.Model):
    """Retweets and copies: one group, one ticket."""

    _inherit = "social.care.mention"

    def _find_copies(self):
        """Put mentions into groups with those that said the same in the last days.

        A private message is never a copy: two people who write the same to us have
        nothing to do with each other.
        """
        public = self.filtered(lambda m: not m.private and m.text and not m.group_id)
        for company, mentions in public.grouped("company_id").items():
            mentions._group_copies(company)

    def _compare_anew(self):
        """An edited text is like others than before."""
        own = [("mention_id", "in", self.ids)]
        self.env["social.care.signature"].search(own).unlink()
        self.write({"group_id": False, "original_id": False})
        self._find_copies()

    def _group_copies(self, company):
        texts = [read(mention.text) for mention in self]
        found = duplicates.signatures(texts)
        near = self.env["social.care.signature"]._near(company, found)
        groups = self._groups_of(near)
        known = [
            (groups[id_], self.browse(id_), own) for id_, own in near if id_ in groups
        ]
        places = duplicates.place(found, known)
        self._join_groups(company, [self._at(place.leader) for place in places])
        self._name_originals([self._at(place.original) for place in places])
        self.env["social.care.signature"]._keep(
            company,
            [
                (mention.id, own)
                for mention, own, place in zip(self, found, places, strict=True)
                if own and place.tells
            ],
        )

    def _groups_of(self, near):
        """The group, or the mention itself, that stands for each mention."""
        others = self.browse([id_ for id_, _own in near]) - self
        return {other.id: other.group_id or other for other in others}

    def _at(self, label):
        """What a label of a place means: a record, or an index into ``self``."""
        return self[label] if isinstance(label, int) else label

    def _join_groups(self, company, leaders):
        """Where two or more belong together they get a group.

        :param leaders: of each mention a group, or the mention that it goes with
        """
        members = {}
        for mention, leader in zip(self, leaders, strict=True):
            members.setdefault(leader, self.browse())
            members[leader] += mention
        alone = {
            leader: leader | mentions
            for leader, mentions in members.items()
            if leader._name == self._name and len(leader | mentions) > 1
        }
        groups = self.env["social.care.mention.group"].create(
            [{"company_id": company.id} for _leader in alone]
        )
        for group, mentions in zip(groups, alone.values(), strict=True):
            mentions.group_id = group
        for group, mentions in members.items():
            if group._name != self._name:
                mentions.group_id = group

    def _name_originals(self, originals):
        """A copy of a copy is one of what that is a copy of. Two who found the same
        words have each a matter of their own: a copy says that it is passed on, or is
        by the same person."""
        for mention, original in zip(self, originals, strict=True):
            if original and mention._passes_on(original):
                mention.original_id = original.original_id or original

    def _passes_on(self, original):
        return self.profile_id == original.profile_id or duplicates.is_passed_on(
            read(self.text)
        )

    # -- one ticket ------------------------------------------------------------

    def _get_ticket_key(self):
        """A copy with what it copies; in an incident nothing takes others along."""
        original = self.original_id.thread_id
        return (
            original if original and not self.incident_id else super()._get_ticket_key()
        )

    def _join_ticket(self):
        return super()._join_ticket() or self._join_ticket_of_original()

    def _join_ticket_of_original(self):
        """A copy joins the open ticket of what it copies."""
        ticket = self._ticket_of_original()
        if not ticket or self.incident_id:
            return False
        place = {"ticket_id": ticket.id, "team_id": ticket.team_id.id}
        self.thread_id.write(place)
        self.write({"state": "ticket", **place})
        return True

    def _ticket_of_original(self):
        """Open; where that of the original has ended, the one of a later copy."""
        ticket = self.original_id.thread_id.ticket_id._social_care_find_original()
        if not ticket or (ticket.active and not ticket.closed):
            return ticket
        later = self.search(
            [
                ("original_id", "=", self.original_id.id),
                ("ticket_id", "!=", False),
                ("ticket_id.closed", "=", False),
            ],
            limit=1,
        )
        return later.thread_id._open_ticket()

    def _notify_joined(self):
        """That somebody else passed it on is no message of the customer."""
        told = self.filtered(
            lambda m: m.original_id.profile_id in (m.profile_id, m.profile_id.browse())
        )
        return super(SocialCareMention, told)._notify_joined()
