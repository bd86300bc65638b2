# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Translations of the addons: ``po.py merge ADDON…`` or ``po.py check ADDON…``.

Runs in the environment of Odoo, which brings polib.
"""

import re
import sys
from pathlib import Path

import polib

# The languages that every addon speaks, with gettext's rule of plurals.
PLURALS = {
    "de": "nplurals=2; plural=(n != 1);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 "
    "&& (n%100<12 || n%100>14) ? 1 : 2);",
}
# What a translation must keep: placeholders, tags and entities.
KEPT = re.compile(
    r"%\(\w+\)[.\d]*[a-z]|%[.\d]*[sdf]|%%|\$\{[^}]*\}|\{\{?[^{}]*\}?\}"
    r"|</?\w+[^>]*>|&\w+;"
)
# Attributes of tags that people read, and that are translated, too.
READ = re.compile(r"""\b(?:title|aria-label|placeholder)=(["']).*?\1""")
WIDTH = 78


def merge(addon):
    """Bring an addon's translations to its terms; new ones are empty."""
    template = _read_template(addon)
    for language in PLURALS:
        _build(template, language, _get_path(addon, language)).save()


def check(addon):
    """:return: what is wrong with an addon's translations, a line each"""
    template = _read_template(addon)
    for language in PLURALS:
        path = _get_path(addon, language)
        translated = _read_translations(path)
        for entry in template:
            words = _describe_fault(entry.msgid, translated.get(entry.msgid))
            if words:
                yield f"{path}: {words}: {entry.msgid!r}"


def _build(template, language, path):
    translated = _read_translations(path)
    merged = polib.POFile(wrapwidth=WIDTH)
    merged.header = template.header
    merged.metadata = template.metadata | {
        "Language": language,
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for entry in template:
        entry.msgstr = translated.get(entry.msgid, "")
        merged.append(entry)
    merged.fpath = str(path)
    return merged


def _describe_fault(term, translation):
    if not translation:
        return "not translated (script/pot adds the term)"
    if _find_kept(term) != _find_kept(translation):
        return "another placeholder or tag than in"
    if _find_blanks(term) != _find_blanks(translation):
        return "other blanks at its ends than"
    return None


def _find_kept(text):
    return sorted(READ.sub("", kept) for kept in KEPT.findall(text))


def _find_blanks(text):
    return text[:1].isspace(), text[-1:].isspace()


def _read_template(addon):
    return polib.pofile(f"{addon}/i18n/{addon}.pot", wrapwidth=WIDTH)


def _read_translations(path):
    if not path.exists():
        return {}
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}


def _get_path(addon, language):
    return Path(addon) / "i18n" / f"{language}.po"


ACTS = {"check": check, "merge": merge}


def main(act, *names):
    results = [ACTS[act](name) for name in names]
    faults = [fault for result in results for fault in result or ()]
    for fault in faults:
        print(fault)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
