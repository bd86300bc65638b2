# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import os
import re
from pathlib import Path
from unittest import skipUnless

from odoo.tests import BaseCase

LOG = os.environ.get("INSTALL_LOG")
# A line without a database's name (?) was written before our addons came in.
COMPLAINT = re.compile(r"\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) [^?]")


@skipUnless(LOG, "script/test says where the log of the installation is")
class TestInstall(BaseCase):
    def test_odoo_has_nothing_to_complain_about(self):
        lines = Path(LOG).read_text().splitlines()
        self.assertEqual([line for line in lines if COMPLAINT.match(line)], [])
