# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import SQL


class SocialCareProfile(models.Model):
    """Leads and weight of a person: they follow the link, and are exported and erased
    with the person.
    """

    _inherit = "social.care.profile"

    def _find_leads(self):
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        return leads.search([("social_care_profile_id", "in", self.ids)])

    def _lock_for_lead(self):
        """Make other transactions that look for the leads of these people, or of their
        contacts, wait and begin anew.

        Raw SQL: a write that changes nothing. A lock alone would not do, because who
        waited for it would go on with what they read before.
        """
        customers = [profile._get_customer().id for profile in self]
        self._touch("social_care_profile", self.ids)
        self._touch("res_partner", list(filter(None, customers)))

    def _touch(self, table, ids):
        self.env.cr.execute(
            SQL(
                """
                UPDATE %(table)s SET write_date = write_date WHERE id IN (
                    SELECT id FROM %(table)s WHERE id = ANY(%(ids)s)
                    ORDER BY id FOR NO KEY UPDATE
                )
                """,
                table=SQL.identifier(table),
                ids=ids,
            )
        )

    def _follow_link(self):
        """Open leads follow the proven contact; the weight of all contacts that the
        person was linked to is computed anew.
        """
        result = super()._follow_link()
        for profile in self.sudo():
            contacts = profile.link_ids.partner_id
            leads = profile._find_leads().filtered(
                lambda lead: lead.won_status == "pending"
            )
            leads._social_care_follow_customer(profile._get_customer(), contacts)
            contacts._social_care_recompute()
        return result

    def _export(self):
        customers = self._get_customer().commercial_partner_id.social_care_customer_ids
        own = customers.filtered(lambda one: one.company_id == self.company_id)
        return super()._export() | {
            "leads": [
                {
                    "name": lead.name,
                    "created_at": lead.create_date,
                    "stage": lead.stage_id.name,
                    "notes": lead.description or None,
                }
                for lead in self._find_leads()
            ],
            "customer": own._export(),
        }

    def _erase(self, words):
        leads, traces = self._find_leads(), self._get_traces()
        result = super()._erase(words)
        leads._social_care_forget_person(traces, words)
        return result
