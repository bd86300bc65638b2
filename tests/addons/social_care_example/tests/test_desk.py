# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.social_care_demo.tests.channel_common import ChannelCase


@tagged("post_install", "-at_install")
class TestDesk(ChannelCase):
    """A foreign record that names a team."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.named = cls.make_team("Named")
        cls.desk = cls.env["social.care.example.desk"].create(
            {"name": "Lisbon", "team_id": cls.named.id, "company_id": cls.company.id}
        )
        cls.configuration = (
            cls.env["social.care.configuration"]
            .with_user(cls.manager)
            .with_company(cls.company)
        )

    def test_its_team_takes_part_and_stays(self):
        teams = self.env["helpdesk.ticket.team"].with_user(self.agent)
        self.assertIn(self.named, teams.search(teams._social_care_get_domain()))
        with self.assertRaisesRegex(UserError, "Desks: Lisbon"):
            self.named.active = False

    def test_it_is_in_the_configuration_file(self):
        file = json.loads(self.configuration._export_file())
        (row,) = file["sections"]["desks"]
        self.assertEqual(row, {"name": "Lisbon", "team_id": "Named"})
        row["team_id"] = "Care"
        self.configuration._import_file(json.dumps(file).encode())
        self.assertEqual(self.desk.team_id, self.team)
