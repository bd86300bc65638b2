# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/server: Social Care with demo data, in a browser."""

import argparse
import socket
import time
import urllib.error
import urllib.request
from contextlib import nullcontext

from . import database, node, odoo, phones, postgres
from .paths import HOUSE, LOGS, ROOT
from .prepare import ready
from .say import Missing, step
from .shell import started

LOGINS = (
    ("admin", "admin", "administrator"),
    ("supervisor", "supervisor", "supervisor"),
    ("anna", "anna", "agent"),
    ("piotr", "piotr", "agent"),
)
# Scripts and styles that Odoo puts together when they are first asked for.
BUNDLES = (
    "web.assets_frontend.min.css",
    "web.assets_frontend_lazy.min.js",
    "web.assets_web.min.css",
    "web.assets_web.min.js",
)
STARTING_SECONDS = 120
LOG = LOGS / "server.log"
SHOWN_LOG = LOG.relative_to(ROOT)


def main(arguments):
    options = _parse_options(arguments)
    _check_port(options.port)
    with ready():
        name = postgres.get_database()
        if options.fresh:
            database.drop(name)
        database.ensure(name)
        node.ensure_if_possible("right-to-left languages are shown left to right")
        with _start_phones(options) as variables:
            return _serve(name, options.port, variables)


def _parse_options(arguments):
    parser = argparse.ArgumentParser(
        prog="script/server",
        description="Start Social Care on Odoo 19 with demo data. ODOO_HOME (an Odoo "
        "19 checkout) and DATABASE_URL (postgresql://user:password@host/name) take "
        "the place of what is fetched.",
    )
    parser.add_argument("--port", type=int, default=8069)
    parser.add_argument("--fresh", action="store_true", help="start over the database")
    parser.add_argument(
        "--with-phone",
        action="store_true",
        help="start Asterisk with two simulated phones beside it (80 MB, once)",
    )
    return parser.parse_args(arguments)


def _start_phones(options):
    return phones.running() if options.with_phone else nullcontext({})


def _check_port(port):
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            other = f"script/server --port {port + 1}"
            raise Missing(f"port {port} is taken: {other}") from None


def _serve(name, port, variables):
    address = f"http://localhost:{port}"
    _set_address(name, address)
    config = odoo.write_configuration(
        "server",
        jobs=True,
        db_name=name,
        dbfilter=f"^{name}$",
        http_port=port,
        server_wide_modules="base,rpc,web,queue_job",
    )
    # In a session of its own: Ctrl-C is for us, and we tell Odoo.
    environment = odoo.build_environment() | variables
    options = {"env": environment, "cwd": HOUSE, "start_new_session": True}
    command = odoo.build_command(config)
    with LOG.open("w") as log, started(command, stdout=log, **options) as process:
        _wait(process, address)
        with phones.listening(name, config, environment, variables):
            _show(address)
            phones.show(variables)
            print(f"\n  Odoo's log: {SHOWN_LOG}   stop with Ctrl-C", flush=True)
            return process.wait()


def _set_address(name, address):
    """Links that leave Odoo, such as an account's webhook, name this address."""
    sql = "UPDATE ir_config_parameter SET value = '{}' WHERE key = 'web.base.url'"
    database.psql(sql.format(address), name)


def _wait(process, address):
    with step("Odoo"):
        for _ in range(STARTING_SECONDS * 4):
            if process.poll() is not None:
                raise Missing(f"Odoo stopped: {_read_last_words()}")
            if _is_answering(f"{address}/web/login"):
                break
            time.sleep(0.25)
        else:
            raise Missing(f"Odoo does not answer, see {SHOWN_LOG}")
    with step("the first page"):
        for bundle in BUNDLES:
            _is_answering(f"{address}/web/assets/any/{bundle}")


def _is_answering(address):
    try:
        with urllib.request.urlopen(address, timeout=STARTING_SECONDS):
            return True
    except (urllib.error.URLError, ConnectionError):
        return False


def _read_last_words():
    lines = LOG.read_text().strip().splitlines()
    return lines[-1] if lines else "without a word"


def _show(address):
    print(f"\n  Social Care: {address}\n")
    for login, password, role in LOGINS:
        print(f"    {login:<12}{password:<12}{role}")
