# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Search over several tables at once, in a way that uses the indexes of each.

PostgreSQL reads a whole table for a condition with OR over columns of several tables;
for a union it uses the index of each part.
"""

from odoo.fields import Domain
from odoo.tools import SQL


def match_any(queries):
    """Return the domain of records that any of the queries finds.

    :param queries: non-empty iterable of ``SQL``, each selects one column of IDs
    :return: ``Domain`` of one condition
    """
    union = SQL(" UNION ").join(SQL("(%s)", query) for query in queries)
    return Domain("id", "any!", SQL("(%s)", union))
