# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Measure and limit the nesting of JSON without recursion: deep nesting breaks
parsers.
"""

MOST_LEVELS = 100


def is_too_deep(value, text):
    """Return whether lists and objects are nested in more than ``MOST_LEVELS`` levels.

    :param value: the parsed value of ``text``
    :param text: str or bytes; with few brackets, nothing else is examined
    """
    opening = ("[", "{") if isinstance(text, str) else (b"[", b"{")
    if sum(map(text.count, opening)) <= MOST_LEVELS:
        return False
    return _count_levels(value) > MOST_LEVELS


def prune(value, levels=MOST_LEVELS):
    """Return a JSON value with “…” in place of what is nested deeper than
    ``levels``.
    """
    if not isinstance(value, dict | list):
        return value
    if not levels:
        return "…"
    if isinstance(value, list):
        return [prune(item, levels - 1) for item in value]
    return {key: prune(item, levels - 1) for key, item in value.items()}


def _count_levels(value):
    """Return the number of levels, as far as it matters: a list in a list has two."""
    level, found = 0, _list_containers([value])
    while found and level <= MOST_LEVELS:
        level += 1
        found = [inner for one in found for inner in _list_containers(_get_items(one))]
    return level


def _list_containers(values):
    return [value for value in values if isinstance(value, list | dict)]


def _get_items(container):
    return container.values() if isinstance(container, dict) else container
