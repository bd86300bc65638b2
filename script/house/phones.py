# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``script/server --with-phone``: Asterisk, and two agents' phones that answer."""

import subprocess
import sys
from contextlib import contextmanager

from . import asterisk
from .paths import LOGS, ROOT
from .say import step
from .shell import started

NAME = "server"
LOG = LOGS / "phones.log"
WORDS = """
  Phone system: Asterisk (AMI 127.0.0.1:{ASTERISK_AMI_PORT}, ARI {ASTERISK_ARI_URL},
  user {ASTERISK_USER}, password {ASTERISK_SECRET})
    queue 800; the phones 1001 and 1002 ring 5 seconds and answer
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


def show(variables):
    if variables:
        print(WORDS.format(log=LOG.relative_to(ROOT), **variables))
