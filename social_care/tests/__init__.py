# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    hypothesis_profile,
    test_js,
    test_mail_automatic,
    test_mail_tickets,
    test_tools_arguments,
    test_tools_backoff,
    test_tools_cells,
    test_tools_checks,
    test_tools_http_address,
    test_tools_http_answer,
    test_tools_http_fault,
    test_tools_http_rate_limit,
    test_tools_mail,
    test_tools_nesting,
    test_tools_pace,
    test_tools_pg_errors,
    test_tools_portable,
    test_tools_rules,
    test_tools_signing,
    test_tools_text,
    test_tools_thanks,
    test_tools_times,
    test_tools_traces,
    test_tools_versions,
)
