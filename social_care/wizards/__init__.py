# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import res_config_settings, social_care_wizard
from . import social_care_connect, social_care_forward, social_care_login
from . import social_care_review, social_care_rule_test
from . import social_care_secret, social_care_transfer
from . import social_care_ticket_wizard
from . import social_care_join, social_care_snooze
from . import social_care_ticket_tags, social_care_ticket_transfer
