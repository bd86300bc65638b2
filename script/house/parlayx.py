# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The SOAP switch of the tests: Parlay X 2.0 on npm's ``soap``, beside Asterisk.

``PARLAYX_WSDL`` is the address of its WSDL. See ``script/peers/parlayx/server.mjs``.
"""

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request

from . import asterisk, node
from .paths import HOUSE, LOGS, ROOT
from .process import end, is_running
from .say import Missing
from .shell import alone

SOURCE = ROOT / "script/peers/parlayx"
FOLDER = HOUSE / "parlayx"
LOG = LOGS / "parlayx.log"
STARTING_SECONDS = 20


def ensure():
    """Fetch and start the switch and its Asterisk; returns what both say."""
    variables = asterisk.ensure()
    wsdl = f"http://127.0.0.1:{variables['PARLAYX_PORT']}/ThirdPartyCall?wsdl"
    with alone("parlayx"):
        node.ensure_packages(SOURCE, FOLDER)
        if not (is_running(_read_pid(), FOLDER) and _is_answering(wsdl)):
            end(_read_pid(), FOLDER)
            _start(variables, wsdl)
    return variables | {"PARLAYX_WSDL": wsdl}


def stop():
    with alone("parlayx"):
        end(_read_pid(), FOLDER)


def _read_pid():
    path = FOLDER / "pid"
    return int(path.read_text()) if path.exists() else 0


def _start(variables, wsdl):
    for path in SOURCE.iterdir():
        if path.suffix in (".mjs", ".wsdl", ".xsd"):
            shutil.copy(path, FOLDER)
    LOGS.mkdir(parents=True, exist_ok=True)
    with LOG.open("w") as log:
        process = subprocess.Popen(
            [str(node.find_programs() / "node"), str(FOLDER / "server.mjs")],
            env=os.environ | node.VARIABLES | variables,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    (FOLDER / "pid").write_text(str(process.pid))
    _await(process, wsdl)


def _await(process, wsdl):
    deadline = time.monotonic() + STARTING_SECONDS
    while not _is_answering(wsdl):
        if process.poll() is not None or time.monotonic() > deadline:
            where = LOG.relative_to(ROOT)
            raise Missing(f"the SOAP switch does not start, see {where}")
        time.sleep(0.1)


def _is_answering(wsdl):
    try:
        urllib.request.urlopen(wsdl, timeout=2).close()
    except (urllib.error.URLError, ConnectionError):
        return False
    return True
