# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from odoo.addons.social_care.models.helpdesk_ticket import AGENT

from .social_care_mention import SENTIMENT, URGENCY


class HelpdeskTicket(models.Model):
    """The verdicts on the customer's last message, and the incident of a ticket."""

    _inherit = "helpdesk.ticket"

    social_sentiment = fields.Selection(
        SENTIMENT, string="Sentiment", readonly=True, groups=AGENT
    )
    social_urgency = fields.Selection(
        URGENCY, string="Urgency", readonly=True, groups=AGENT
    )
    social_topic_id = fields.Many2one(
        "social.care.topic",
        string="Topic",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups=AGENT,
    )
    social_mention_id = fields.Many2one(
        related="social_care_thread_id.last_mention_id",
        string="Customer's last message",
        related_sudo=False,
        groups=AGENT,
    )
    social_verdicts = fields.Json(
        related="social_mention_id.verdicts", related_sudo=False, groups=AGENT
    )
    social_care_incident_ids = fields.One2many(
        "social.care.incident", "ticket_id", groups=AGENT
    )
