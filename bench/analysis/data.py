# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The messages, and what of them is for learning and what for judging.

They may be used to evaluate and for nothing else, so that they are not in this
repository: SOCIAL_CARE_DATA names their folder.
"""

import csv
import os
import random
import re
from pathlib import Path
from zlib import crc32

from . import ROOT

FOLDER = Path(os.environ.get("SOCIAL_CARE_DATA", ROOT.parent / "shared/data"))
SEEDS = (1, 2, 3, 4, 5)
LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "pl", "pt", "ru", "zh")
MOODS = {"neg": "negative", "neu": "neutral", "pos": "positive"}
# Not a topic but the lack of one, and praise that somebody wrote as a reason.
NO_REASON = ("", "Can't Tell")
_NAMES = re.compile(r"(?:https?://|www\.)\S+|@\w+|\W+")


def is_there():
    return (FOLDER / "airline_tweets.tsv").is_file()


def rows(name, quoting=csv.QUOTE_NONE):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=quoting))


def airline():
    """Tweets to airlines, each text once: retweets would be met in both halves."""
    found = rows("airline_tweets.tsv", csv.QUOTE_MINIMAL)
    return list({_plain(row["text"]): row for row in reversed(found)}.values())


def _plain(text):
    return _NAMES.sub(" ", text.lower()).strip()


def complaints():
    """Airline tweets with one of nine reasons to complain."""
    return [
        row
        for row in airline()
        if row["sentiment"] == "negative" and row["reason"] not in NO_REASON
    ]


def posts(language):
    """Posts in one language with their sentiment."""
    return [
        row | {"sentiment": MOODS[row["label"]]}
        for row in rows("sentiment.tsv")
        if row["lang"] == language and row["source"] != "weibo"
    ]


def split(found, every):
    """(to learn from, to judge by): every n-th by a hash of the text, for ever.

    The engine was tuned by cross-validation within the first part.
    """
    judged = [row for row in found if crc32(row["text"].encode()) % every == 0]
    taught = [row for row in found if crc32(row["text"].encode()) % every]
    return taught, judged


def drawn(found, count, seed):
    return random.Random(seed).sample(found, count)
