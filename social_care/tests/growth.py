# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Whether work on a text grows with the text or faster, on texts made to hurt."""

import time
from itertools import product

#: What makes a careless program slow, a little of it.
PIECES = (
    "\u0301",
    "a\u0323\u0301",
    "\u200b",
    "\U0001f468\u200d",
    "\U0001f44d\U0001f3fd",
    "\U0001f1f3",
    "İ",
    "a",
    "a ",
    " ",
    "\n",
    " \n",
    "坏",
    "@",
    "@a.",
    "#",
    "#a ",
    "https://a.b ",
    "https://a)",
    "111 ",
    "1.11 ",
    "10:00 ",
    "<",
    "<b> ",
    "<a href='https://x.yz'>",
    "&amp;",
    "> ",
    '"',
    "\\",
    '\\"',
    "((",
    "-",
    "_",
    "!?",
)
#: What is behind them, so that a pattern fails only at the end.
ENDS = ("", "x", "</a>", ":")
#: Four times the text may take so many times the time: linear is 4, a square is 16.
RATIO = 9
#: CPU seconds below which a comparison says nothing.
NOISE = 0.03


def hurtful(length):
    """(name, text) of each piece over and over, with each end."""
    for piece, end in product(PIECES, ENDS):
        body = ("x" + piece * length)[:length]
        yield f"{piece!a}…{end!a}", body + end


def nested(length):
    """(name, text) of what opens many times and closes many times."""
    for first, last in (
        ("<a href='https://x.yz'>", "</a>"),
        ("(", ")"),
        ("<p>", "</p>"),
    ):
        count = length // (len(first) + len(last))
        yield f"{first}…{last}", f"<p>{first * count}words{last * count}</p>"


def samples(length):
    """All of these, of about this length, by name."""
    return dict([*hurtful(length), *nested(length)])


class GrowthMixin:
    """Compares CPU time of a text and of one four times as long."""

    def assert_even(self, work, length=5_000, make=samples):
        """No text of ``make(length)`` takes a time that grows faster than it.

        :param work: function of one text
        :param make: function of a length, in characters: {name: text}
        """
        small, large = make(length), make(4 * length)
        for name, text in large.items():
            if (spent := _seconds(work, text)) > NOISE:
                before = min(_seconds(work, small[name]) for _ in range(3))
                spent = min(spent, *(_seconds(work, text) for _ in range(2)))
                self.assertLess(spent, RATIO * max(before, NOISE / RATIO), name)


def _seconds(work, text):
    start = time.process_time()
    work(text)
    return time.process_time() - start
