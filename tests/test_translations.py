# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/lint refuses translations that lack a term or break it."""

import importlib.util
from pathlib import Path

import polib
import pytest

HOUSE = Path(__file__).parents[1] / "script/house"


def _load():
    spec = importlib.util.spec_from_file_location("house_po", HOUSE / "po.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


po = _load()


@pytest.fixture
def addon(tmp_path, monkeypatch):
    """An addon with one term, translated to German and Polish."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "addon/i18n").mkdir(parents=True)
    _write("addon.pot", {"Hello <b>%(name)s</b>": ""})
    for language, word in {"de": "Hallo", "pl": "Cześć"}.items():
        _write(f"{language}.po", {"Hello <b>%(name)s</b>": f"{word} <b>%(name)s</b>"})
    return "addon"


def _write(name, terms):
    file = polib.POFile()
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    file.extend(polib.POEntry(msgid=key, msgstr=terms[key]) for key in terms)
    file.save(f"addon/i18n/{name}")


def _read(name):
    file = polib.pofile(f"addon/i18n/{name}")
    return {entry.msgid: entry.msgstr for entry in file}


def test_a_translation_of_every_term_is_accepted(addon):
    assert list(po.check(addon)) == []


@pytest.mark.parametrize(
    "translation",
    [
        "",
        "Hallo <b>%(nme)s</b>",
        "Hallo <b>Anna</b>",
        "Hallo %(name)s",
        " Hallo <b>%(name)s</b>",
    ],
    ids=["empty", "placeholder misspelled", "placeholder lost", "tag lost", "blank"],
)
def test_a_translation_that_breaks_its_term_is_refused(addon, translation):
    _write("de.po", {"Hello <b>%(name)s</b>": translation})
    (fault,) = po.check(addon)
    assert fault.startswith("addon/i18n/de.po: ")


def test_words_in_attributes_are_translated_too(addon):
    _write("addon.pot", {'<i class="a" title="Connected"/>': ""})
    for language, word in {"de": "Verbunden", "pl": "Połączono"}.items():
        term = '<i class="a" title="Connected"/>'
        _write(f"{language}.po", {term: f'<i class="a" title="{word}"/>'})
    assert list(po.check(addon)) == []


def test_a_term_without_translation_is_refused_in_each_language(addon):
    _write("addon.pot", {"Hello <b>%(name)s</b>": "", "New": ""})
    assert [fault.partition(":")[0] for fault in po.check(addon)] == [
        "addon/i18n/de.po",
        "addon/i18n/pl.po",
    ]


def test_merging_keeps_translations_adds_new_terms_and_drops_old_ones(addon):
    _write("addon.pot", {"New": "", "Hello <b>%(name)s</b>": ""})
    _write("de.po", {"Hello <b>%(name)s</b>": "Hallo <b>%(name)s</b>", "Old": "Alt"})
    po.merge(addon)
    assert _read("de.po") == {
        "New": "",
        "Hello <b>%(name)s</b>": "Hallo <b>%(name)s</b>",
    }


def test_merging_begins_a_language_that_is_missing(addon):
    Path("addon/i18n/pl.po").unlink()
    po.merge(addon)
    assert _read("pl.po") == {"Hello <b>%(name)s</b>": ""}
