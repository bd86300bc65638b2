# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import social_care_phone_connector_voip_oca, social_care_phone_system
from . import social_care_call, voip_call
