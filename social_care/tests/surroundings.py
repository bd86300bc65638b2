# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch


def in_good_order(case):
    """Nothing around the accounts is wrong; a test's own server has no job runner."""
    accounts = type(case.env["social.care.account"])
    case.startPatcher(patch.object(accounts, "_diagnose_surroundings", lambda self: []))
