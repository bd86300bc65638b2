# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How often a contact is found, proposed and proven, on a made population.

The tools of ``social_care_crm`` are plain Python. Without Odoo's folder of addons they
are imported from the repository itself.
"""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

_ROOT = Path(__file__).parents[2]


def _make_package(name, folder):
    """A package without its own __init__, which would load Odoo."""
    package = ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package


_make_package("social_care_crm", _ROOT / "social_care_crm")
import_module("social_care_crm.tools")
