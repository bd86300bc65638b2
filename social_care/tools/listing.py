# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Names in a sentence."""

MOST = 5


def list_names(names):
    """The first names, separated by commas, with an ellipsis where there are more."""
    names = list(names)
    return ", ".join([*names[:MOST], *(["…"] if len(names) > MOST else [])])
