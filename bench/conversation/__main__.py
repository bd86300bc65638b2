# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/bench-conversation: Odoo learns of its addons before they are imported."""

import sys
from importlib import import_module

from odoo.modules.module import initialize_sys_path

from .. import inside


def main(database, config):
    inside.start(config)
    initialize_sys_path()
    import_module("bench.conversation.report").main(database)


main(*sys.argv[1:])
