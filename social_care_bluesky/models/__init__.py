# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    social_care_account,
    social_care_connector_bluesky,
    social_care_connector_bluesky_inbound,
    social_care_connector_bluesky_outbound,
    social_care_connector_bluesky_session,
    social_care_connector_bluesky_standing,
    social_care_connector_bluesky_threads,
)
