# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import random
import time

from psycopg2.errors import SerializationFailure

from odoo.http import request

TRIES = 5
# Seconds; Odoo waits up to 2, 4, 8 … before it repeats a request.
LONGEST_WAIT = 0.05


def repeat_conflicts(act):
    """Run an act again at once where another transaction changed the same rows, since
    agents who take work at the same moment collide. What is left is for Odoo.

    :param act: function without arguments: all that the request does
    :return: what it returns
    """
    for _try in range(TRIES):
        try:
            result = act()
            request.env.cr.flush()
            return result
        except SerializationFailure:
            request.env.cr.rollback()
            request.env.transaction.reset()
            time.sleep(random.uniform(0, LONGEST_WAIT))
    return act()
