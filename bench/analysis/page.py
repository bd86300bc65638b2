# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The section of docs/performance.md that this bench writes."""

from datetime import date
from importlib.metadata import version
from pathlib import Path

from . import ROOT, data

PAGE = ROOT / "docs/performance.md"
LIBRARIES = ("eldc", "numpy", "scipy", "scikit-learn")


def write(text, script="script/bench-analysis"):
    """Put the section between its script's marks, or at the end of the page."""
    begin, end = (f"<!-- {script} writes {way} here -->\n" for way in ("from", "to"))
    page = PAGE.read_text("utf-8") if PAGE.exists() else "# Performance\n"
    if begin not in page:
        page += f"\n{begin}{end}"
    before, rest = page.split(begin)
    after = rest.split(end)[1]
    PAGE.write_text(f"{before}{begin}\n{text}\n{end}{after}", "utf-8")


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


def circumstances():
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"`script/bench-analysis`, {date.today()}, {processor()}, one thread; "
        f"{libraries}. {len(data.SEEDS)} seeds draw what is learnt from; ± is the "
        "standard deviation over them. What judges is the same for all seeds: every "
        "fifth (airlines) or third (languages) post by a hash of its text, each text "
        "once, so that no retweet is on both sides.\n"
    )


def processor():
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    return names[0] if names else "unknown processor"
