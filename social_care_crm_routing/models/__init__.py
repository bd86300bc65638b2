# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    res_partner,
    social_care_priority,
    social_care_profile,
    social_care_stream,
)
