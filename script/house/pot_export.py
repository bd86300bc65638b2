# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What script/pot has Odoo's shell run; ``env`` is the shell's.

Odoo walks all addons for the terms of one. The repository is among them and holds links
to itself, so it is shown a folder with nothing but that one addon.
"""

import os
import re
import tempfile
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from odoo.tools import translate

import odoo.addons

# A new date alone is no change.
DATES = re.compile(rb'"(POT-Creation|PO-Revision)-Date: .*\\n"\n')


class Reader(translate.TranslationModuleReader):
    """Looks for terms in the code of one addon alone."""

    def _export_translatable_resources(self):
        (addon,) = self._modules
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / addon).symlink_to(Path(addon).resolve())
            self._path_list = [(folder, True)]
            with patch.object(odoo.addons, "__path__", [folder]):
                super()._export_translatable_resources()


def export(addon):
    """:return: the content of the addon's .pot file, bytes"""
    buffer = BytesIO()
    with patch.object(translate, "TranslationModuleReader", Reader):
        translate.trans_export(False, [addon], buffer, "po", env)  # noqa: F821
    return DATES.sub(b"", buffer.getvalue())


for name in os.environ["POT_ADDONS"].split(","):
    (Path(os.environ["POT_FOLDER"]) / f"{name}.pot").write_bytes(export(name))
