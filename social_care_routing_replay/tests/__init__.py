# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care.tests import hypothesis_profile

from . import (
    test_declared_term,
    test_js,
    test_replay,
    test_routing_test,
    test_tools_history,
    test_tools_scenario,
    test_tools_scores,
    test_tools_simulate,
    test_tools_simulate_properties,
)
