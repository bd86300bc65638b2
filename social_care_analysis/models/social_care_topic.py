# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareTopic(models.Model):
    """What a mention is about, in a company's own words."""

    _name = "social.care.topic"
    _description = "Social Care Topic"
    _order = "sequence, name, id"
    _check_company_auto = True

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    keywords = fields.Text(
        help="To begin with, before anybody has corrected anything. One per line or "
        "separated by commas; a * at the end stands for any ending."
    )
    team_id = fields.Many2one(
        "helpdesk.ticket.team",
        check_company=True,
        help="Gets the tickets of this topic where no rule names a team.",
    )
    tag_ids = fields.Many2many(
        "helpdesk.ticket.tag",
        check_company=True,
        help="Are put on the tickets of this topic.",
    )
    mention_count = fields.Integer(compute="_compute_counts")
    correction_count = fields.Integer(
        compute="_compute_counts", help="How often people set this topic."
    )

    def _compute_counts(self):
        mentions = dict(
            self.env["social.care.mention"]._read_group(
                [("topic_id", "in", self.ids)], ["topic_id"], ["__count"]
            )
        )
        corrections = dict(
            self.env["social.care.correction"]._read_group(
                [("kind", "=", "topic"), ("value", "in", [str(i) for i in self.ids])],
                ["value"],
                ["__count"],
            )
        )
        for topic in self:
            topic.mention_count = mentions.get(topic, 0)
            topic.correction_count = corrections.get(str(topic.id), 0)

    def action_view_mentions(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care.social_care_mention_action"
        )
        action["domain"] = [("topic_id", "in", self.ids)]
        action["context"] = {}
        return action
