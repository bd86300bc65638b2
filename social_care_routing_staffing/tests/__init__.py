# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care.tests import hypothesis_profile

from . import (
    test_js,
    test_staffing,
    test_tools_backlog,
    test_tools_erlang,
    test_tools_forecast,
)
