# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Clients of the API that are not ours, in an environment of their own: they require
other versions than Odoo does."""

from . import venv
from .paths import HOUSE
from .say import Missing, line

VENV = HOUSE / "clients"


def ensure_if_possible():
    """Return where they are, for tests; without a network these are skipped."""
    try:
        venv.ensure(VENV, ["clients"])
    except Missing as missing:
        line(f"clients of the API are not tested: {missing}")
        return {}
    return {"API_CLIENTS": str(VENV / "bin")}
