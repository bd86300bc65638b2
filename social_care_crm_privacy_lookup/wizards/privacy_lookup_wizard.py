# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import models
from odoo.tools import SQL, email_normalize

# What people said on networks who are proven to be the contacts that Odoo found (others
# may be strangers), and tickets that know only an address.
_FOUND = """
    UNION ALL
    SELECT %(profile)s, profile.id, TRUE
    FROM social_care_profile profile
    WHERE profile.link_strength = 'proven'
        AND profile.partner_id IN (SELECT id FROM indirect_references)
    UNION ALL
    SELECT %(mention)s, mention.id, TRUE
    FROM social_care_mention mention
    JOIN social_care_profile profile ON profile.id = mention.profile_id
    WHERE profile.link_strength = 'proven' AND mention.text IS NOT NULL
        AND profile.partner_id IN (SELECT id FROM indirect_references)
    UNION ALL
    SELECT %(thread)s, thread.id, TRUE
    FROM social_care_thread thread
    JOIN social_care_profile profile ON profile.id = thread.profile_id
    WHERE profile.link_strength = 'proven'
        AND profile.partner_id IN (SELECT id FROM indirect_references)
    UNION ALL
    SELECT %(ticket)s, ticket.id, ticket.active
    FROM helpdesk_ticket ticket
    WHERE ticket.partner_id IS NULL AND ticket.partner_email ~* %(address)s
"""


class PrivacyLookupWizard(models.TransientModel):
    _inherit = "privacy.lookup.wizard"

    def _get_query_models_blacklist(self):
        """Profiles are found by ours; links and what is noted of merges go with them or
        with the contact.
        """
        return super()._get_query_models_blacklist() + [
            "social.care.profile",
            "social.care.link",
            "social.care.evidence",
            "social.care.contact.merge",
        ]

    def _get_query(self):
        models_by_key = {
            "profile": "social.care.profile",
            "mention": "social.care.mention",
            "thread": "social.care.thread",
            "ticket": "helpdesk.ticket",
        }
        return SQL(
            "%s %s",
            super()._get_query(),
            SQL(
                _FOUND,
                address=self._get_address_pattern(),
                **{
                    key: self.env["ir.model"]._get_id(name)
                    for key, name in models_by_key.items()
                },
            ),
        )

    def _get_address_pattern(self):
        """Return a pattern of the whole address, alone or in “Name <address>”: that of
        somebody else may contain it.
        """
        address = re.escape(email_normalize(self.email.strip()) or self.email.strip())
        return rf"(^|[\s<,;]){address}($|[\s>,;])"


class PrivacyLookupWizardLine(models.TransientModel):
    _inherit = "privacy.lookup.wizard.line"

    def action_unlink(self):
        """Erase people and messages instead of deleting them: what others said, counts
        and tickets stay. A conversation goes with its author.
        """
        erase = {
            "social.care.profile": lambda record: record.action_erase(),
            "social.care.mention": lambda record: record._erase(self.env._("(erased)")),
            "social.care.thread": lambda record: record.profile_id.action_erase(),
        }
        if self.is_unlinked or self.res_model not in erase:
            return super().action_unlink()
        record = self.env[self.res_model].sudo().browse(self.res_id)
        erase[self.res_model](record)
        self.execution_details = self.env._(
            "Erased %(model)s #%(id)s",
            model=self.res_model_id.name,
            id=self.res_id,
        )
        self.is_unlinked = True
