# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import test_tools_cursors, test_tools_openapi, test_tools_operation
from . import test_js_api, test_page
from . import test_requests, test_rest, test_rpc, test_service_agent, test_service_work
