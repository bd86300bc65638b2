# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/bench-timeline: Odoo has to know its addons before they can be imported."""

import sys
from importlib import import_module

from odoo.modules.module import initialize_sys_path

from .. import inside


def main(database, config):
    inside.start(config)
    initialize_sys_path()
    import_module("bench.timeline.report").main(database)


main(*sys.argv[1:])
