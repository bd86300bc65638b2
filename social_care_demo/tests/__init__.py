# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_access,
    test_connector,
    test_contract,
    test_delivery,
    test_notice,
    test_page,
    test_story,
    test_tours,
)
