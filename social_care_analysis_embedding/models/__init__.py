# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    social_care_embedding_trial,
    social_care_embedding,
    social_care_analysis_sentiment_embedding,
    social_care_analysis_topic_embedding,
    social_care_embedding_topic,
    social_care_embedding_vector,
)
