# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Virtual environments with pinned packages, made by uv."""

import importlib.util
import os
import sys
from pathlib import Path

from . import debian
from .paths import CACHE, HOUSE, get_requirements
from .say import Missing, step
from .shell import run
from .stamp import Stamp, digest

UV = HOUSE / "uv"
# Where Debian's python3-venv has pip's wheel, and where we unpack it.
WHEELS = (Path("/usr/share/python-wheels"), CACHE / "pip-whl/usr/share/python-wheels")


def ensure(folder, names, alone=()):
    """An environment with the requirements of these names.

    ``alone``: requirements that are installed without what they require themselves.
    OCA's addons require a distribution named odoo, which no registry has.
    """
    files = [get_requirements(name) for name in (*names, *alone)]
    python = (sys.executable, sys.version, str(folder))
    stamp = Stamp(folder / "stamp", digest(*python, *files))
    if stamp.holds():
        return
    with step(f"Python packages into {folder.relative_to(HOUSE.parent)}"):
        try:
            _make(folder, names, alone)
        except Missing as missing:
            words = "Python packages cannot be fetched; is there a network?"
            raise Missing(f"{words} {missing}") from missing
        stamp.set()


def _make(folder, names, alone):
    _run_uv("venv", "--clear", "--python", sys.executable, folder)
    _install(folder, names)
    _install(folder, alone, "--no-deps")


def _install(folder, names, *options):
    files = [word for name in names for word in ("-r", get_requirements(name))]
    if files:
        _run_uv("pip", "install", "--python", folder / "bin/python", *options, *files)


def _run_uv(*arguments):
    if not (UV / "bin/uv").exists():
        _install_uv()
    # A company's network may have a certificate of its own: the system knows it.
    own = {"UV_CACHE_DIR": str(CACHE / "uv"), "UV_SYSTEM_CERTS": "1"}
    run([UV / "bin/uv", *arguments], "uv", env=os.environ | own)


def _install_uv():
    """Into a folder of its own; pip is used once, for this."""
    target = ["--target", UV, "--no-deps", "--disable-pip-version-check"]
    command = [
        sys.executable,
        *_find_pip(),
        "install",
        *target,
        "-r",
        get_requirements("uv"),
    ]
    run(command, "pip", env=os.environ | {"PIP_CACHE_DIR": str(CACHE / "pip")})


def _find_pip():
    """A pip that runs without being installed. Debian's bare python3 has none."""
    if importlib.util.find_spec("pip"):
        return ["-m", "pip"]
    wheels = _list_wheels()
    if not wheels:
        _fetch_pip()
    return [(wheels or _list_wheels())[0] / "pip"]


def _list_wheels():
    return [wheel for folder in WHEELS for wheel in folder.glob("pip-*.whl")]


def _fetch_pip():
    if not debian.is_available():
        raise Missing("python3-venv is missing: apt-get install python3-venv")
    debian.unpack(["python3-pip-whl"], CACHE / "pip-whl", "stable")
