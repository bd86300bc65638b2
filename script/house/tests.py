# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/test: the whole suite, or the part that is named."""

import importlib.util
import os
import re
import shutil
import subprocess
from contextlib import contextmanager

from . import database, debian, node, odoo
from .paths import HOUSE, LOGS, ROOT
from .prepare import ready
from .say import Missing, line, step
from .shell import alone

# Each program with the Debian package that has it.
PROGRAMS = {"chromium": "chromium"}
NETWORK_PROGRAMS = {
    "curl": "curl",
    "g++": "g++",
    "make": "make",
    "redis-server": "redis-server",
}
BLUESKY = ROOT / "script/peers/bluesky"


def main(arguments):
    _ensure_programs(arguments)
    with ready(), alone("test"), _start_network(arguments) as told:
        return _run_pytest(database.ensure_tested(), arguments, told())


def _ensure_programs(arguments):
    needed = PROGRAMS | (NETWORK_PROGRAMS if _wants(arguments) else {})
    packages = [name for program, name in needed.items() if not shutil.which(program)]
    if _wants(arguments) and not importlib.util.find_spec("ensurepip"):
        packages.append("python3-venv")
    try:
        debian.ensure_installed(packages)
    except Missing as missing:
        line(f"tests that need more are skipped; to run them: {missing}")


def _run_pytest(name, arguments, told):
    # Odoo's limit is for servers, which it starts anew; this is one long process.
    config = odoo.write_configuration(
        "test", screenshots=HOUSE / "screenshots", limit_memory_hard=0
    )
    command = [
        "pytest",
        f"--odoo-database={name}",
        f"--odoo-config={config}",
        "--odoo-log-level=warn",
        "--odoo-http",
        *_choose_workers(arguments),
        *arguments,
    ]
    install_log = {"INSTALL_LOG": str(LOGS / f"install-{name}.log")}
    axe = _fetch_axe()
    environment = odoo.build_environment() | install_log | axe | told
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _fetch_axe():
    """Where the checker of accessibility is; without npm its tests are skipped."""
    words = "accessibility and right-to-left languages are not tested"
    return {"AXE": str(node.AXE)} if node.ensure_if_possible(words) else {}


def _choose_workers(arguments):
    """One file is done sooner by one worker: each makes its own database first."""
    one = any(word.partition("::")[0].endswith(".py") for word in arguments)
    return ("-n", "1" if one else "2", "--dist", "loadscope")


def _wants(arguments):
    """Whether the real Bluesky network is for what is tested now."""
    if os.environ.get("BLUESKY") == "0" or not (BLUESKY / "ensure").exists():
        return False
    paths = [word for word in arguments if (ROOT / word.partition("::")[0]).exists()]
    return not paths or any(re.match(r"tests\b|.*bluesky", path) for path in paths)


@contextmanager
def _start_network(arguments):
    """Start the network while the database is made; gives what it says when asked."""
    if not _wants(arguments):
        yield dict
        return
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / "bluesky.log").open("w+") as log:
        process = _run_bluesky("ensure", stdout=subprocess.PIPE, stderr=log)
        try:
            yield lambda: _await_network(process, log)
        finally:
            process.kill()
            _run_bluesky("stop", stdout=log, stderr=log).wait()


def _run_bluesky(program, **options):
    common = {"env": odoo.build_environment(), "cwd": ROOT, "text": True}
    return subprocess.Popen([BLUESKY / program], **common, **options)


def _await_network(process, log):
    with step("the Bluesky network"):
        said, _ = process.communicate()
    if process.returncode:
        log.seek(0)
        line((log.read().strip().splitlines() or ["it cannot be started"])[-1])
        return {}
    return dict(text.split("=", 1) for text in said.splitlines() if "=" in text)
