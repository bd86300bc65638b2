# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Sections of docs/performance.md, each written by its own script."""

from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs/performance.md"


def write(text, script):
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


def processor():
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    return names[0] if names else "unknown processor"
