# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import test_js
from . import test_page
from . import test_private_form
from . import test_private_message
from . import test_personal_data
from . import test_tools_answer
