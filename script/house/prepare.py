# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What every script needs before it can start: packages, Odoo, PostgreSQL."""

from contextlib import contextmanager

from . import odoo, postgres, venv
from .paths import VENV
from .shell import alone


@contextmanager
def ready():
    with alone("prepare"):
        venv.ensure(VENV, ["odoo", "", "dev"], alone=["addons"])
        odoo.ensure()
    with postgres.running():
        yield
