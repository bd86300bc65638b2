# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    social_care_account,
    social_care_connector_demo_login,
    social_care_connector_demo,
    social_care_demo_container,
    social_care_demo_grant,
    social_care_demo_notice,
    social_care_demo_person,
    social_care_demo_post,
    social_care_demo_script,
    social_care_demo_story,
)
