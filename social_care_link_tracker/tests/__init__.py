# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import test_js
from . import test_tools_links
from . import test_tools_visitor
from . import test_tracked_links
