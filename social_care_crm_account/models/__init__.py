# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import account_move, social_care_customer
from . import social_care_card_business, social_care_identity, social_care_timeline
from . import social_care_contact_merge
