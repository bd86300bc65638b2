# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The real servers that tests talk to, each started only for the tests that use it.

A peer's ``ensure`` prints what tests need to know as KEY=VALUE: their environment
variables. Without a network it fails with a plain word, and the tests are skipped.
BLUESKY=0, ASTERISK=0, PARLAYX=0 and JAXWS=0 leave one out.
"""

import os
import re
import subprocess
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from . import odoo
from .paths import LOGS, ROOT
from .say import line, step


@dataclass(frozen=True)
class Peer:
    """``name``: its folder in ``script/peers``; ``paths``: whose tests use it;
    ``programs``: what it needs, with the Debian package that has it.
    """

    name: str
    words: str
    paths: str
    programs: tuple = ()

    def is_wanted(self, arguments):
        if os.environ.get(self.name.upper()) == "0" or not self.folder.exists():
            return False
        paths = [
            word for word in arguments if (ROOT / word.partition("::")[0]).exists()
        ]
        return not paths or any(re.match(self.paths, path) for path in paths)

    @property
    def folder(self):
        return ROOT / "script/peers" / self.name

    def run(self, program, **options):
        common = {"env": odoo.build_environment(), "cwd": ROOT, "text": True}
        return subprocess.Popen([self.folder / program], **common, **options)

    @contextmanager
    def start(self):
        """Start it while the database is made; gives what it says when asked."""
        LOGS.mkdir(parents=True, exist_ok=True)
        with (LOGS / f"peer-{self.name}.log").open("w+") as log:
            process = self.run("ensure", stdout=subprocess.PIPE, stderr=log)
            try:
                yield lambda: self._await(process, log)
            finally:
                process.kill()
                process.wait()
                self.run("stop", stdout=log, stderr=log).wait()

    def _await(self, process, log):
        with step(self.words):
            said, _ = process.communicate()
        if process.returncode:
            log.seek(0)
            line((log.read().strip().splitlines() or ["it cannot be started"])[-1])
            return {}
        return dict(text.split("=", 1) for text in said.splitlines() if "=" in text)


BLUESKY = Peer(
    "bluesky",
    "the Bluesky network",
    r"tests\b|.*bluesky",
    (
        ("curl", "curl"),
        ("g++", "g++"),
        ("make", "make"),
        ("redis-server", "redis-server"),
    ),
)
ASTERISK = Peer("asterisk", "the phone system (Asterisk)", r"tests\b|.*_cti")
PARLAYX = Peer("parlayx", "the SOAP switch (Parlay X)", r"tests\b|.*_cti")
JAXWS = Peer(
    "jaxws",
    "Java's SOAP client",
    r"tests(/?$|/test_api)",
    (("javac", "openjdk-17-jdk-headless"),),
)
ALL = (BLUESKY, ASTERISK, PARLAYX, JAXWS)


@contextmanager
def start(arguments):
    """Start what the named tests use; gives all that it says when asked."""
    with ExitStack() as stack:
        wanted = [peer for peer in ALL if peer.is_wanted(arguments)]
        told = [stack.enter_context(peer.start()) for peer in wanted]
        yield lambda: {key: value for tell in told for key, value in tell().items()}


def list_programs(arguments):
    """What the peers of the named tests need, with Debian's packages."""
    wanted = [peer for peer in ALL if peer.is_wanted(arguments)]
    return {program: name for peer in wanted for program, name in peer.programs}
