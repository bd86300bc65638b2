# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Check the arguments of methods that anybody can call over RPC.

A caller may send any JSON. Arguments of the wrong type are refused with a readable
message before they reach the database.
"""

import inspect
from datetime import datetime
from functools import wraps

from odoo.exceptions import UserError

LARGEST_ID = 2**31 - 1


def is_id(value):
    """Return whether ``value`` can be the ID of a record."""
    return type(value) is int and 0 < value <= LARGEST_ID


def is_id_or_false(value):
    """Return whether ``value`` is an ID, or False for no record."""
    return value is False or is_id(value)


def is_ids(value):
    """Return whether ``value`` is a list of IDs."""
    return isinstance(value, list | tuple) and all(map(is_id, value))


def is_ids_or_false(value):
    """Return whether ``value`` is a list of IDs, in which False stands for no
    record.
    """
    return isinstance(value, list | tuple) and all(map(is_id_or_false, value))


def is_selection(value):
    """Return whether ``value`` is what a list view sends: IDs, one ID, or nothing."""
    return is_ids(value) or is_id_or_false(value)


def is_bool(value):
    """Return whether ``value`` is True or False."""
    return isinstance(value, bool)


def is_text(value):
    """Return whether ``value`` is a text."""
    return isinstance(value, str)


def is_text_or_false(value):
    """Return whether ``value`` is a text, or False for none."""
    return value is False or is_text(value)


def is_moment_or_false(value):
    """Return whether ``value`` is a time in ISO 8601, or False for none."""
    if value is False:
        return True
    try:
        return is_text(value) and datetime.fromisoformat(value).tzinfo is None
    except ValueError:
        return False


def is_label(value):
    """Return whether ``value`` is a text, an ID, or False for none."""
    return is_text(value) or is_id_or_false(value)


def is_one_of(*values):
    """Return a check that accepts only some values.

    :param values: the accepted values
    :return: function of a value that returns a bool
    """
    return lambda value: isinstance(value, str) and value in values


def is_values_of(**checks):
    """Return a check that accepts False, or a dict with only these keys.

    :param checks: for each key, a function of its value that returns a bool
    :return: function of a value that returns a bool
    """
    return lambda value: (
        value is False
        or (
            isinstance(value, dict)
            and value.keys() <= checks.keys()
            and all(checks[key](value[key]) for key in value)
        )
    )


#: What macros do to a ticket: IDs of tags, a stage, a team and a user.
is_acts_or_false = is_values_of(
    tag_ids=is_ids,
    stage_id=is_id_or_false,
    team_id=is_id_or_false,
    user_id=is_id_or_false,
)


def takes(**checks):
    """Decorate a public method of a model: check its arguments before it runs.

    :param checks: for each argument, a function of its value that returns whether the
        method accepts it
    :raise UserError: when the method is called with anything else
    """

    def decorate(method):
        signature = inspect.signature(method)

        @wraps(method)
        def checked(self, *args, **kwargs):
            if not _fits(signature, checks, (self, *args), kwargs):
                raise UserError(self.env._("This page is outdated. Reload it."))
            return method(self, *args, **kwargs)

        return checked

    return decorate


def _fits(signature, checks, args, kwargs):
    try:
        given = signature.bind(*args, **kwargs).arguments
    except TypeError:
        return False
    return all(check(given[name]) for name, check in checks.items() if name in given)
