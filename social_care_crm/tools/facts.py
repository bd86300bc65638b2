# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Find what a text says about its author: addresses, phone numbers, documents.

What is found is only what was said. Whether it is true is decided elsewhere.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import phonenumbers

#: A text is read up to this length: strangers choose how long it is.
LONGEST_TEXT = 4000
#: Facts of one kind that are taken from one text. Who lists more is quoting a list.
MOST_FACTS = 5
LONGEST_HANDLE = 200

EMAIL, PHONE, DOCUMENT = "email", "phone", "document"

# A preceding @ makes it a handle: @anna@mastodon.example is no address.
_EMAIL = re.compile(
    r"(?<![\w@.+%-])([\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})(?![\w@])"
)
# Letters and digits, as sequences of Odoo make them: S00042, INV/2026/00042, HT-00012.
_NUMBERED = re.compile(
    r"(?<![\w/@.+-])"
    r"([A-Z]{1,6}[-/]?(?:\d{2,4}[-/]){0,3}\d{3,12})"
    r"(?![\w/@-])",
    re.IGNORECASE,
)
# With a space it may as well be "CALL 030 123": looked up, and left to be a phone.
_SPACED = re.compile(r"(?<![\w/@.+-])([A-Z]{1,4} \d{3,12})(?![\w/@-])")
# Digits alone are a number of ours only where the text calls them so.
_CALLED = re.compile(
    r"(?:#|№|n[ro°º]\.?|num(?:ber|mer|[ée]ro)?|order|bestellung|invoice|rechnung)"
    r"[ \t]{0,2}[:.]?[ \t]{0,2}(\d{3,12})(?![\w/@.-])",
    re.IGNORECASE,
)
# Costs less than a hundredth of what phonenumbers takes to find nothing.
_DIGITS = re.compile(r"\+?\(?\d(?:[\s().\-/]{0,3}\d){5,}")


@dataclass(frozen=True)
class Fact:
    """Something that a text says: its kind, and its value as contacts have it."""

    kind: str
    value: str


def find_facts(text, region):
    """Return what a text says about its author.

    Document numbers are taken out before phone numbers are looked for: else
    ``SO2026112233`` is a valid number in Germany.

    :param text: str, may be empty
    :param region: ISO code of the country whose national phone numbers are read, or
        False
    :return: list of ``Fact``, each once
    """
    text = (text or "")[:LONGEST_TEXT]
    found = [Fact(EMAIL, value) for value in _find_emails(text)]
    text = _EMAIL.sub(_blank, text)
    found += [Fact(DOCUMENT, value) for value in _find_documents(text)]
    text = _CALLED.sub(_blank, _NUMBERED.sub(_blank, text))
    found += [Fact(PHONE, value) for value in _find_phones(text, region)]
    return found


def _blank(hit):
    return " " * len(hit[0])


def _take(values):
    """Return the first different values."""
    return list(dict.fromkeys(values))[:MOST_FACTS]


def _find_emails(text):
    if "@" not in text:
        return []
    return _take(hit[1].strip(".").lower() for hit in _EMAIL.finditer(text))


def _find_documents(text):
    hits = [
        hit
        for pattern in (_NUMBERED, _SPACED, _CALLED)
        for hit in pattern.finditer(text)
    ]
    return _take(fold_document(hit[1]) for hit in sorted(hits, key=lambda h: h.start()))


def fold_document(number):
    """Return a document number without spaces, in capitals."""
    return "".join(number.split()).upper()


def list_spellings(number):
    """Return how a document may be called that somebody calls so: people write dashes
    and slashes for each other.
    """
    return {number, number.replace("-", "/"), number.replace("/", "-")}


def _find_phones(text, region):
    if not _DIGITS.search(text):
        return []
    matcher = phonenumbers.PhoneNumberMatcher(
        text, region or None, max_tries=MOST_FACTS * 2
    )
    return _take(format_phone(match.number) for match in matcher)


def format_phone(number):
    """Return a phone number in E.164, as contacts have it."""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def fold_handle(text):
    """Return a handle as rows of contacts have it: lower case, without ``@``, the last
    part of a link.

    :param text: what a person typed: ``@Anna``, ``anna``, ``https://x.example/@Anna/``
    """
    text = (text or "").strip()[:LONGEST_HANDLE]
    if "://" in text:
        parts = [part for part in _get_path(text).split("/") if part]
        text = parts[-1] if parts else ""
    return text.strip("@/ ").lower()


def _get_path(url):
    """Return the path of an address, '' of what only looks like one."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
