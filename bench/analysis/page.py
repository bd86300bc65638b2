# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the benches of the analysis say of themselves on docs/performance.md."""

from datetime import date
from importlib.metadata import version

from .. import page
from ..page import processor, table
from . import data

__all__ = ["circumstances", "circumstances_of", "processor", "table", "write"]
LIBRARIES = ("eldc", "numpy", "scipy", "scikit-learn")


def write(text, script="script/bench-analysis"):
    page.write(text, script)


def circumstances_of():
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"{date.today()}, {processor()}, one thread; {libraries}"


def circumstances():
    return (
        f"`script/bench-analysis`, {circumstances_of()}. "
        f"{len(data.SEEDS)} seeds draw the corrections; ± is the "
        "standard deviation over them. What judges is the same for all seeds: every "
        "fifth (airlines) or third (languages) post by a hash of its text, each text "
        "once, so that no retweet is on both sides.\n"
    )
