# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import social_care_private_form_answer, social_care_private_form
from . import social_care_private_file
from . import mail_message
from . import social_care_connector_private_form
from . import social_care_mention_private
from . import social_care_account, social_care_event, social_care_mention
from . import social_care_profile, social_care_reply, social_care_thread
