# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import res_partner, social_care_call, social_care_caller, social_care_card
from . import social_care_contact_merge
from . import social_care_profile, social_care_timeline
