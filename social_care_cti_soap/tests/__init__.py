# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_check,
    test_client,
    test_commands,
    test_contract,
    test_documents,
    test_facts,
    test_following,
)
