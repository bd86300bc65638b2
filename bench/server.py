# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A real Odoo process on a database of its own, for the bench and for race tests."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import psutil

ODOO = str(Path(__file__).parents[1] / "script/house/bin/odoo")
STARTING_SECONDS = 90


class Server:
    def __init__(self, config, database, log, *options, **environment):
        self.database = database
        self.port = free_port()
        self.log = log
        self.environment = os.environ | environment
        self.command = [
            *(sys.executable, ODOO, "-c", config, "-d", database),
            "--http-interface=127.0.0.1",
            f"--http-port={self.port}",
            f"--gevent-port={free_port()}",
            *options,
        ]

    def __enter__(self):
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        self._wait()
        return self

    def __exit__(self, *_error):
        odoo = psutil.Process(self.process.pid)
        for process in [odoo, *odoo.children(recursive=True)]:
            process.kill()
        self.process.wait()

    def connect(self):
        return HTTPConnection("127.0.0.1", self.port, timeout=60)

    def _wait(self):
        deadline = time.monotonic() + STARTING_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Odoo does not answer, see {self.log.name}")
            time.sleep(0.2)

    def _answers(self):
        connection = self.connect()
        try:
            connection.request("GET", "/web/health")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


def free_port():
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]
