# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Enumerate names in a sentence."""

MOST = 5


def list_names(names):
    """Return the first names, separated by commas, and an ellipsis if there are
    more.
    """
    names = list(names)
    return ", ".join([*names[:MOST], *(["…"] if len(names) > MOST else [])])
