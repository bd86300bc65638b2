# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A configuration as a file that people can read: what is in it, and what it changes.

A file holds sections, a section rows, a row the values of one record. References are
natural keys: a name, or a list where one name does not suffice. No database here.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit, urlunsplit

FORMAT = "social_care.configuration"
VERSION = 1
# Bytes; a configuration of thousands of rules is far smaller.
LARGEST = 5 * 1024 * 1024
# Marks a record that all companies have.
SHARED = "shared"


class Unfit(Exception):
    """A file, or something in it, does not fit here; its text is for a person.

    ``lacks``: (model, reference) of a record that is not here.
    """

    def __init__(self, words, lacks=None):
        super().__init__(words)
        self.lacks = lacks


@dataclass(frozen=True)
class Section:
    """One kind of record.

    :param name: of the section in the file
    :param model: of its records
    :param key: fields that tell one record of a company from another
    :param label: for people
    :param sequence: a section comes after those that it refers to
    :param more: fields that belong to the configuration although another addon
        (Odoo's or OCA's) made them
    :param without: fields that do not
    """

    name: str
    model: str
    key: tuple
    label: str
    sequence: int = 100
    more: tuple = ()
    without: tuple = ()

    def having(self, *names):
        """The same section with more fields of another addon."""
        return replace(self, more=(*self.more, *names))


@dataclass(frozen=True)
class Nested:
    """Rows within a row.

    :param key: fields that tell one of them from another
    :param more: as of a section
    :param exact: whether rows go that are not in the file
    """

    key: tuple
    more: tuple = ()
    exact: bool = True


@dataclass(frozen=True)
class Change:
    """What a row changes: ``values`` maps a field to (old, new)."""

    section: str
    name: str
    kind: str
    values: dict = field(default_factory=dict)


def load(raw):
    """The sections of a file. Raises Unfit.

    :param raw: bytes
    :return: {section: [row]}
    """
    if len(raw) > LARGEST:
        raise Unfit("The file is larger than any configuration.")
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Unfit("The file is not JSON.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Unfit("The file is no configuration of Social Care.")
    if data.get("version") != VERSION:
        raise Unfit(
            f"The file has version {data.get('version')} of the format, and here is "
            f"version {VERSION}: export it again where both are the same."
        )
    return _checked(data.get("sections"))


def _checked(sections):
    if not isinstance(sections, dict):
        raise Unfit("The file has no sections.")
    for name, rows in sections.items():
        is_list = isinstance(rows, list)
        if not is_list or not all(isinstance(row, dict) for row in rows):
            raise Unfit(f"“{name}” is not a list of records.")
    return sections


def rename_section(sections, old, new):
    """Sections in which what was called ``old`` is called ``new``."""
    return {new if name == old else name: rows for name, rows in sections.items()}


def rename_field(sections, section, old, new):
    """Sections in which the rows of one have the field ``new`` instead of ``old``."""
    rows = [
        {new if name == old else name: value for name, value in row.items()}
        for row in sections.get(section, [])
    ]
    return {**sections, section: rows} if section in sections else sections


def rename_choices(sections, section, field, choices):
    """Sections in which the rows of one have other values of a selection field.

    :param choices: {old value: new value}
    """
    rows = [
        {**row, field: choices.get(row[field], row[field])} if field in row else row
        for row in sections.get(section, [])
    ]
    return {**sections, section: rows} if section in sections else sections


def dump(header, sections):
    """The file, as text."""
    data = {"format": FORMAT, "version": VERSION, **header, "sections": sections}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def key_of(row, key):
    """What tells a row from others, to be compared."""
    return json.dumps([source(row.get(name)) for name in key], sort_keys=True)


def reference_of(row, key):
    """How other rows refer to a row."""
    parts = [source(row.get(name)) for name in key]
    return parts[0] if len(parts) == 1 else parts


def name_of(row, key):
    """What people call a row."""
    named = [shown(source(row[name])) for name in key if row.get(name)]
    return " · ".join(named)


def source(value):
    """Of a text in several languages the one that it was written in."""
    return value["en_US"] if isinstance(value, dict) and "en_US" in value else value


def pairs(current, incoming, key):
    """[(row here or None, row of the file)]: same keys are paired in their order."""
    here = defaultdict(list)
    for row in current:
        here[key_of(row, key)].append(row)
    found = []
    for row in incoming:
        same = here[key_of(row, key)]
        found.append((same.pop(0) if same else None, row))
    return found


def difference(here, row):
    """{field: (old, new)} of what a row says that is not so here. To whom a record
    belongs is said for new ones alone."""
    return {
        name: (here.get(name), value)
        for name, value in row.items()
        if here.get(name) != value and name != SHARED
    }


def change(section, here, row):
    """The Change that a row makes, None where all is so already."""
    name = name_of(row, section.key)
    if here is None:
        values = {n: (None, v) for n, v in row.items() if v not in (None, False, [])}
        return Change(section.name, name, "new", values)
    values = difference(here, row)
    return Change(section.name, name, "changed", values) if values else None


def shown(value):
    """A value in one line for people."""
    if isinstance(value, dict):
        return ", ".join(shown(v) for v in value.values() if v not in (None, False))
    if isinstance(value, list):
        return "; ".join(map(shown, value))
    if isinstance(value, bool):
        return "✓" if value else "–"
    return "–" if value in (None, "") else re.sub(r"\s+", " ", str(value))


def plain_address(url):
    """An address without what may be secret in it: log-in, query and fragment."""
    try:
        parts = urlsplit(url)
        place = parts.netloc.rpartition("@")[2]
    except ValueError:
        return ""
    return urlunsplit((parts.scheme, place, parts.path, "", ""))
