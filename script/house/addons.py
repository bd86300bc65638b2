# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The addons of this repository, as their manifests describe them."""

import ast

from .paths import LINKS, ROOT, UMBRELLA
from .stamp import digest

# These do not change what is in a database.
NOT_INSTALLED = {"tests", "static", "readme", "__pycache__"}


def list_ours():
    """Name and folder of each; the umbrella is the repository itself."""
    folders = {path.parent.name: path.parent for path in ROOT.glob("*/__manifest__.py")}
    found = dict(sorted(folders.items())) | {UMBRELLA: ROOT}
    return {name: folder for name, folder in found.items() if _is_installable(folder)}


def read_manifest(folder):
    return ast.literal_eval((folder / "__manifest__.py").read_text())


def _is_installable(folder):
    return read_manifest(folder).get("installable", True)


def list_foreign():
    """What our addons need from Odoo and OCA."""
    mine = list_ours()
    needed = {
        name for folder in mine.values() for name in read_manifest(folder)["depends"]
    }
    return sorted(needed - set(mine) | {"queue_job"})


def compute_digests():
    return {name: _digest(name, folder) for name, folder in list_ours().items()}


def _digest(name, folder):
    pattern = "__*__.py" if name == UMBRELLA else "**/*"
    files = [path for path in sorted(folder.glob(pattern)) if _is_counted(path, folder)]
    names = [str(path.relative_to(folder)) for path in files]
    return digest(*names, *files)


def _is_counted(path, folder):
    return path.is_file() and NOT_INSTALLED.isdisjoint(path.relative_to(folder).parts)


def link_umbrella():
    LINKS.mkdir(parents=True, exist_ok=True)
    link = LINKS / UMBRELLA
    if not link.is_symlink():
        link.symlink_to("../..")
