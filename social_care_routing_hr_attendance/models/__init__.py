# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    hr_attendance,
    hr_employee,
    res_company,
    res_config_settings,
    social_care_agent,
    social_care_work_explanation,
)
