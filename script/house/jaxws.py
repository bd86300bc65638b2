# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Java's own SOAP client (JAX-WS with ``wsimport``), unpacked from Debian without root.

``JAXWS_CLASSPATH`` is what ``java`` and ``javac`` need to find it; ``JAXWS_PEER`` is
the folder of ``Desk.java``. Nothing runs between tests.
"""

import os
import shutil
from pathlib import Path

from . import debian
from .paths import HOUSE, ROOT
from .say import Missing, step
from .shell import alone
from .stamp import Stamp, digest

SOURCE = ROOT / "script/peers/jaxws"
PACKAGES = ("libjaxws-java",)
SUITE = "bookworm"
LEFT_OUT = ("*/share/doc/*", "*/share/man/*", "*/lib/jvm/*")
JARS = (
    "FastInfoset",
    "ant",
    "codemodel",
    "dtd-parser",
    "geronimo-annotation-1.3-spec",
    "glassfish-management-api",
    "glassfish-pfl-basic",
    "gmbal",
    "istack-commons-runtime",
    "istack-commons-tools",
    "javax.activation",
    "javax.xml.soap-api",
    "jaxb-api",
    "jaxb-core",
    "jaxb-impl",
    "jaxb-runtime",
    "jaxb-xjc",
    "jaxws-api",
    "jaxws-rt",
    "jaxws-tools",
    "jws-api",
    "metro-policy",
    "mimepull",
    "relaxngDatatype",
    "rngom",
    "saaj-impl",
    "stax-ex",
    "stax2-api",
    "streambuffer",
    "txw2",
    "woodstox-core",
    "wscompile",
    "xml-resolver",
    "xsom",
)


def ensure():
    """Fetch it; returns what tests need to know."""
    _ensure_unpacked()
    jars = [find_folder() / f"{name}.jar" for name in JARS]
    classpath = os.pathsep.join(map(str, jars))
    return {"JAXWS_CLASSPATH": classpath, "JAXWS_PEER": str(SOURCE)}


def find_folder():
    """Where it is unpacked; PEERS shares what is fetched between checkouts."""
    return Path(os.environ.get("PEERS", HOUSE / "peers")) / "jaxws"


def _ensure_unpacked():
    folder = find_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    stamp = Stamp(folder / "stamp", digest(SUITE, *PACKAGES, *JARS))
    if stamp.holds():
        return
    if not debian.is_available():
        raise Missing("JAX-WS is fetched from Debian with apt, which is not here")
    with alone("jaxws-unpack"), step("Java's SOAP client from Debian"):
        if not stamp.holds():
            _unpack(folder)
            stamp.set()


def _unpack(folder):
    unfinished = folder.with_name("jaxws.unfinished")
    for old in (unfinished, folder):
        shutil.rmtree(old, ignore_errors=True)
    debian.unpack_with_dependencies(PACKAGES, unfinished, SUITE, LEFT_OUT)
    folder.mkdir()
    for name in JARS:
        shutil.copy(unfinished / "usr/share/java" / f"{name}.jar", folder)
    shutil.rmtree(unfinished)
