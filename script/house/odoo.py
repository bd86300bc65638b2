# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo itself: its source, its configuration, and how it is run."""

import os
import re
import shutil
from pathlib import Path

from . import addons, debian, node, postgres
from .paths import DATA, HOUSE, LINKS, ROOT, VENV
from .say import Missing, step
from .shell import run
from .stamp import Stamp, digest

FETCHED = HOUSE / "odoo"
PROGRAM = Path(__file__).parent / "bin/odoo"
PACKAGES = "usr/lib/python3/dist-packages"
# Odoo's own web assets are links into these.
ASSETS = (
    "libjs-jquery",
    "libjs-underscore",
    "libjs-jquery-form",
    "fonts-font-awesome",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-inconsolata",
    "fonts-ocr-b",
)
# Nine tenths of the package: other languages and other countries' accounting. That of
# the United States stays: account installs it for a company there, as demo data has.
LEFT_OUT = (
    "*/odoo/addons/*/i18n",
    "*/odoo/addons/l10n_[!u]*",
    "*/odoo/addons/l10n_u[!s]*",
    "*/odoo/addons/l10n_us_[!a]*",
)
# Debian leaves it out (it blurs what is behind a caller); without it a page complains.
BLUR = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
HELP = (
    "set ODOO_HOME to an Odoo 19 checkout "
    "(and DATABASE_URL to your PostgreSQL, if you like)"
)
EXCEPTION = re.compile(r"[\w.]+(Error|Exception|Warning): ")
LOADING = re.compile(r"Loading module (\S+) \((\d+/\d+)\)")


def find_source():
    """The folder that has the package ``odoo`` in it."""
    home = os.environ.get("ODOO_HOME")
    if home:
        return Path(home).expanduser().resolve()
    return FETCHED / PACKAGES


def ensure():
    if not os.environ.get("ODOO_HOME") and not _get_stamp(FETCHED).holds():
        _fetch()
    if not (find_source() / "odoo/release.py").is_file():
        raise Missing(f"no Odoo in {find_source()}: {HELP}")


def _fetch():
    if not debian.is_available():
        raise Missing(f"Odoo 19 is fetched from Debian with apt, not here: {HELP}")
    with step("Odoo 19 from Debian (130 MB)"):
        unfinished = HOUSE / "odoo.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            debian.unpack(["odoo-19", *ASSETS], unfinished, "sid", LEFT_OUT)
        except Missing as missing:
            raise Missing(f"{missing}. Without a Debian mirror: {HELP}") from missing
        blur = unfinished / PACKAGES / "odoo/addons" / BLUR
        blur.parent.mkdir(parents=True)
        blur.write_text("// Not in Debian's package.\n")
        _get_stamp(unfinished).set()
        shutil.rmtree(FETCHED, ignore_errors=True)
        unfinished.rename(FETCHED)


def _get_stamp(folder):
    """What was unpacked: an older choice of files is fetched anew."""
    return Stamp(folder / "stamp", digest(*ASSETS, *LEFT_OUT))


def compute_version():
    return digest(str(find_source()), find_source() / "odoo/release.py")


def build_environment():
    """What Odoo and PostgreSQL's programs are started with."""
    programs = [*node.list_paths(), postgres.find_programs()]
    path = [VENV / "bin", *programs, os.environ["PATH"]]
    own = {
        "PATH": os.pathsep.join(map(str, path)),
        "PYTHONPATH": str(find_source()),
        "VIRTUAL_ENV": str(VENV),
        "HOUSE": str(HOUSE),
    }
    return os.environ | node.VARIABLES | postgres.get_variables() | own


def write_configuration(name, jobs=False, **options):
    """Write a configuration file; ``jobs``: whether they run. Returns its path."""
    addons.link_umbrella()
    paths = [find_source() / "addons", ROOT, LINKS]
    values = {
        "addons_path": ",".join(str(path) for path in paths if path.is_dir()),
        "data_dir": DATA,
        "http_interface": "127.0.0.1",
        "list_db": False,
        "max_cron_threads": 1,
        **options,
    }
    lines = [f"{key} = {value}" for key, value in values.items()]
    path = HOUSE / f"{name}.conf"
    channels = read_channels() if jobs else "root:0"
    channels = ["", "[queue_job]", f"channels = {channels}", ""]
    path.write_text("\n".join(["[options]", *lines, *channels]))
    return path


def read_channels():
    """The channels of jobs that the README tells people to configure."""
    readme = (ROOT / "README.md").read_text()
    return re.search(r"^ *channels = (.+)$", readme, re.MULTILINE)[1]


def build_command(config, *arguments):
    """How Odoo is started, so that it can also start itself anew."""
    return [VENV / "bin/python", PROGRAM, "-c", config, *arguments]


def install(database, words, *options):
    """Install or update addons in a database; without demo data unless asked for."""
    common = ("-d", database, "--no-http", "--stop-after-init")
    with step(words) as progress:
        listener = _Listener(progress)
        try:
            run(
                build_command(write_configuration("install"), *common, *options),
                f"install-{database}",
                on_line=listener.hear,
                env=build_environment(),
                cwd=HOUSE,
            )
        except Missing as missing:
            raise Missing(f"{listener.error or missing}") from missing


class _Listener:
    """Finds in Odoo's log how far it is, and the error it ends with."""

    def __init__(self, progress):
        self.progress = progress
        self.error = ""

    def hear(self, line):
        loading = LOADING.search(line)
        if loading:
            self.progress.note(f"{loading[2]} {loading[1]}")
        if EXCEPTION.match(line):
            self.error = line.strip()
