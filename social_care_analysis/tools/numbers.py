# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Does somebody name a number of theirs: an order, a customer, a telephone?"""

import re

# Five digits on end, or six in groups ("+48 600 100 200"); a date is none.
_NUMBER = re.compile(r"\d{5,}|\d(?:[ /.-]?\d){5,}")
_DATE = re.compile(r"\b\d{1,4}([./-])\d{1,2}\1\d{1,4}\b")


def names_number(text):
    """Whether there is one in a Text; numbers inside links are nobody's."""
    return bool(_NUMBER.search(_DATE.sub(" ", text.bare)))
