# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import ir_http
from . import social_care_api_page
from . import social_care_api_request
from . import social_care_api_usage
from . import social_care_service_base
from . import social_care_service_agent
from . import social_care_service_work
from . import social_care_service_conversation
from . import social_care_service_reply
from . import social_care_service_ticket
from . import social_care_service_supervision
from . import social_care_service
