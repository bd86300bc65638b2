# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_all_the_way,
    test_around,
    test_contract,
    test_facets,
    test_growth,
    test_hearing,
    test_moderation,
    test_posts,
    test_publish,
    test_rate_limit,
    test_receive,
    test_session,
    test_threads,
    test_walk,
)
