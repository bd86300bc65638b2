# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Writing direction of what people post. Its twin is static/src/core/direction.esm.js.

The rule of ``dir="auto"`` (first strong letter, HTML living standard) takes the
direction of a handle, and most replies begin with one.
"""

import regex

# Handles, addresses, hosts and numbers have the direction of Latin in any text. What is
# repeated is bounded, so that a text is read once.
_SKIPPED = (
    r"[hH][tT][tT][pP][sS]?://[!-~]+"
    r"|[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9.-]+"
    r"|@(?:[A-Za-z0-9_.-]+(?:@[A-Za-z0-9.-]+)?|[\p{L}\p{M}\p{N}_]+)"
    r"|[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63})+(?:/[!-~]*)?"
    r"|[A-Za-z]{0,16}-?[0-9][A-Za-z0-9-]*"
)
# Letters and the marks that people set for this.
_STRONG = regex.compile(rf"{_SKIPPED}|([\p{{L}}\u061c\u200e\u200f])")
_RIGHT_TO_LEFT = regex.compile(
    r"[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff"
    r"\U0001e800-\U0001efff]"
)


def get_direction(text):
    """Return the writing direction of a text.

    It is that of the first strong letter outside handles, addresses and numbers.

    :param text: string, or a false value
    :return: ``"ltr"``, ``"rtl"``, or ``"auto"`` where no letter tells
    :rtype: str
    """
    for match in _STRONG.finditer(text or ""):
        if letter := match[1]:
            return "rtl" if _RIGHT_TO_LEFT.match(letter) else "ltr"
    return "auto"
