# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Export text by strangers to spreadsheets as text, never as a formula."""

# Characters that begin a formula (OWASP, CSV injection), also in the full-width forms
# of East Asian keyboards; "{=" is an array formula of XlsxWriter.
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "{=")
# What an XLSX writer turns into a link, and what it should turn into one.
_LINKS = ("http://", "https://", "mailto:")


def is_formula(value):
    """Return whether a spreadsheet program could take this cell for a formula."""
    return isinstance(value, str) and value.startswith(_BEGINNINGS)


def quote(value):
    """Return the value with a leading apostrophe if it could be a formula. This is the
    usual protection in files without cell types (CSV).
    """
    return f"'{value}" if is_formula(value) else value


def is_plain(value):
    """Return whether a cell of an XLSX file is written as text, and not as a link."""
    return isinstance(value, str) and not value.startswith(_LINKS)
