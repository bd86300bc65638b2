# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# A model is imported after the mixins that it inherits.
from . import ir_http, ir_model_data, queue_job, res_company, res_users, mail_thread
from . import mail_message
from . import res_partner
from . import social_care_ticket_erasure, social_care_ticket_mail
from . import social_care_ticket_acts, social_care_ticket_handling
from . import social_care_ticket_snooze
from . import social_care_ticket_joining
from . import social_care_ticket_notes
from . import helpdesk_ticket, social_care_ticket_search
from . import helpdesk_ticket_channel, helpdesk_ticket_stage, helpdesk_ticket_team
from . import social_care_account_calls, social_care_account_health
from . import social_care_account_credentials, social_care_token
from . import social_care_account_webhook, social_care_account_approval
from . import social_care_account
from . import social_care_app_webhook, social_care_app_health, social_care_app
from . import social_care_budget, social_care_daily_budget, social_care_composer
from . import social_care_configuration_importing, social_care_configuration
from . import social_care_app_connector
from . import social_care_connector_calls, social_care_connector_oauth
from . import social_care_connector_replying, social_care_connector_moderation
from . import social_care_connector
from . import social_care_event_reading, social_care_event
from . import social_care_log
from . import social_care_macro_rendering, social_care_macro, social_care_macro_text
from . import social_care_network_record
from . import social_care_mention_ingestion, social_care_mention_conversation
from . import social_care_mention_answering
from . import social_care_mention_routing, social_care_mention_moderation
from . import social_care_mention_media, social_care_media_fetching
from . import social_care_mention_rules
from . import social_care_mention, social_care_mention_search, social_care_media
from . import social_care_mention_revision
from . import social_care_profile_erasure, social_care_profile
from . import social_care_reply_checks, social_care_reply_confirmation
from . import social_care_reply_erasure, social_care_reply_preparation
from . import social_care_reply_outcome, social_care_reply_publication
from . import social_care_reply_acts, social_care_reply_files
from . import social_care_reply_meanwhile
from . import social_care_reply_approval, social_care_reply_escalation
from . import social_care_reply, social_care_conditions, social_care_approval_rule
from . import social_care_rule, social_care_setup_guide, social_care_stream
from . import social_care_thread_panel, social_care_thread_timeline
from . import social_care_thread
from . import social_care_personal_data, social_care_waiting, res_users_settings
from . import social_care_finder
from . import social_care_held, social_care_lease, social_care_lease_beat
