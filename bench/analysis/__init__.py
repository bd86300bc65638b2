# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How good and how fast the analysis is, on real messages that it was not made from.

The engine is plain Python and is imported without Odoo.
"""

import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "social_care_analysis"))
# Beside it the tools of the optional addon, which do not import these.
_MORE = ROOT / "social_care_analysis_embedding/tools"
import_module("tools").__path__.append(str(_MORE))
