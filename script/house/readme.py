# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/readme: README.rst and index.html of each addon from its readme/ folder."""

import argparse
import subprocess

from . import venv
from .lint import VENV
from .paths import ROOT


def main(arguments):
    options = _parse_options(arguments)
    venv.ensure(VENV, ["lint"])
    check = ["--check"] if options.check else []
    command = [VENV / "bin/python", ROOT / "script/house/readme_pages.py", *check]
    return subprocess.run([*command, *options.addons], cwd=ROOT, check=False).returncode


def _parse_options(arguments):
    parser = argparse.ArgumentParser(
        prog="script/readme",
        description="Build README.rst and static/description/index.html of the addons.",
    )
    parser.add_argument(
        "--check", action="store_true", help="only report the addons with stale pages"
    )
    parser.add_argument("addons", nargs="*", help="all addons if none is given")
    return parser.parse_args(arguments)
