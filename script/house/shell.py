# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Other programs, run quietly: what they say goes to a log file."""

import os
import pwd
import subprocess
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from .paths import HOUSE, LOGS, ROOT
from .say import Missing, line


def run(command, log, on_line=None, **options):
    """Run and log; a failure becomes one line with the last words of the program."""
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{log}.log"
    last = ""
    with path.open("w") as file, started(command, **options) as process:
        for text in process.stdout:
            file.write(text)
            last = text.strip() or last
            if on_line:
                on_line(text)
    if process.returncode:
        where = path.relative_to(ROOT)
        name = Path(command[0]).name
        raise Missing(f"{name} failed: {last} (all of it in {where})")


@contextmanager
def started(command, **options):
    """A program that ends when we are ended."""
    defaults = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
        "text": True,
        "errors": "replace",
    }
    command = [str(part) for part in command]
    with subprocess.Popen(command, **defaults | options) as process:
        try:
            yield process
        except BaseException:
            process.terminate()
            raise


def read_output(command, **options):
    """What a program prints, without the last line break."""
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        raise Missing(f"{command[0]} failed: {' '.join(done.stderr.split())}")
    return done.stdout.strip()


@contextmanager
def alone(name):
    """One script at a time; the others wait, and say so."""
    HOUSE.mkdir(exist_ok=True)
    with (HOUSE / f"{name}.lock").open("w") as file:
        if not _try_lock(file):
            line(f"waiting for another script that is busy here ({name}) …")
            flock(file, LOCK_EX)
        yield


def _try_lock(file):
    try:
        flock(file, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_root():
    return os.geteuid() == 0


def as_nobody(command):
    """The command as the user nobody, who may pass closed folders."""
    user = ["--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    rights = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    # Without this, asking whether a file may be read forgets the right.
    kept = ["--securebits=+no_setuid_fixup"]
    return ["setpriv", *user, *rights, *kept, *command]


def give_to_nobody(folder):
    nobody = pwd.getpwnam("nobody")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
