# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/pot: the terms to translate of each addon, in its i18n/ folder."""

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from . import addons, database, odoo, postgres
from .paths import LOGS, ROOT, UMBRELLA, VENV
from .prepare import ready
from .say import Missing, line, step

EXPORT = ROOT / "script/house/pot_export.py"
TRANSLATIONS = ROOT / "script/house/po.py"


def main(arguments):
    """Write the terms, and those that are new into the translations."""
    names = arguments or _list_names()
    with _export(names) as folder:
        for name in names:
            target = _get_template(name)
            target.parent.mkdir(exist_ok=True)
            shutil.copy(folder / target.name, target)
        return _run_translations("merge", names)


def check():
    """Whether the terms are those of the code, and all of them are translated.

    :return: the exit status of script/lint: 0, or 1 after lines that say what to do
    """
    names = _list_names()
    with step("the terms to translate"), _export(names) as folder:
        stale = [name for name in names if _is_stale(name, folder)]
    for name in stale:
        line(f"{_get_template(name).relative_to(ROOT)} is stale: run script/pot")
    return _run_translations("check", names) or int(bool(stale))


def _list_names():
    return sorted(set(addons.list_ours()) - {UMBRELLA})


def _get_template(name):
    return ROOT / name / "i18n" / f"{name}.pot"


def _is_stale(name, folder):
    template = _get_template(name)
    exported = folder / template.name
    return not template.exists() or template.read_bytes() != exported.read_bytes()


@contextmanager
def _export(names):
    """A folder with the terms that the code has now, a file for each addon."""
    config = odoo.write_configuration("run")
    with ready(), tempfile.TemporaryDirectory() as folder:
        # A copy: as long as a shell is connected, tests could not copy theirs.
        database.copy(
            database.ensure_tested(), read := f"{postgres.get_database()}_pot"
        )
        command = [odoo.PROGRAM, "shell", "-c", config, "-d", read]
        told = {"POT_ADDONS": ",".join(names), "POT_FOLDER": folder}
        _run_export([*command, "--no-http"], told)
        yield Path(folder)


def _run_export(command, told):
    """What Odoo says on the way, mostly of libraries, is of no use here."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with EXPORT.open() as code, (LOGS / "pot.log").open("w") as log:
        done = subprocess.run(
            command,
            stdin=code,
            stdout=log,
            stderr=log,
            cwd=ROOT,
            env=odoo.build_environment() | told,
            check=False,
        )
    if done.returncode:
        raise Missing(f"the terms could not be read, see {LOGS / 'pot.log'}")


def _run_translations(act, names):
    command = [VENV / "bin/python", TRANSLATIONS, act, *names]
    return subprocess.run(command, cwd=ROOT, check=False).returncode
