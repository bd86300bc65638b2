# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_crm.tests.link_common import LinkCase


class TestPortalSla(LinkCase):
    """OCA shows SLAs in the portal to all colleagues, with the title of the ticket."""

    def test_colleagues_see_no_sla_of_what_somebody_said(self):
        self.team.use_sla = True
        self.env["helpdesk.sla"].create(
            {
                "name": "Within the hour",
                "team_ids": [(6, 0, self.team.ids)],
                "sla_response_target": "first_response",
                "sla_response_minutes": 60,
            }
        )
        maria = self.person(text="swordfish")
        ticket = self.tickets_of(maria)
        self.assertTrue(ticket.ticket_sla_ids)
        for strength, readers in (
            ("claimed", []),
            ("proven", [self.anna_login]),
        ):
            maria._link(self.anna, strength)
            for login in (self.anna_login, self.dora_login):
                slas = self.env["helpdesk.ticket.sla"].with_user(login).search([])
                shown = ticket in slas.sudo().ticket_id
                self.assertEqual(shown, login in readers, (login.login, strength))
