# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, no_retry, tagged

# The module and not its classes, which would be run as tests of ours.
from odoo.addons.web.tests import test_js as web

OURS = web.HOOTCommon._generate_hash(None, "@social_care_analysis")


@tagged("post_install", "-at_install")
class TestJs(HttpCase):
    """The Hoot tests of the screens, in Chromium."""

    @no_retry
    def test_unit_desktop(self):
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={OURS}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=web.unit_test_error_checker,
        )
