# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import social_care_api_event_type
from . import social_care_api_words
from . import social_care_api_outbox
from . import social_care_api_watched
from . import social_care_api_signing
from . import social_care_api_health
from . import social_care_api_pump
from . import social_care_api_subscription
from . import social_care_api_delivery
from . import social_care_work
from . import social_care_queue
from . import social_care_agent
from . import social_care_reply
from . import social_care_mention
from . import helpdesk_ticket
from . import res_users
from . import social_care_service_event
from . import social_care_service
