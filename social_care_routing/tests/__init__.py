# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care.tests import hypothesis_profile

from . import (
    test_calls,
    test_mail,
    test_replay,
    test_reports,
    test_routing_test,
    test_setup_screens,
    test_skill_changes,
    test_sla,
    test_sla_changes,
    test_sla_former,
    test_sla_queue,
    test_sla_stage,
    test_sla_teams,
    test_staffing,
    test_ticket_story,
    test_tools_backlog,
    test_tools_erlang,
    test_tools_forecast,
    test_tools_history,
    test_tools_looks,
    test_tools_scene,
    test_tools_scores,
    test_tools_simulate,
    test_tools_simulate_properties,
    test_tools_working_time,
)
