# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# A model is imported after the one that it inherits.
from . import social_care_account
from . import social_care_connector_bluesky_session
from . import social_care_connector_bluesky_reading
from . import social_care_connector_bluesky_moderation
from . import social_care_connector_bluesky
