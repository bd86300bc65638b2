# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Housekeeping in batches. Each batch is a transaction of its own; Odoo's autovacuum
calls again while more is left and time remains.
"""

from odoo.tools import SQL

# Number of rows that one transaction deletes.
MOST_ROWS = 10_000


def delete_part(cr, table, condition, most=None):
    """Delete a batch of the rows that match a condition.

    :param cr: cursor of the transaction
    :param table: name of a table with a column ``id``
    :param condition: ``odoo.tools.SQL``
    :param most: size of the batch, ``MOST_ROWS`` by default
    :return: (number of deleted rows, whether more may be left), as Odoo expects it of
        an autovacuum method
    """
    most = most or MOST_ROWS
    # SQL: nothing is read before it is deleted, and nothing depends on these rows.
    cr.execute(
        SQL(
            "DELETE FROM %(table)s WHERE id = ANY(ARRAY("
            "SELECT id FROM %(table)s WHERE %(condition)s LIMIT %(most)s))",
            table=SQL.identifier(table),
            condition=condition,
            most=most,
        )
    )
    return cr.rowcount, cr.rowcount == most
