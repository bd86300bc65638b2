# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import social_care_rating_answer
from . import social_care_rating_request
from . import rating_rating
from . import helpdesk_ticket, helpdesk_ticket_team
from . import res_company, res_partner
from . import social_care_profile, social_care_reply
from . import social_care_card, social_care_timeline
from . import social_care_contact_merge
