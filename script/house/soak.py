# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/soak: the proofs that take too long for every change, whole.

They are tests marked with ``@soaking``, or do more where SOAK is set; script/test runs
a sample. script/soak PATH or -k NAME for a part.
"""

import os
import re

from . import tests
from .paths import ROOT

MARK = re.compile("@soaking|SOAK")


def main(arguments):
    os.environ["SOAK"] = "1"
    return tests.main(arguments or _list_files())


def _list_files():
    files = sorted((ROOT / "tests").glob("test_*.py"))
    return [
        str(path.relative_to(ROOT)) for path in files if MARK.search(path.read_text())
    ]
