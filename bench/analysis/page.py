# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The section of docs/performance.md that this bench writes."""

from datetime import date
from importlib.metadata import version
from pathlib import Path

from . import ROOT, data

PAGE = ROOT / "docs/performance.md"
BEGIN = "<!-- script/bench-analysis writes from here -->\n"
END = "<!-- script/bench-analysis writes to here -->\n"
LIBRARIES = ("eldc", "numpy", "scipy", "scikit-learn")


def write(text):
    """Put the section between its marks, or at the end of the page."""
    page = PAGE.read_text("utf-8") if PAGE.exists() else "# Performance\n"
    if BEGIN not in page:
        page += f"\n{BEGIN}{END}"
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


def circumstances():
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"`script/bench-analysis`, {date.today()}, {_processor()}, one thread; "
        f"{libraries}. {len(data.SEEDS)} seeds draw what is learnt from; ± is the "
        "standard deviation over them. What judges is the same for all seeds: every "
        "fifth (airlines) or third (languages) post by a hash of its text, each text "
        "once, so that no retweet is on both sides.\n"
    )


def _processor():
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    return names[0] if names else "unknown processor"
