# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# A model is imported after the mixins that it inherits.
from . import helpdesk_ticket, helpdesk_ticket_team, res_partner, res_users
from . import social_care_agent, social_care_agent_report, social_care_wallboard
from . import social_care_phone_connector
from . import social_care_phone_system_calls, social_care_phone_system
from . import social_care_phone_line, social_care_phone_queue
from . import social_care_caller, social_care_mention, social_care_thread
from . import social_care_call_leg, social_care_call_hearing
from . import social_care_call_following, social_care_call_ticket
from . import social_care_call_acts, social_care_call_card
from . import social_care_call_wrap_up, social_care_call_erasure
from . import social_care_call_recording, social_care_call
