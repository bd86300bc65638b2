# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_access,
    test_channel_access,
    test_channel_companies,
    test_channel_copy,
    test_channel_events,
    test_channel_inbox,
    test_channel_markup,
    test_channel_polling,
    test_channel_reply,
    test_channel_reply_checks,
    test_channel_rule_tester,
    test_channel_secrets,
    test_channel_stages,
    test_channel_threads,
    test_channel_tickets,
    test_channel_versions,
    test_channel_webhook,
    test_connector,
    test_contract,
    test_delivery,
    test_notice,
    test_page,
    test_story,
    test_tours,
)
