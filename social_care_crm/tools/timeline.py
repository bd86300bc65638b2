# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The query behind the timeline of a customer: keys and times only.

Each source says once where its entries are. The newest entries of each source and
person are found by their index (``LATERAL``), so that the cost does not grow with the
history. A view over all sources would sort every row of the person first. Text and
rights are left to the ORM.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from odoo.tools import SQL


@dataclass(frozen=True)
class Path:
    """One way from a person to rows of a table.

    :param rows: what follows ``FROM``, with the condition that joins a person:
        ``crm_lead row WHERE row.partner_id = person.id``
    :param at: expression of the time of an entry
    :param id: expression of the ID of an entry
    :param person: ``contact`` or ``profile``: whose ID ``person.id`` is
    :param channel: expression of what tells channels of one source apart
    """

    rows: str
    at: str
    id: str = "row.id"
    person: str = "contact"
    channel: str = "NULL"


@dataclass(frozen=True)
class Source:
    """A kind of entries of the timeline.

    Addons add theirs in ``social.care.timeline._get_sources``, and describe its entries
    in ``social.care.timeline._describe_<code>``.

    :param code: name of the kind; unique
    :param model: model of the entries; the reader needs access to it
    :param label: function of an environment that returns the name on the screen
    :param icon: class of Font Awesome
    :param paths: tuple of ``Path``
    :param fields: names of the fields that ``_describe_<code>`` reads
    :param channels: model whose IDs the channels of the paths are; '' if they are codes
        of networks
    """

    code: str
    model: str
    label: Callable
    icon: str
    paths: tuple
    fields: tuple
    channels: str = ""

    def get_label(self, env):
        """Return the translated name."""
        return self.label(env)


class Cursor(NamedTuple):
    """The place of an entry in the timeline: newest first, then by kind and ID."""

    at: datetime
    code: str
    id: int

    @classmethod
    def parse(cls, value):
        """Return the cursor that ``format`` wrote, None for a falsy value."""
        return cls(datetime.fromisoformat(value[0]), *value[1:]) if value else None

    def format(self):
        """Return plain values to send to a browser, with fractions of a second."""
        return [self.at.isoformat(), self.code, self.id]


def is_cursor_or_false(value):
    """Return whether a value of a browser is a cursor, or False for none."""
    if value is False:
        return True
    return (
        isinstance(value, list | tuple)
        and len(value) == 3
        and _is_moment(value[0])
        and isinstance(value[1], str)
        and type(value[2]) is int
        and 0 < value[2] < 2**31
    )


def _is_moment(value):
    try:
        return isinstance(value, str) and not datetime.fromisoformat(value).tzinfo
    except ValueError:
        return False


def make_query(sources, people, limit, cursor=None):
    """Return the query of the newest entries after a cursor.

    :param sources: iterable of ``Source``
    :param people: {``contact`` or ``profile``: list of IDs}
    :param limit: greatest number of entries
    :param cursor: ``Cursor`` of the last entry that was seen, or None
    :return: ``SQL`` of rows (time, code, ID), newest first; None if there is nothing to
        ask
    """
    found = _make_union(sources, people, limit, cursor)
    # An entry may be found on two paths, or through two people of a company.
    return found and SQL(
        "SELECT DISTINCT at, code, id FROM (%s) found"
        " ORDER BY at DESC, code, id DESC LIMIT %s",
        found,
        limit,
    )


def make_latest_query(sources, people, limit, now):
    """Return the query of the newest past entries of each channel of each source.

    :param sources: see ``make_query``
    :param people: see ``make_query``
    :param limit: greatest number of entries of each channel
    :param now: naive UTC datetime
    :return: ``SQL`` of rows (time, code, ID, channel); None if there is nothing to ask
    """
    # Any kind comes after an empty code.
    found = _make_union(sources, people, limit, Cursor(now, "", 0))
    return found and SQL(
        "SELECT at, code, id, channel FROM ("
        " SELECT *, row_number() OVER ("
        "  PARTITION BY code, channel ORDER BY at DESC, id DESC) AS rank"
        " FROM (SELECT DISTINCT at, code, id, channel FROM (%s) found) entry"
        ") ranked WHERE rank <= %s ORDER BY at DESC, code, id DESC",
        found,
        limit,
    )


def _make_union(sources, people, limit, cursor):
    parts = [
        _make_part(source.code, path, people[path.person], limit, cursor)
        for source in sources
        for path in source.paths
        if people.get(path.person)
    ]
    return SQL(" UNION ALL ").join(parts) if parts else None


def _make_part(code, path, ids, limit, cursor):
    # The collation is that of Python's comparison in ``_make_condition``.
    head = SQL('SELECT %s::varchar COLLATE "C" AS code, entry.* FROM', code)
    if len(ids) == 1:
        # PostgreSQL knows whether this very person has few entries or many.
        entries = _make_entries(code, path, SQL("%s", ids[0]), limit, cursor)
        return SQL("%s (%s) entry", head, entries)
    entries = _make_entries(code, path, SQL("person.id"), limit, cursor)
    return SQL(
        "%s unnest(%s::int[]) AS person(id) CROSS JOIN LATERAL (%s) entry",
        head,
        list(ids),
        entries,
    )


def _make_entries(code, path, person, limit, cursor):
    at, key = SQL(path.at), SQL(path.id)
    return SQL(
        """
        SELECT %(key)s AS id, %(at)s AS at, (%(channel)s)::varchar AS channel
        FROM %(rows)s AND %(at)s IS NOT NULL AND %(after)s
        ORDER BY %(at)s DESC, %(key)s DESC
        LIMIT %(limit)s
        """,
        key=key,
        at=at,
        channel=SQL(path.channel),
        rows=SQL(path.rows.replace("person.id", "%(person)s"), person=person),
        after=_make_condition(code, at, key, cursor),
        limit=limit,
    )


def _make_condition(code, at, key, cursor):
    """Return the SQL condition of entries of one source after a cursor: of the same
    moment come the kinds with a later code, and lower IDs of the same kind.
    """
    if not cursor:
        return SQL("TRUE")
    if code == cursor.code:
        return SQL("(%s, %s) < (%s, %s)", at, key, cursor.at, cursor.id)
    return SQL("%s <= %s" if code > cursor.code else "%s < %s", at, cursor.at)
