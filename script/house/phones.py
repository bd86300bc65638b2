# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``script/server --with-phone``: Asterisk, and two agents' phones that answer."""

import subprocess
import sys
from contextlib import contextmanager

from . import asterisk, odoo
from .paths import HOUSE, LOGS, ROOT, VENV
from .say import Missing, step
from .shell import started

NAME = "server"
LOG = LOGS / "phones.log"
LISTENER = LOGS / "listener.log"
SETUP = ROOT / "script/house/phone_setup.py"
WORDS = """
  Phone system: Asterisk (AMI 127.0.0.1:{ASTERISK_AMI_PORT}, ARI {ASTERISK_ARI_URL},
  user {ASTERISK_USER}, password {ASTERISK_SECRET})
    in Odoo: Social Care / Configuration / Networks / Phone Systems
    queue 800; the phones 1001 (Anna) and 1002 (Piotr) ring 5 seconds and answer
    a customer calls the queue:   script/peers/asterisk/call 800
    … or with another number:     script/peers/asterisk/call 800 --from +48500100002
    what the phones do:           {log}"""


@contextmanager
def running():
    """Gives the environment variables of the phone system (``asterisk.py``), for Odoo
    and for ``odoo social_care_phone``; all stops at the end.
    """
    with step("the phone system (Asterisk)"):
        variables = asterisk.ensure(NAME)
    program = ROOT / "script/peers/asterisk/phones"
    LOGS.mkdir(parents=True, exist_ok=True)
    try:
        with LOG.open("w") as log:
            command = [sys.executable, program]
            options = {"stdout": log, "stderr": subprocess.STDOUT}
            with started(command, start_new_session=True, **options) as process:
                yield variables
                process.terminate()
    finally:
        asterisk.stop(NAME)


@contextmanager
def listening(database, config, environment, variables):
    """Connect Odoo with the phone system, and listen to it (nothing without one).

    :param environment: what Odoo is started with
    """
    if not variables:
        yield
        return
    with step("Odoo at the phone system"):
        _set_up(database, config, environment)
    command = [VENV / "bin/python", odoo.PROGRAM, "social_care_phone", "-d", database]
    options = {"env": environment | {"ODOO_RC": str(config)}, "cwd": HOUSE}
    with LISTENER.open("w") as log:
        with started(command, stdout=log, start_new_session=True, **options) as process:
            yield
            process.terminate()


def _set_up(database, config, environment):
    command = [odoo.PROGRAM, "shell", "-c", config, "-d", database, "--no-http"]
    with SETUP.open() as code, LISTENER.open("w") as log:
        done = subprocess.run(
            command, stdin=code, stdout=log, stderr=log, env=environment, check=False
        )
    if done.returncode:
        raise Missing(f"the phone system was not connected, see {LISTENER}")


def show(variables):
    if variables:
        print(WORDS.format(log=LOG.relative_to(ROOT), **variables))
