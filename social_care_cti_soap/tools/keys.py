# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Keys of calls: a switch may give the ID of an old call to a new one, so they have
ours in them, too.
"""

SEPARATOR = "/"
#: As a pattern of SQL: calls that a switch has given an ID.
PLACED = f"%{SEPARATOR}%"


def make_key(ours, identity):
    """:param ours: key of the call before it was placed
    :param identity: ID that the switch gave it
    """
    return f"{ours}{SEPARATOR}{identity}"


def find_identity(key):
    """:return: ID that the switch gave to a call; "" if it was not placed"""
    return key.partition(SEPARATOR)[2]
