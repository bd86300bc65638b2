# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/run COMMAND: any command with Odoo, PostgreSQL and our packages around it."""

import subprocess

from . import odoo
from .prepare import ready
from .say import Missing


def main(arguments):
    if not arguments:
        raise Missing("name a command, such as: script/run python bench/acks.py")
    config = odoo.write_configuration("run")
    with ready():
        environment = odoo.build_environment() | {"ODOO_RC": str(config)}
        return subprocess.run(arguments, env=environment, check=False).returncode
