# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/test: the whole suite, or the part that is named."""

import importlib.util
import shutil
import subprocess

from . import clients, database, debian, node, odoo, peers
from .paths import HOUSE, LOGS, ROOT
from .prepare import ready
from .say import Missing, line
from .shell import alone

# Each program with the Debian package that has it.
PROGRAMS = {"chromium": "chromium"}


def main(arguments):
    _ensure_programs(arguments)
    with ready(), alone("test"), peers.start(arguments) as told:
        return _run_pytest(database.ensure_tested(), arguments, told())


def _ensure_programs(arguments):
    needed = PROGRAMS | peers.list_programs(arguments)
    packages = [name for program, name in needed.items() if not shutil.which(program)]
    if peers.BLUESKY.is_wanted(arguments) and not importlib.util.find_spec("ensurepip"):
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
    own = _fetch_axe() | clients.ensure_if_possible()
    environment = odoo.build_environment() | install_log | own | told
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _fetch_axe():
    """Where the checker of accessibility is; without npm its tests are skipped."""
    words = "accessibility and right-to-left languages are not tested"
    return {"AXE": str(node.AXE)} if node.ensure_if_possible(words) else {}


def _choose_workers(arguments):
    """One file is done sooner by one worker: each makes its own database first."""
    one = any(word.partition("::")[0].endswith(".py") for word in arguments)
    return ("-n", "1" if one else "2", "--dist", "loadscope")
