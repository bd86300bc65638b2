# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import test_analysis
from . import test_connector
from . import test_desk
from . import test_kinds
from . import test_priority
from . import test_rule
from . import test_what_if
from . import test_screens
from . import test_sla
