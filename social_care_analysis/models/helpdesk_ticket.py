# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from odoo.addons.social_care.models.helpdesk_ticket import AGENT

from ..tools.urgency import SELF_HARM
from .social_care_mention import SENTIMENT, URGENCY


class HelpdeskTicket(models.Model):
    """The verdicts on the customer's last message, and the incident of a ticket."""

    _inherit = "helpdesk.ticket"

    social_care_sentiment = fields.Selection(
        SENTIMENT, string="Sentiment", readonly=True, groups=AGENT
    )
    social_care_urgency = fields.Selection(
        URGENCY, string="Urgency", readonly=True, groups=AGENT
    )
    social_care_urgency_kind = fields.Selection(
        lambda self: self.env["social.care.mention"]._get_urgency_kinds(),
        string="Kind of urgency",
        readonly=True,
        groups=AGENT,
    )
    social_care_urgency_guidance = fields.Text(
        string="What to do", compute="_compute_social_care_guidance", groups=AGENT
    )
    social_care_topic_id = fields.Many2one(
        "social.care.topic",
        string="Topic",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups=AGENT,
    )
    social_care_mention_id = fields.Many2one(
        related="social_care_thread_id.last_mention_id",
        string="Customer's last message",
        related_sudo=False,
        groups=AGENT,
    )
    social_care_verdicts = fields.Json(
        related="social_care_mention_id.verdicts", related_sudo=False, groups=AGENT
    )
    social_care_incident_ids = fields.One2many(
        "social.care.incident", "ticket_id", groups=AGENT
    )

    @api.depends("social_care_urgency_kind", "company_id")
    @api.depends_context("lang")
    def _compute_social_care_guidance(self):
        guidance = self._social_care_get_guidance()
        for ticket in self:
            kind, company = ticket.social_care_urgency_kind, ticket.company_id
            own = kind == SELF_HARM and company.social_care_self_harm_guidance
            ticket.social_care_urgency_guidance = own or guidance.get(kind, False)

    @api.model
    def _social_care_get_guidance(self):
        """Return {kind of urgency: what an agent should do}.

        Other addons extend it.
        """
        return {
            SELF_HARM: self.env["res.company"]._get_default_self_harm_guidance(),
            "danger": self.env._(
                "Somebody may come to harm. Ask whether everybody is safe, tell them "
                "to stop using the product, and inform product safety."
            ),
            "vulnerable": self.env._(
                "The customer depends on help. Solve this first, and ask what they "
                "need right now."
            ),
            "data_leak": self.env._(
                "Personal data may be exposed. Ask for no further data, and inform the "
                "data protection officer: the deadline to report it is 72 hours."
            ),
            "legal": self.env._(
                "Legal steps are mentioned. Admit and promise nothing before the legal "
                "department has read it."
            ),
            "press": self.env._(
                "The press may be involved. Leave the reply to the press office."
            ),
            "outage": self.env._(
                "This may be an outage. Look for others who report the same, and for "
                "an incident."
            ),
        }

    def _track_template(self, changes):
        """Send no automatic mail of a stage where somebody may harm themselves."""
        templates = super()._track_template(changes)
        if self[:1].sudo().social_care_urgency_kind == SELF_HARM:
            templates.pop("stage_id", None)
        return templates
