# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_cti.tests.contract import PhoneContract


class TestVoipOcaContract(PhoneContract):
    BINDING = "voip_oca"

    def test_checking_a_bare_one_says_what_is_missing(self):
        self.env["voip.pbx"].search([]).unlink()
        return super().test_checking_a_bare_one_says_what_is_missing()
