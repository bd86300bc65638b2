# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Build the pages of addons as OCA's oca-gen-addon-readme does: the fragments of
``readme/`` in OCA's order, with the addon's title, badges and credits around them.

Runs in the lint environment: Markdown is read by pandoc, HTML is written by docutils.
"""

import ast
import sys
from pathlib import Path

import pypandoc
from docutils.core import publish_string

# Fragment and the title of its section, in the order of OCA's template.
SECTIONS = {
    "CONTEXT": "Use Cases / Context",
    "INSTALL": "Installation",
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "ROADMAP": "Known issues / Roadmap",
    "HISTORY": "Changelog",
}
MATURITY_COLORS = {"Alpha": "red", "Beta": "yellow", "Production/Stable": "green"}
HEAD = """\
.. This file is built from readme/ by script/readme; edit the fragments there.

{rule}
{name}
{rule}

.. |maturity| image:: https://img.shields.io/badge/maturity-{maturity}-{color}.png
    :target: https://odoo-community.org/page/development-status
    :alt: {maturity}
.. |license| image:: https://img.shields.io/badge/license-AGPL--3-blue.png
    :target: https://www.gnu.org/licenses/agpl-3.0-standalone.html
    :alt: License: AGPL-3

|maturity| |license|

{description}

**Table of contents**

.. contents::
   :local:
"""
CREDITS = """\
Bug Tracker
===========

Report faults and ideas in the issues of the `project <{website}>`__. Say what you did,
what you expected and what happened instead, with the server log around it.

Credits
=======

Authors
-------

{authors}

Contributors
------------

{contributors}

Maintainers
-----------

{maintainers}
"""


def main(arguments):
    check = "--check" in arguments
    names = [name for name in arguments if name != "--check"]
    stale = [page for page in _build_pages(names) if not _is_fresh(*page)]
    for path, text in [] if check else stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for path, _text in stale:
        print(f"{path}: {'stale; run script/readme' if check else 'written'}")
    return bool(check and stale)


def _build_pages(names):
    """(path, text) of each page of the addons."""
    for path in sorted(Path().glob("*/readme/DESCRIPTION.md")):
        folder = path.parents[1]
        if not names or folder.name in names:
            readme = build_readme(folder)
            yield folder / "README.rst", readme
            yield folder / "static/description/index.html", build_html(readme)


def _is_fresh(path, text):
    return path.exists() and path.read_text() == text


def build_readme(folder):
    """The README.rst of the addon in this folder, as text."""
    manifest = ast.literal_eval((folder / "__manifest__.py").read_text())
    parts = [_build_head(folder, manifest)]
    for fragment, title in SECTIONS.items():
        if text := _read_fragment(folder, fragment):
            parts.append(f"{title}\n{'=' * len(title)}\n\n{text}")
    parts.append(_build_credits(folder, manifest))
    return "\n".join(part.rstrip() + "\n" for part in parts)


def _build_head(folder, manifest):
    maturity = manifest["development_status"]
    return HEAD.format(
        name=manifest["name"],
        rule="=" * len(manifest["name"]),
        maturity=maturity,
        color=MATURITY_COLORS[maturity],
        description=_read_fragment(folder, "DESCRIPTION").rstrip(),
    )


def _build_credits(folder, manifest):
    authors = manifest["author"].split(", ")
    return CREDITS.format(
        website=manifest["website"],
        authors="\n".join(f"* {author}" for author in authors),
        contributors=_read_fragment(folder, "CONTRIBUTORS").rstrip(),
        maintainers="\n".join(f"* {name}" for name in manifest["maintainers"]),
    )


def _read_fragment(folder, name):
    """A fragment as reStructuredText. Its titles begin at level two ("##"), below those
    of the sections."""
    path = folder / "readme" / f"{name}.md"
    if not path.exists():
        return ""
    wide = ["--columns=88"]
    return pypandoc.convert_text(
        path.read_text(), "rst", "gfm-raw_html", extra_args=wide
    )


def build_html(readme):
    """The page that Odoo's Apps screen shows."""
    settings = {
        # The Apps screen of Odoo has a style of its own.
        "stylesheet_path": "",
        "embed_stylesheet": False,
        "halt_level": 2,
        "initial_header_level": 2,
        "xml_declaration": False,
        "syntax_highlight": "none",
        "datestamp": None,
        "generator": None,
    }
    page = publish_string(readme, writer="html5", settings_overrides=settings).decode()
    return "\n".join(line.rstrip() for line in page.splitlines()) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
