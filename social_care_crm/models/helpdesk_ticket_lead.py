# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """Make a lead of a ticket."""

    _inherit = "helpdesk.ticket"

    def action_social_care_create_lead(self):
        """Make a lead of this ticket, or join the open lead of the same person or
        contact.

        :return: action that opens it
        :raise AccessError: if the user is no agent, or may not read the ticket
        """
        self.ensure_one()
        self.check_access("read")
        mentions = self._social_care_get_first_mentions()
        if mentions:
            return mentions.action_create_lead()
        self.env["social.care.thread"].check_access("read")
        lead = self.sudo()._social_care_make_lead()
        return lead.with_env(self.env)._social_care_open()

    def _social_care_get_first_mentions(self):
        """Return what began each conversation that the user may read."""
        threads = self.env["social.care.thread"].search([("ticket_id", "=", self.id)])
        firsts = threads.mention_ids.browse()
        for thread in threads:
            theirs = thread.mention_ids._find_lead_worthy()
            firsts |= theirs.sorted(lambda m: (m.effective_at, m.id))[:1]
        return firsts

    def _social_care_make_lead(self):
        """Make a lead of a call or mail, or join that of its contact."""
        self._social_care_touch_for_lead()
        leads = self.env["crm.lead"]
        lead = leads.search(
            [("social_care_ticket_id", "=", self.id), ("won_status", "=", "pending")],
            limit=1,
        ) or leads._social_care_find_open(
            self.company_id, self.env["social.care.profile"], self.partner_id
        )
        if lead:
            lead[0].social_care_ticket_id = lead[0].social_care_ticket_id or self
            return lead[0]
        return leads.with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        ).create(self._social_care_get_lead_vals())

    def _social_care_touch_for_lead(self):
        profiles = self.env["social.care.profile"]
        profiles._touch("helpdesk_ticket", self.ids)
        profiles._touch("res_partner", self.partner_id.ids)

    def _social_care_get_lead_vals(self):
        """Return the values of the lead of a ticket without a conversation.

        See ``mention._get_lead_vals``. Only without a contact the address that the
        customer wrote from is passed on.
        """
        utm = self.env["utm.mixin"]
        channel = self.channel_id.name or self.env._("Helpdesk")
        vals = {
            "name": self.name,
            "company_id": self.company_id.id,
            "user_id": False,
            "team_id": self.company_id.social_care_lead_team_id.id,
            "social_care_ticket_id": self.id,
            "partner_id": self.partner_id.id,
            "source_id": utm._find_or_create_record("utm.source", channel).id,
            "medium_id": utm._find_or_create_record("utm.medium", channel).id,
            "campaign_id": False,
        }
        if not self.partner_id:
            vals["contact_name"] = self.partner_name
            vals["email_from"] = self.partner_email
        return vals
