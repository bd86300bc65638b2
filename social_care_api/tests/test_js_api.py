# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import no_retry, tagged

from odoo.addons.social_care.tests.hoot import HootCase


@tagged("post_install", "-at_install")
class TestJs(HootCase):
    @no_retry
    def test_unit_desktop(self):
        self.run_suite("@social_care_api")
