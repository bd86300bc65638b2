# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_account,
    test_contract,
    test_fields,
    test_growth,
    test_markup,
    test_notice,
    test_oddities,
    test_payloads,
    test_readme,
    test_replies,
    test_reply_address,
    test_times,
    test_upgrade,
)
