# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import test_tools_attempts, test_tools_standard_webhook
from . import test_events, test_list, test_service_event, test_subscription
