# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/lint: what OCA checks, through pre-commit, and the translations."""

import argparse
import os
import subprocess

from . import node, pot, venv
from .paths import CACHE, HOUSE, ROOT
from .shell import alone

VENV = HOUSE / "lint"


def main(arguments):
    options = _parse_options(arguments)
    with alone("lint"):
        venv.ensure(VENV, ["lint"])
    node.ensure()
    selected = _select_files(options.paths)
    if options.fix:
        _run_pre_commit("run", "--hook-stage", "manual", *selected)
    return _run_pre_commit("run", *selected) or _check_translations(options.paths)


def _parse_options(arguments):
    parser = argparse.ArgumentParser(
        prog="script/lint",
        description="Check what git knows of, as OCA does. Without paths: everything.",
    )
    parser.add_argument("--fix", action="store_true", help="write what can be fixed")
    parser.add_argument("paths", nargs="*")
    return parser.parse_args(arguments)


def _check_translations(paths):
    """Terms are read from a database with all addons, so only when all is checked."""
    return 0 if paths else pot.check()


def _select_files(paths):
    if not paths:
        return ["--all-files"]
    listed = subprocess.check_output(
        ["git", "ls-files", "--", *paths], cwd=ROOT, text=True
    )
    return ["--files", *listed.splitlines()]


def _run_pre_commit(*arguments):
    command = [VENV / "bin/pre-commit", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=_build_environment(), check=False
    ).returncode


def _build_environment():
    path = [
        VENV / "bin",
        node.MODULES / ".bin",
        node.find_programs(),
        os.environ["PATH"],
    ]
    own = {
        "PATH": os.pathsep.join(map(str, path)),
        "NODE_PATH": str(node.MODULES),
        "PRE_COMMIT_HOME": str(CACHE / "pre-commit"),
    }
    return os.environ | node.VARIABLES | own
