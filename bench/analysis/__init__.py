# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How good and how fast the analysis is, on real messages that it was not made from.

The engine is plain Python and is imported without Odoo, as are the tools of the core
that it uses.
"""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]


def _name(package, folder=None):
    """Let the modules in a folder be imported by this name, and no others."""
    module = sys.modules[package] = ModuleType(package)
    module.__path__ = [str(folder)] if folder else []


for _package in ("odoo", "odoo.addons", "odoo.addons.social_care"):
    _name(_package)
_name("odoo.addons.social_care.tools", ROOT / "social_care/tools")
sys.path.insert(0, str(ROOT / "social_care_analysis"))
# Beside it the tools of the optional addon, which do not import these.
_MORE = ROOT / "social_care_analysis_embedding/tools"
import_module("tools").__path__.append(str(_MORE))
