# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import res_company
from . import res_config_settings
from . import link_tracker
from . import link_tracker_click
from . import social_care_reply
from . import social_care_mention
