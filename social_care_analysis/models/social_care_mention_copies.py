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

    def _group_copies(self, company):
        texts = [read(mention.text) for mention in self]
        found = duplicates.signatures(texts)
        near = self.env["social.care.signature"]._near(company, found)
        labels = self._labels_of(near)
        known = [(labels[id_], own) for id_, own in near if id_ in labels]
        places = duplicates.place(found, known)
        self._join_groups(company, [leader for leader, _tells in places])
        self.env["social.care.signature"]._keep(
            company,
            [
                (mention.id, own)
                for mention, own, (_leader, tells) in zip(
                    self, found, places, strict=True
                )
                if own and tells
            ],
        )

    def _labels_of(self, near):
        """The group, or the mention itself, that stands for each mention."""
        others = self.browse([id_ for id_, _own in near]) - self
        return {other.id: other.group_id or other for other in others}

    def _join_groups(self, company, leaders):
        """Where two or more belong together they get a group.

        :param leaders: of each mention a group, a mention, or an index into ``self``
        """
        members = {}
        for mention, leader in zip(self, leaders, strict=True):
            first = self[leader] if isinstance(leader, int) else leader
            members.setdefault(first, self.browse())
            members[first] += mention
        fresh = {
            first: first | mentions
            for first, mentions in members.items()
            if first._name == self._name and len(first | mentions) > 1
        }
        groups = self.env["social.care.mention.group"].create(
            [
                {"company_id": company.id, "ticket_id": first.ticket_id.id}
                for first in fresh
            ]
        )
        for group, (first, mentions) in zip(groups, fresh.items(), strict=True):
            mentions.group_id = group
            (mentions - first).is_copy = True
        for group, mentions in members.items():
            if group._name != self._name:
                mentions.write({"group_id": group.id, "is_copy": True})

    # -- one ticket ------------------------------------------------------------

    def _belongs_to(self):
        return self.group_id or super()._belongs_to()

    def _open_tickets(self, vals):
        result = super()._open_tickets(vals)
        for group, mentions in self.grouped("group_id").items():
            group.ticket_id = mentions.ticket_id[:1]
        return result

    def _join_ticket(self):
        return super()._join_ticket() or self._join_ticket_of_copies()

    def _join_ticket_of_copies(self):
        """A copy joins the open ticket of what it copies."""
        ticket = self.group_id.ticket_id.filtered(lambda t: t.active and not t.closed)
        if not ticket or not self.is_copy or self.incident_id:
            return False
        place = {"ticket_id": ticket.id, "team_id": ticket.team_id.id}
        self.thread_id.write(place)
        self.write({"state": "ticket", **place})
        return True

    def _notify_joined(self):
        """That somebody passed it on is no message of the customer."""
        return super(
            SocialCareMention, self.filtered(lambda m: not m.is_copy)
        )._notify_joined()
