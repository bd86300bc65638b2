# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import social_care_customer_source
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
from . import social_care_contact_merge_documents
from . import social_care_contact_merge
from . import res_partner
from . import res_users
from . import helpdesk_ticket
from . import social_care_segment, social_care_customer, social_care_weight_setting
from . import helpdesk_ticket_category
from . import crm_lead, social_care_account, social_care_log
from . import social_care_approval_rule, social_care_rule
from . import social_care_configuration
from . import social_care_reply
from . import social_care_summary_view
from . import social_care_subject
from . import mail_message
from . import social_care_timeline_entry
from . import social_care_timeline
from . import social_care_card_business
from . import social_care_card
