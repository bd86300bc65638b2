# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_judging,
    test_sentiment,
    test_switch,
    test_tools_embedding,
    test_tools_mood,
    test_tools_nearest,
    test_trial,
)
