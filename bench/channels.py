# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from pathlib import Path


def readme_channels():
    """The job configuration that README.md tells people to use."""
    readme = (Path(__file__).parents[1] / "README.md").read_text()
    return re.search(r"^ *channels = (.+)$", readme, re.MULTILINE)[1]
