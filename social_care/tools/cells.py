# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What strangers wrote, as cells of a spreadsheet: text and never a formula."""

# What spreadsheet programs begin to calculate on (OWASP, CSV injection), in the widths
# in which East Asian keyboards write it; "{=" is an array formula of XlsxWriter.
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "{=")
# What a writer of XLSX turns into a link, and what it should.
_LINKS = ("http://", "https://", "mailto:")


def is_formula(value):
    """Whether a program could take this cell for a formula."""
    return isinstance(value, str) and value.startswith(_BEGINNINGS)


def quoted(value):
    """The value with an apostrophe before it where it could be a formula: the usual
    sign, in a file that has no types of cells."""
    return f"'{value}" if is_formula(value) else value


def is_plain(value):
    """Whether a cell of an XLSX file is written as text, and not as a link."""
    return isinstance(value, str) and not value.startswith(_LINKS)
