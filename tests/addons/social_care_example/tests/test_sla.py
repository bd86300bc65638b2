# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from odoo.addons.helpdesk_mgmt_sla_response.tests.sla_common import MONDAY, SlaCase, at


@tagged("post_install", "-at_install")
class TestSla(SlaCase):
    """Form, deadlines and states know the target by its declaration."""

    def test_the_form_offers_a_foreign_target(self):
        field = self.env["helpdesk.sla"].fields_get(["sla_response_target"])
        choices = dict(field["sla_response_target"]["selection"])
        self.assertEqual(choices["assignment"], "Assignment")

    def test_it_is_met_when_somebody_owns_the_ticket(self):
        self.make_sla("assignment", hours=1)
        ticket = self.ticket(at(MONDAY, 10), user_id=False)
        self.assertTarget(ticket.ticket_sla_ids, "in_progress", at(MONDAY, 11))
        with self.when(at(MONDAY, 10, 30)):
            ticket.user_id = self.env.user
        self.assertTarget(ticket.ticket_sla_ids, "accomplished", at(MONDAY, 11))
