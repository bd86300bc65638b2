# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Complaints of a crowd about the same failure, each in other words."""

MOST = 300
_BEGINNINGS = (
    "No internet since this morning",
    "My connection is not working again",
    "Is anybody else offline?",
    "The outage is still there, nothing works",
    "Internet down in the whole street",
    "Why is the network down, and for how long",
)
_ENDINGS = (
    "please fix it",
    "I work from home!",
    "any news?",
    "this is the second time",
    "my neighbours have it too",
)
_NAMES = ("Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gia", "Hugo", "Ida", "Jan")


def make_names(count):
    """Return (handle, name) of so many people."""
    return [
        (f"neighbour{number}", f"{_NAMES[number % len(_NAMES)]} Neighbour {number}")
        for number in range(1, count + 1)
    ]


def make_words(number, handle):
    """Return what the n-th person writes to a company."""
    beginning = _BEGINNINGS[number % len(_BEGINNINGS)]
    ending = _ENDINGS[number // len(_BEGINNINGS) % len(_ENDINGS)]
    return f"@{handle} {beginning}, {ending} #outage"
