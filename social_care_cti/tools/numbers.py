# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Phone numbers, as networks write them and as contacts have them (E.164)."""

import phonenumbers

LONGEST = 40
# Of a text that is searched for numbers, in characters; and numbers that are found.
LONGEST_TEXT = 2000
MOST_FOUND = 3
FEWEST_DIGITS = 7
_NO_NUMBER = {"", "anonymous", "unknown", "unavailable", "restricted", "private", "s"}


def normalize(number, regions=()):
    """Return a number in E.164.

    Phone systems leave the plus away, so digits are tried as an international number
    first, then as one of the country of the trunk.

    :param number: as the phone system or a person wrote it
    :param regions: ISO codes of countries, the likeliest first
    :return: str such as ``+48500100001``; "" for extensions and hidden numbers
    """
    text = number.strip()[:LONGEST]
    if text.lower() in _NO_NUMBER:
        return ""
    if text.startswith("00"):
        text = f"+{text[2:]}"
    if not text.startswith("+"):
        regions = [None, *regions]
        spelled = [f"+{text}", *[text] * (len(regions) - 1)]
    else:
        regions, spelled = [None], [text]
    for region, tried in zip(regions, spelled, strict=True):
        found = _parse(tried, region)
        if found:
            return found
    return ""


def _parse(text, region):
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def find(text, regions=()):
    """Find the phone numbers in a text.

    :param text: any text, of which the beginning is searched
    :param regions: ISO codes of countries whose national numbers are found
    :return: list of numbers in E.164, each once, at most ``MOST_FOUND``
    """
    text = text[:LONGEST_TEXT]
    if sum(map(str.isdigit, text)) < FEWEST_DIGITS:
        return []
    found = (
        phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        for region in regions or (None,)
        for match in phonenumbers.PhoneNumberMatcher(text, region)
    )
    return list(dict.fromkeys(found))[:MOST_FOUND]


def show(number):
    """Return a number in E.164 with blanks, as people read it."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(
        parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )


def is_allowed(number, prefixes):
    """Whether a number may be called (against toll fraud).

    :param number: in E.164
    :param prefixes: text with prefixes in E.164, separated by commas or blanks
    """
    allowed = prefixes.replace(",", " ").split()
    return any(number.startswith(prefix) for prefix in allowed)
