# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import social_care_link, social_care_evidence
from . import social_care_identity
from . import social_care_profile_proposals
from . import social_care_profile
from . import social_care_confirmation
from . import social_care_handle
from . import social_care_identity_panel
from . import social_care_thread
from . import res_company
from . import social_care_stream
from . import social_care_mention
from . import res_partner
from . import helpdesk_ticket
