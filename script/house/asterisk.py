# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Asterisk, the phone system of the tests and of ``script/server --with-phone``.

It is unpacked from Debian without root and listens on loopback alone. Each name
("test", "server") is a system of its own; what a program needs to know about it are
these environment variables, which :func:`ensure` returns:

- ``ASTERISK_SIP_PORT`` (UDP), ``ASTERISK_AMI_PORT``, ``ASTERISK_ARI_URL``;
- ``ASTERISK_USER`` and ``ASTERISK_SECRET`` with all rights, ``ASTERISK_READONLY_USER``
  and ``ASTERISK_READONLY_SECRET``, for AMI and ARI alike;
- ``ASTERISK_PHONE_1001_PORT`` and ``ASTERISK_PHONE_1002_PORT``, where these phones have
  to listen; 1003 and 1004 register from anywhere (passwords as their names);
- ``ASTERISK_CUSTOMER_PORT``, where calls to the trunk arrive;
- ``ASTERISK_LOCK``, the file that a test holds while it uses the phone system
  (``sipphone.reserve_phone_system``);
- ``ASTERISK_PEER``, the folder of ``sipphone.py``; ``ASTERISK_PID``, for tests that
  kill it (``script/peers/asterisk/ensure`` starts it anew, at the same ports).
"""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from tempfile import gettempdir

from . import debian
from .paths import HOUSE, ROOT
from .process import end, is_running
from .say import Missing, line, step
from .shell import alone, as_nobody, give_to_nobody, is_root
from .stamp import Stamp, digest

SOURCE = ROOT / "script/peers/asterisk"
PACKAGES = ("asterisk", "asterisk-modules")
SUITE = "forky"
# Debian's mirrors have one version of a suite at a time: another one is said.
TESTED_VERSION = "1:22.10.1"
LEFT_OUT = ("*/share/doc/*", "*/share/man/*", "*/share/locale/*")
FOLDERS = ("etc", "lib/agi-bin", "spool/recording", "run", "log")
# A socket's address cannot be longer than this.
LONGEST = 80
STARTING_SECONDS = 30
# Below the ports that systems give to outgoing connections, above those of our media.
FIRST_PORT, PORTS_OF_EACH, BLOCKS = 22100, 16, 600
PORTS = (
    "ASTERISK_SIP_PORT",
    "ASTERISK_ARI_PORT",
    "ASTERISK_AMI_PORT",
    "ASTERISK_CUSTOMER_PORT",
    "ASTERISK_PHONE_1001_PORT",
    "ASTERISK_PHONE_1002_PORT",
    "PARLAYX_PORT",
)
USERS = {
    "ASTERISK_USER": "helpdesk",
    "ASTERISK_SECRET": "secret",
    "ASTERISK_READONLY_USER": "readonly",
    "ASTERISK_READONLY_SECRET": "ro",
}


def find_folder():
    """Where it is unpacked; PEERS shares what is fetched between checkouts."""
    return Path(os.environ.get("PEERS", HOUSE / "peers")) / "asterisk"


def ensure(name="test"):
    """Fetch and start the phone system unless it runs; returns its variables."""
    with alone(f"asterisk-{name}"):
        if not _is_alive(name):
            _ensure_unpacked()
            _start(name)
    return read_variables(name)


def stop(name="test"):
    """Stop the phone system; what it held is thrown away."""
    with alone(f"asterisk-{name}"):
        end(read_pid(name), _get_run_folder(name))
        shutil.rmtree(_get_run_folder(name), ignore_errors=True)


def read_variables(name):
    """What a running phone system says about itself; {} if there is none."""
    path = _get_run_folder(name) / "variables"
    if not path.exists():
        return {}
    return dict(text.split("=", 1) for text in path.read_text().splitlines())


def read_pid(name):
    path = _get_run_folder(name) / "pid"
    return int(path.read_text()) if path.exists() else 0


def _get_run_folder(name):
    folder = HOUSE / "asterisk" / name
    if len(str(folder)) < LONGEST:
        return folder
    return Path(gettempdir()) / f"social-care-asterisk-{digest(str(folder))}"


def _is_alive(name):
    return is_running(read_pid(name), _get_run_folder(name))


def _ensure_unpacked():
    folder = find_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    stamp = Stamp(folder / "stamp", digest(SUITE, *PACKAGES, *LEFT_OUT))
    if stamp.holds():
        return
    if not debian.is_available():
        raise Missing("Asterisk is fetched from Debian with apt, which is not here")
    with alone("asterisk-unpack"), step("Asterisk from Debian (80 MB)"):
        if not stamp.holds():
            _unpack(folder)
            stamp.set()


def _unpack(folder):
    unfinished = folder.with_name("asterisk.unfinished")
    for old in (unfinished, folder):
        shutil.rmtree(old, ignore_errors=True)
    try:
        versions = debian.unpack_with_dependencies(
            PACKAGES, unfinished, SUITE, LEFT_OUT
        )
    except Missing as missing:
        words = "Asterisk cannot be fetched; is there a network?"
        raise Missing(f"{words} {missing}") from missing
    if not versions["asterisk"].startswith(TESTED_VERSION):
        line(f"Asterisk {versions['asterisk']}: tested was {TESTED_VERSION}")
    unfinished.rename(folder)


def _start(name):
    folder = _get_run_folder(name)
    variables = read_variables(name) or _choose_ports(folder)
    for part in FOLDERS:
        (folder / part).mkdir(parents=True, exist_ok=True)
    # What a killed one leaves behind keeps the next from starting.
    for path in (folder / "run").iterdir():
        path.unlink()
    _write_configuration(folder, variables)
    process = _launch(folder)
    (folder / "pid").write_text(str(process.pid))
    _write_variables(folder, variables | {"ASTERISK_PID": str(process.pid)})
    _await(process, variables, folder)


def _choose_ports(folder):
    """A block of free ports, the same each time unless somebody else has it."""
    first = int(digest(str(folder)), 16)
    for shift in range(BLOCKS):
        base = FIRST_PORT + (first + shift) % BLOCKS * PORTS_OF_EACH
        if all(_is_free(base + offset) for offset in range(PORTS_OF_EACH)):
            ports = {key: str(base + offset) for offset, key in enumerate(PORTS)}
            url = f"http://127.0.0.1:{ports['ASTERISK_ARI_PORT']}/ari"
            return ports | USERS | {"ASTERISK_ARI_URL": url}
    raise Missing("no free ports for Asterisk")


def _is_free(port):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as tried:
            if kind == socket.SOCK_STREAM:
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                return False
    return True


def _write_configuration(folder, variables):
    root = find_folder()
    words = {
        "RUN": folder,
        "ROOT": root,
        "MODULES": next(root.glob("usr/lib/*/asterisk/modules")),
    }
    words |= {key.removeprefix("ASTERISK_"): value for key, value in variables.items()}
    for source in (SOURCE / "conf").glob("*.conf"):
        text = source.read_text()
        for key, value in words.items():
            text = text.replace(f"@{key}@", str(value))
        (folder / "etc" / source.name).write_text(text)


def _write_variables(folder, variables):
    lock = HOUSE / "asterisk-tests.lock"
    variables |= {"ASTERISK_PEER": str(SOURCE), "ASTERISK_LOCK": str(lock)}
    text = "".join(f"{key}={value}\n" for key, value in variables.items())
    (folder / "variables").write_text(text)


def _launch(folder):
    """Start it through the loader that was unpacked with it, on its own libraries."""
    root = find_folder()
    loader = next(root.glob("usr/lib*/ld-linux*.so.*"))
    libraries = next(root.glob("usr/lib/*/libc.so.6")).parent
    program = [loader, "--library-path", libraries, root / "usr/sbin/asterisk"]
    command = [*program, "-C", folder / "etc/asterisk.conf", "-f"]
    if is_root():
        give_to_nobody(folder)
        command = as_nobody(command)
    with (folder / "log/console.log").open("w") as log:
        options = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
        command = [str(part) for part in command]
        return subprocess.Popen(command, start_new_session=True, cwd=folder, **options)


def _await(process, variables, folder):
    port = int(variables["ASTERISK_AMI_PORT"])
    deadline = time.monotonic() + STARTING_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if _is_booted(port):
            return
        time.sleep(0.1)
    raise Missing(f"Asterisk does not start, see {folder / 'log'}")


def _is_booted(port):
    login = "Action: Login\r\nUsername: helpdesk\r\nSecret: secret\r\n\r\n"
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(login.encode())
            said = b""
            while b"FullyBooted" not in said:
                received = connection.recv(4096)
                if not received:
                    return False
                said += received
    except OSError:
        return False
    return True
