# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase

# The module and not its classes, which would be run as tests of ours.
from odoo.addons.web.tests import test_js as web


class HootCase(HttpCase):
    """The Hoot tests of an addon's screens, in Chromium."""

    def run_suite(self, name):
        suite = web.HOOTCommon._generate_hash(None, name)
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=web.unit_test_error_checker,
        )
