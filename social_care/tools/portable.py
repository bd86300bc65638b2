# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The configuration as a readable file: its content, and what an import changes.

A file contains sections, a section contains rows, a row contains the values of one
record. References are natural keys: a name, or a list if a name is not enough. This
module does not access the database.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit, urlunsplit

FORMAT = "social_care.configuration"
VERSION = 1
# In bytes; a configuration with thousands of rules is far smaller.
LARGEST = 5 * 1024 * 1024
# Marks a record that all companies share.
SHARED = "shared"


class Unfit(Exception):
    """A file, or something in it, cannot be imported; the message is for the user.

    ``lacks`` is (model, reference) of a missing record.
    """

    def __init__(self, words, lacks=None):
        super().__init__(words)
        self.lacks = lacks


@dataclass(frozen=True)
class Section:
    """One kind of record.

    :param name: name of the section in the file
    :param model: model of its records
    :param key: fields that identify a record within a company
    :param label: name for users
    :param sequence: position; a section comes after those that it refers to
    :param more: fields of other addons (of Odoo or OCA) that belong to the
        configuration
    :param without: fields that do not belong to it
    :param domain: conditions of the records that belong to the configuration
    """

    name: str
    model: str
    key: tuple
    label: str
    sequence: int = 100
    more: tuple = ()
    without: tuple = ()
    domain: tuple = ()

    def having(self, *names):
        """Return the same section with more fields of other addons."""
        return replace(self, more=(*self.more, *names))


@dataclass(frozen=True)
class Nested:
    """Rows within a row.

    :param key: fields that identify one of them among the others
    :param more: as in ``Section``
    :param exact: whether an import deletes rows that are not in the file
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
    """Parse a file.

    :param raw: bytes
    :return: {section: [row]}
    :raise Unfit: if it is no configuration, or of another version of the format
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
    return _check_sections(data.get("sections"))


def _check_sections(sections):
    if not isinstance(sections, dict):
        raise Unfit("The file has no sections.")
    for name, rows in sections.items():
        is_list = isinstance(rows, list)
        if not is_list or not all(isinstance(row, dict) for row in rows):
            raise Unfit(f"“{name}” is not a list of records.")
    return sections


def rename_section(sections, old, new):
    """Return the sections with one of them renamed, for files of earlier versions."""
    return {new if name == old else name: rows for name, rows in sections.items()}


def rename_field(sections, section, old, new):
    """Return the sections with a field of one of them renamed, for files of earlier
    versions.
    """
    rows = [
        {new if name == old else name: value for name, value in row.items()}
        for row in sections.get(section, [])
    ]
    return {**sections, section: rows} if section in sections else sections


def rename_choices(sections, section, field, choices):
    """Return the sections with other values of a selection field, for files of earlier
    versions.

    :param sections: {section: [row]}
    :param section: name of the section
    :param field: name of the field
    :param choices: {old value: new value}
    """
    rows = [
        {**row, field: choices.get(row[field], row[field])} if field in row else row
        for row in sections.get(section, [])
    ]
    return {**sections, section: rows} if section in sections else sections


def dump(header, sections):
    """Return the text of a file."""
    data = {"format": FORMAT, "version": VERSION, **header, "sections": sections}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def get_key(row, key):
    """Return the key of a row in a form that can be compared."""
    return json.dumps([get_source(row.get(name)) for name in key], sort_keys=True)


def get_reference(row, key):
    """Return how other rows refer to a row."""
    parts = [get_source(row.get(name)) for name in key]
    return parts[0] if len(parts) == 1 else parts


def name_of(row, key):
    """Return the name of a row for users."""
    named = [format_value(get_source(row[name])) for name in key if row.get(name)]
    return " · ".join(named)


def get_source(value):
    """Return the source text of a translated value."""
    return value["en_US"] if isinstance(value, dict) and "en_US" in value else value


def match_rows(current, incoming, key):
    """Match existing rows with those of a file. Rows with the same key are matched in
    order.

    :return: list of (existing row or None, row of the file)
    """
    here = defaultdict(list)
    for row in current:
        here[get_key(row, key)].append(row)
    found = []
    for row in incoming:
        same = here[get_key(row, key)]
        found.append((same.pop(0) if same else None, row))
    return found


def compare_values(here, row):
    """Return {field: (old, new)} of the values that a row changes. The owner of a
    record counts only for new records.
    """
    return {
        name: (here.get(name), value)
        for name, value in row.items()
        if here.get(name) != value and name != SHARED
    }


def change(section, here, row):
    """Return the ``Change`` that a row makes, None if nothing changes."""
    name = name_of(row, section.key)
    if here is None:
        values = {n: (None, v) for n, v in row.items() if v not in (None, False, [])}
        return Change(section.name, name, "new", values)
    values = compare_values(here, row)
    return Change(section.name, name, "changed", values) if values else None


def format_value(value):
    """Return a value on one line for users."""
    if isinstance(value, dict):
        return ", ".join(
            format_value(v) for v in value.values() if v not in (None, False)
        )
    if isinstance(value, list):
        return "; ".join(map(format_value, value))
    if isinstance(value, bool):
        return "✓" if value else "–"
    return "–" if value in (None, "") else re.sub(r"\s+", " ", str(value))


def clean_address(url):
    """Return a URL without what may be secret: credentials, query and fragment."""
    try:
        parts = urlsplit(url)
        place = parts.netloc.rpartition("@")[2]
    except ValueError:
        return ""
    return urlunsplit((parts.scheme, place, parts.path, "", ""))
