# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    helpdesk_ticket,
    sale_order,
    social_care_card_business,
    social_care_identity,
    social_care_macro,
    social_care_profile,
    social_care_timeline,
)
from . import social_care_contact_merge
