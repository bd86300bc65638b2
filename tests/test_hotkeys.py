# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Our keyboard shortcuts take nothing away from Odoo's and from browsers."""

import re
from pathlib import Path

import odoo.addons

ROOT = Path(__file__).parent.parent
# What is on the screen together with a conversation, or everywhere.
ODOO = ("web", "mail", "bus", "base", "im_livechat", "helpdesk_mgmt", "crm", "hr")
# Alt+Shift and a letter in Chrome and Edge (T: toolbar, I: feedback, A: notices, B:
# favorites); Firefox uses these keys for accesskeys only.
BROWSERS = {f"alt+shift+{letter}" for letter in "tiab"}
ATTRIBUTE = re.compile(r"""data-hotkey\s*=\s*["']([a-z0-9+]+)["']""", re.IGNORECASE)
HOOK = re.compile(r"""["'](alt\+(?:shift\+)?[a-z0-9])["']""", re.IGNORECASE)
DECLARED = re.compile(r"""(?:hotkey|\w+): "((?:alt\+shift|control)\+[a-z+]+)\"""")


def list_files(folders, *suffixes):
    return (
        path
        for folder in folders
        for suffix in suffixes
        for path in Path(folder).rglob(f"*{suffix}")
        if "tests" not in path.parts and "lib" not in path.relative_to(folder).parts
    )


def list_odoo_hotkeys():
    folders = [
        Path(path) / addon
        for path in odoo.addons.__path__
        for addon in ODOO
        if (Path(path) / addon).is_dir()
    ]
    found = set()
    for path in list_files(folders, ".xml", ".js"):
        text = path.read_text(errors="replace")
        found |= {f"alt+{key.lower()}" for key in ATTRIBUTE.findall(text)}
        found |= {key.lower() for key in HOOK.findall(text)}
    return found


def list_our_hotkeys():
    desk = ROOT / "social_care/static/src/desk/own_hotkeys.esm.js"
    agent = ROOT / "social_care_routing/static/src/agent/keys.esm.js"
    private = ROOT / "social_care_go_private/static/src/composer/go_private.esm.js"
    calls = ROOT / "social_care_cti/static/src/calls/calls.esm.js"
    return [
        key
        for path in (desk, agent, private, calls)
        for key in DECLARED.findall(path.read_text())
    ]


def test_odoo_has_hotkeys():
    """The search finds them: those of the form, of the chatter and of hooks."""
    assert {"alt+s", "alt+j", "alt+n", "alt+shift+m", "alt+shift+u"} <= (
        list_odoo_hotkeys()
    )


def test_ours_are_found():
    assert len(list_our_hotkeys()) == 18


def test_none_is_odoo_s():
    assert not set(list_our_hotkeys()) & list_odoo_hotkeys()


def test_none_is_a_browser_s():
    assert not set(list_our_hotkeys()) & BROWSERS


def test_each_is_ours_once():
    ours = list_our_hotkeys()
    assert sorted(set(ours)) == sorted(ours)


def test_each_is_documented():
    words = (ROOT / "docs/desk.md").read_text()
    for hotkey in list_our_hotkeys():
        keys = "+".join(part.title() for part in hotkey.split("+"))
        assert f"`{keys.replace('Control', 'Ctrl')}`" in words
