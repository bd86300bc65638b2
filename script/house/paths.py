# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Where things are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / ".house"
LINKS = HOUSE / "addons"
LOGS = HOUSE / "log"
DATA = HOUSE / "data"
CACHE = HOUSE / "cache"
VENV = HOUSE / "venv"
# The repository itself is an addon; its folder may have any name, so it is linked.
UMBRELLA = "social_care_suite"


def get_requirements(name):
    return ROOT / f"requirements{name and '-'}{name}.txt"
