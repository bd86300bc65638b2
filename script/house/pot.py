# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/pot: the terms to translate of each addon, in its i18n/ folder."""

import subprocess

from . import addons, database, odoo, postgres
from .paths import ROOT, UMBRELLA
from .prepare import ready

EXPORT = ROOT / "script/house/pot_export.py"


def main(arguments):
    names = arguments or sorted(set(addons.list_ours()) - {UMBRELLA})
    config = odoo.write_configuration("run")
    with ready():
        name = f"{postgres.get_database()}_pot"
        if database.read_origin(name) != database.describe_current():
            database.make_fresh(name)
        command = [odoo.PROGRAM, "shell", "-c", config, "-d", name, "--no-http"]
        environment = odoo.build_environment() | {"POT_ADDONS": ",".join(names)}
        with EXPORT.open() as code:
            return subprocess.run(
                command, stdin=code, cwd=ROOT, env=environment, check=False
            ).returncode
