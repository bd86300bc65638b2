# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def filter_changed(record, vals):
    """Return the values that differ from those of a record: what is told twice is
    written once.

    :param record: one record of any model
    :param vals: dict of values as for ``write``
    """
    return {
        name: value
        for name, value in vals.items()
        if record._fields[name].convert_to_write(record[name], record) != value
    }
