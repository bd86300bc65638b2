# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/lint: what OCA checks, through pre-commit."""

import argparse
import os
import shutil
import subprocess

from . import node, venv
from .paths import CACHE, HOUSE, ROOT
from .say import step
from .shell import alone, run
from .stamp import Stamp, digest

VENV = HOUSE / "lint"
NODE = HOUSE / "lint-node"
LOCK = ("package.json", "package-lock.json")


def main(arguments):
    options = _parse_options(arguments)
    with alone("lint"):
        venv.ensure(VENV, ["lint"])
        _ensure_node()
    selected = _select_files(options.paths)
    if options.fix:
        _run_pre_commit("run", "--hook-stage", "manual", *selected)
    return _run_pre_commit("run", *selected)


def _parse_options(arguments):
    parser = argparse.ArgumentParser(
        prog="script/lint",
        description="Check what git knows of, as OCA does. Without paths: everything.",
    )
    parser.add_argument("--fix", action="store_true", help="write what can be fixed")
    parser.add_argument("paths", nargs="*")
    return parser.parse_args(arguments)


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
        NODE / "node_modules/.bin",
        node.find_folder(VENV) / "bin",
        os.environ["PATH"],
    ]
    own = {
        "PATH": os.pathsep.join(map(str, path)),
        "NODE_PATH": str(NODE / "node_modules"),
        "PRE_COMMIT_HOME": str(CACHE / "pre-commit"),
    }
    return os.environ | node.VARIABLES | own


def _ensure_node():
    stamp = Stamp(NODE / "stamp", digest(*(ROOT / name for name in LOCK)))
    if stamp.holds():
        return
    with step(f"JavaScript packages into {NODE.relative_to(ROOT)}"):
        NODE.mkdir(exist_ok=True)
        for name in LOCK:
            shutil.copy(ROOT / name, NODE)
        npm = node.find_folder(VENV) / "lib/node_modules/npm/bin/npm-cli.js"
        command = [node.find_folder(VENV) / "bin/node", npm, "ci", "--ignore-scripts"]
        run(command, "npm", cwd=NODE, env=_build_environment())
        stamp.set()
