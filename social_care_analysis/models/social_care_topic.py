# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..tools.usual_topics import HARMLESS, usual_topics


class SocialCareTopic(models.Model):
    """A subject of mentions, in a company's own list."""

    _name = "social.care.topic"
    _description = "Social Care Topic"
    _order = "sequence, name, id"
    _check_company_auto = True

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    keywords = fields.Text(
        help="Used until people have corrected enough topics. One per line or "
        "separated by commas; a * at the end stands for any ending."
    )
    is_trouble = fields.Boolean(
        string="Raises incidents",
        default=True,
        help="Unusually many mentions are an incident even if their mood is neutral. "
        "Turn this off for topics that campaigns bring up, such as prices and offers.",
    )
    team_id = fields.Many2one(
        "helpdesk.ticket.team",
        check_company=True,
        help="Team for tickets of this topic where no rule sets a team.",
    )
    tag_ids = fields.Many2many(
        "helpdesk.ticket.tag",
        check_company=True,
        help="Added to the tickets of this topic.",
    )
    mention_count = fields.Integer(compute="_compute_counts")
    correction_count = fields.Integer(
        compute="_compute_counts", help="Number of times people set this topic."
    )

    @api.constrains("company_id")
    def _check_company_reach(self):
        self.company_id._social_care_check_reach()

    def _compute_counts(self):
        mentions = self._count_by("social.care.mention", "topic_id", self.ids)
        ids = [str(topic.id) for topic in self]
        corrections = self._count_by(
            "social.care.correction", "value", ids, [("kind", "=", "topic")]
        )
        for topic in self:
            topic.mention_count = mentions.get(topic, 0)
            topic.correction_count = corrections.get(str(topic.id), 0)

    def _count_by(self, model, field, values, domain=()):
        domain = [(field, "in", values), *domain]
        rows = self.env[model].sudo()._read_group(domain, [field], ["__count"])
        return dict(rows)

    def action_view_mentions(self):
        self.check_access("read")
        domain = [("topic_id", "in", self.ids)]
        return self.env["social.care.mention"]._action_view(domain)

    def action_create_usual(self):
        """Create the topics that nearly every business has, with keywords in nine
        languages. Topics of the same name are left alone.
        """
        company = self.env.company
        own = self.with_context(active_test=False)
        known = own.search([("company_id", "=", company.id)]).mapped("name")
        self.create(
            [
                {
                    "name": name,
                    "color": color,
                    "sequence": 10 * color,
                    "company_id": company.id,
                    **values,
                }
                for color, (name, values) in enumerate(
                    self._get_usual_topics().items(), 1
                )
                if name not in known
            ]
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _get_usual_topics(self):
        """Return the usual topics. Other addons add their own.

        :return: {name: dict of keywords and ``is_trouble``}
        """
        return {
            name: {"keywords": keywords, "is_trouble": name not in HARMLESS}
            for name, keywords in usual_topics().items()
        }
