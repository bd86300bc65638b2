# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import social_care_wizard
from . import social_care_connect, social_care_forward, social_care_login
from . import social_care_rule_test, social_care_secret, social_care_transfer
