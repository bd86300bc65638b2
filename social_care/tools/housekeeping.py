# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Housekeeping by parts: each is a transaction of its own, and Odoo calls for the next
one as long as there is more and its time is not up."""

from odoo.tools import SQL

# So many rows are deleted in one transaction.
MOST_ROWS = 10_000


def delete_part(cr, table, condition, most=None):
    """Delete some of the rows that a condition is true of.

    :param table: name of a table with a column ``id``
    :param condition: ``odoo.tools.SQL``
    :param most: how many at most; ``MOST_ROWS`` where nothing is said
    :return: how many, and whether there may be more, as Odoo expects of an autovacuum
        method
    """
    most = most or MOST_ROWS
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
