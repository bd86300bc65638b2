# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import social_care_blocked_caller, social_care_phone_notice
from . import social_care_phone_connector_push
from . import social_care_phone_system_notices, social_care_phone_system
from . import social_care_call, social_care_phone_line
