# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Topics that nearly every business has, with keywords in the lexicon's languages."""

from pathlib import Path

FILE = Path(__file__).parents[1] / "data/usual_topics.txt"

# Many people speak of these without any trouble, for example after a newsletter.
HARMLESS = ("Price and offers",)


def usual_topics():
    """Return {name: keywords}. In the file, a name in brackets precedes its
    keywords.
    """
    topics, name = {}, ""
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            topics[name] = ""
        elif line and not line.startswith("# "):
            topics[name] += line + "\n"
    return topics
