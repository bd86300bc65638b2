# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care.tests import hypothesis_profile

from . import (
    test_approval_vip,
    test_card,
    test_card_tours,
    test_confirmation,
    test_contact_form,
    test_contact_indexes,
    test_contact_merge,
    test_do_not_contact,
    test_handle_access,
    test_identity,
    test_identity_attacks,
    test_identity_property,
    test_js,
    test_link,
    test_timeline,
    test_tools_facts,
    test_tools_identity,
    test_tools_timeline,
)
from . import (
    test_customer_weight,
    test_lead_access,
    test_leads,
    test_segments,
    test_tours_leads,
)
