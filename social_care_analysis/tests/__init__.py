# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care.tests import hypothesis_profile

from . import (
    test_analysis_rules,
    test_analysis_tester,
    test_copies,
    test_copies_kept,
    test_correct,
    test_corrections,
    test_holding,
    test_holding_faults,
    test_incident,
    test_incident_access,
    test_incident_end,
    test_incident_exceptions,
    test_incident_volume,
    test_tools_duplicates,
    test_tools_evaluate,
    test_tools_features,
    test_tools_hurt,
    test_tools_language,
    test_tools_learner,
    test_tools_lexicon,
    test_tools_sentiment,
    test_tools_storm,
    test_tools_terms,
    test_tools_text,
    test_tools_topics,
    test_tools_urgency,
    test_tools_worth,
    test_topics,
    test_verdicts,
    test_worth_aside,
)
