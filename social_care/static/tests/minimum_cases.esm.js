// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/**
 * Texts, the shortest text of a network, and what each lacks. Both sides are held to this
 * table: the composer by measure.test.js, the server by tests/test_tools_measures.py, which
 * reads the array as JSON.
 */
// prettier-ignore
export const MINIMUM_CASES = [
    {"text": "", "unit": "characters", "minimum": 0, "missing": 0},
    {"text": "", "unit": "characters", "minimum": 5, "missing": 5},
    {"text": "Thanks", "unit": "characters", "minimum": 0, "missing": 0},
    {"text": "Thanks", "unit": "characters", "minimum": 6, "missing": 0},
    {"text": "Thanks", "unit": "characters", "minimum": 20, "missing": 14},
    {"text": "👨\u200d👩\u200d👧", "unit": "graphemes", "minimum": 2, "missing": 1},
    {"text": "👨\u200d👩\u200d👧", "unit": "characters", "minimum": 5, "missing": 0},
    {"text": "Wałęsa", "unit": "bytes", "minimum": 9, "missing": 1},
    {"text": "https://x.pl", "unit": "links_as_23", "minimum": 24, "missing": 1}
];
