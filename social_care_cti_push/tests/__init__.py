# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import test_tools_conversations, test_tools_notice
from . import test_contract, test_hostile_notices, test_notices, test_route
