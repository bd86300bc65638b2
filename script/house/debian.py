# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Packages from Debian's mirror: unpacked into our folder, or installed for tests."""

import os
import shutil
import subprocess
from urllib.parse import unquote

from .paths import CACHE, HOUSE
from .say import Missing, step
from .shell import alone, is_root, read_output, run

KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"
STATE = HOUSE / "apt"


def unpack(packages, target, suite, leave_out=()):
    """Unpack packages of a suite into a folder: nothing is installed, as no root."""
    folder = CACHE / "debs"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _run_apt("update", suite)
    _run_apt("download", suite, *packages, cwd=folder)
    target.mkdir(parents=True, exist_ok=True)
    for package in packages:
        _unpack_one(next(folder.glob(f"{package}_*.deb")), target, leave_out)
    shutil.rmtree(folder)


def unpack_with_dependencies(packages, target, suite, leave_out=()):
    """Unpack packages and all that they depend on, as for an empty system.

    :return: the version of each package
    """
    folder = CACHE / f"debs-{suite}"
    (folder / "partial").mkdir(parents=True, exist_ok=True)
    status = CACHE / "no-packages"
    status.touch()
    own = (f"-oDir::State::Status={status}", f"-oDir::Cache::Archives={folder}")
    with alone("apt"):
        _run_apt("update", suite, *own)
        fetch = ("--yes", "--no-install-recommends", "--download-only")
        _run_apt("install", suite, *own, *fetch, *packages)
    target.mkdir(parents=True)
    fetched = sorted(folder.glob("*.deb"))
    for package in fetched:
        _unpack_one(package, target, leave_out)
    shutil.rmtree(folder)
    return dict(unquote(path.name).split("_")[:2] for path in fetched)


def _unpack_one(package, target, leave_out):
    excluded = [f"--exclude={pattern}" for pattern in leave_out]
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE
    ) as archive:
        command = ["tar", "-x", "-C", target, "--no-same-owner", *excluded]
        subprocess.run(command, stdin=archive.stdout, check=True)


def _run_apt(verb, suite, *packages, **options):
    """apt-get with a state of our own, whose one source is a suite of Debian."""
    for folder in ("lists/partial", "cache/archives/partial"):
        (STATE / folder).mkdir(parents=True, exist_ok=True)
    sources = STATE / f"{suite}.list"
    sources.write_text(f"deb [signed-by={KEYS}] {_find_mirror()} {suite} main\n")
    settings = {
        "Dir::State::Lists": STATE / "lists",
        "Dir::Cache": STATE / "cache",
        "Dir::Etc::SourceList": sources,
        "Dir::Etc::SourceParts": "/dev/null",
        "APT::Sandbox::User": "root",
        "Acquire::Retries": 3,
        "APT::Update::Error-Mode": "any",
    }
    own = [f"-o{key}={value}" for key, value in settings.items()]
    run(["apt-get", "-q", *own, verb, *packages], f"apt-{verb}", **options)


def _find_mirror():
    """The mirror that this machine uses, so that no host is written down here."""
    uris = read_output(
        ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]
    ).splitlines()
    usable = [uri for uri in uris if "security" not in uri]
    if not usable:
        raise Missing("apt has no Debian mirror in its sources")
    return usable[0]


def is_available():
    return shutil.which("apt-get") and os.path.exists(KEYS)


def ensure_installed(packages):
    if not packages:
        return
    words = "apt-get install " + " ".join(packages)
    if not (is_root() and is_available()):
        raise Missing(words)
    with step(f"{words} (Debian packages that tests need)"):
        _install(packages)


def _install(packages):
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "-q", "update"], "apt-update-system")
    options = ["-q", "-y", "--no-install-recommends"]
    run(["apt-get", *options, "install", *packages], "apt-install", env=quiet)
