# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    res_users,
    helpdesk_ticket,
    helpdesk_ticket_team,
    social_care_account,
    social_care_account_health,
    social_care_account_webhook,
    social_care_budget,
    social_care_composer,
    social_care_connector,
    social_care_event,
    social_care_log,
    social_care_mention,
    social_care_mention_ingest,
    social_care_mention_revision,
    social_care_mention_route,
    social_care_mention_thread,
    social_care_profile,
    social_care_reply,
    social_care_reply_rights,
    social_care_reply_send,
    social_care_rule,
    social_care_stream,
    social_care_thread,
    social_care_thread_panel,
)
