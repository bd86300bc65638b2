# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    social_care_topic,
    social_care_correction,
    social_care_model,
    social_care_mention_group,
    social_care_signature,
    social_care_volume,
    social_care_incident,
    social_care_incident_watch,
    social_care_incident_holding,
    social_care_level,
    social_care_analysis_step,
    social_care_analysis_language,
    social_care_analysis_duplicate,
    social_care_analysis_sentiment,
    social_care_analysis_topic,
    social_care_analysis_urgency,
    social_care_analysis_worth,
    social_care_mention,
    social_care_mention_correct,
    social_care_profile,
    social_care_reply,
    social_care_rule,
    social_care_thread,
    helpdesk_ticket,
)
