# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The same texts and the same clock with the code of an earlier commit.

It runs in a process of its own, in a folder with the files of that commit.
"""

import json
import os
import subprocess
import sys

from . import ROOT, data

COMMIT = "525be7b"
FOLDER = ROOT / ".house/before" / COMMIT
PARTS = ("bench", "social_care/tools", "social_care_analysis")
# What runs there: the level of urgency and the reason to set aside of each text.
_JUDGE = """
import json, sys
from bench.analysis import quality
from tools import language, sentiment, urgency, worth
from tools.reading import Batch, read_known
from tools.text import read

texts, taught = json.load(sys.stdin)
texts, terms, model = list(map(read, texts)), worth.rules(), None
if taught:
    samples, labels = zip(*taught)
    model = worth.learn(read_known(samples, [""] * len(samples)), terms, labels)
codes = language.detect(texts, [""] * len(texts), quality.EXPECTED)
batch = Batch(texts, codes)
moods = sentiment.judge(batch)
rows = zip(batch.hits, moods, strict=True)
urgencies = [urgency.judge(hits, mood.score) for hits, mood in rows]
verdicts = worth.judge(batch, terms, model=model)
if not model:
    verdicts = worth.spare(verdicts, moods, urgencies)
verdicts = worth.spare_danger(verdicts, batch.hits)
found = zip(urgencies, verdicts, strict=True)
print(json.dumps([[haste.level, own.reason] for haste, own in found]))
"""
_TIME = """
import json
import os
from bench.analysis import speed
print(json.dumps(speed.measure()))
"""


def judge(texts, taught=()):
    """[(level of urgency, reason to set aside)] of each text.

    :param taught: [(text, label)] that a model of relevance learns from
    """
    return [tuple(row) for row in _run(_JUDGE, [list(texts), list(taught)])]


def measure_speed():
    """As ``speed.measure``."""
    return _run(_TIME)


def _run(script, given=None):
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=_checkout(),
        env=_make_environment(),
        input=json.dumps(given),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def _make_environment():
    return os.environ | {"SOCIAL_CARE_DATA": str(data.FOLDER)}


def _checkout():
    if not FOLDER.exists():
        FOLDER.mkdir(parents=True)
        archive = ["git", "archive", COMMIT, *PARTS]
        files = subprocess.run(archive, cwd=ROOT, stdout=subprocess.PIPE, check=True)
        subprocess.run(["tar", "-x", "-C", FOLDER], input=files.stdout, check=True)
    return FOLDER
