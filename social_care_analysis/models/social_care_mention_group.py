# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..tools import duplicates
from ..tools.text import read


class SocialCareMentionGroup(models.Model):
    """Near-identical mentions: reposts, shares, nearly the same words by many."""

    _name = "social.care.mention.group"
    _description = "Group of Near-identical Mentions"
    _order = "id desc"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    mention_ids = fields.One2many("social.care.mention", "group_id")
    mention_count = fields.Integer(compute="_compute_mention_count")

    def _compute_mention_count(self):
        rows = self.env["social.care.mention"]._read_group(
            [("group_id", "in", self.ids)], ["group_id"], ["__count"]
        )
        counts = dict(rows)
        for group in self:
            group.mention_count = counts.get(group, 0)

    @api.depends("mention_ids")
    def _compute_display_name(self):
        for group in self:
            group.display_name = self.env._("%s alike", group.mention_count)

    # -- grouping --------------------------------------------------------------

    @api.model
    def _group_mentions(self, company, mentions):
        """Group new mentions with one another and with those of the last days, and
        name the original of each copy.

        :param company: the ``res.company`` of all the mentions
        :param mentions: public mentions with a text
        """
        signatures = self.env["social.care.signature"]
        found = duplicates.signatures([read(mention.text) for mention in mentions])
        near = signatures._find_near(company, found)
        leaders = self._get_leaders(mentions, near)
        known = [
            (leaders[id_], mentions.browse(id_), own)
            for id_, own in near
            if id_ in leaders
        ]
        places = duplicates.place(found, known)
        self._join_leaders(
            company, mentions, [self._resolve(mentions, p.leader) for p in places]
        )
        self._set_originals(
            mentions, [self._resolve(mentions, p.original) for p in places]
        )
        rows = zip(mentions, found, places, strict=True)
        signatures._store(
            company, [(m.id, own) for m, own, place in rows if own and place.tells]
        )

    def _get_leaders(self, mentions, near):
        """Return {id of a known mention: its group, or itself without one}."""
        others = mentions.browse([id_ for id_, _own in near]) - mentions
        return {other.id: other.group_id or other for other in others}

    def _resolve(self, mentions, label):
        """Return what a label of a ``duplicates.Place`` stands for: an index into the
        new mentions, or a record.
        """
        return mentions[label] if isinstance(label, int) else label

    def _join_leaders(self, company, mentions, leaders):
        """Put mentions into the groups of their leaders; where two or more belong
        together that have no group, create one.

        :param leaders: of each mention a group, or the mention that it goes with
        """
        members = {}
        for mention, leader in zip(mentions, leaders, strict=True):
            members.setdefault(leader, mentions.browse())
            members[leader] += mention
        new = [
            leader | own
            for leader, own in members.items()
            if leader._name == mentions._name and len(leader | own) > 1
        ]
        groups = self.create([{"company_id": company.id} for _own in new])
        for group, own in zip(groups, new, strict=True):
            own.group_id = group
        for leader, own in members.items():
            if leader._name == self._name:
                own.group_id = leader

    def _set_originals(self, mentions, originals):
        """Name the original of each copy. Resolve chains of copies to the original."""
        for mention, original in zip(mentions, originals, strict=True):
            if original and mention._is_copy_of(original):
                mention.original_id = original.original_id or original
