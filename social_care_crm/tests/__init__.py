# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care.tests import hypothesis_profile

from . import (
    test_confirmation,
    test_identity,
    test_tools_facts,
    test_tools_identity,
)
from . import test_customer_weight, test_leads, test_segments, test_tours_leads
