# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    test_sla,
    test_sla_changes,
    test_sla_extension,
    test_sla_former,
    test_sla_hours,
    test_sla_messages,
    test_sla_rights,
    test_sla_stage,
    test_sla_teams,
    test_tools_working_time,
)
