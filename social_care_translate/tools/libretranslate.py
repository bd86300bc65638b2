# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Requests and answers of the LibreTranslate API, which other services speak, too.

Source: https://docs.libretranslate.com, API reference of ``/languages`` and
``/translate``.
"""

from dataclasses import dataclass

from odoo.addons.social_care.tools.errors import (
    AuthorizationLost,
    Rejected,
    Temporary,
)
from odoo.addons.social_care.tools.text import LONGEST_TEXT, make_storable

from .languages import is_code

# Characters that are sent: as many as a message has at most. What is too much for a
# service it refuses in its own words.
MOST_CHARACTERS = LONGEST_TEXT
# A translation is rarely twice as long as its text; a hostile answer is cut.
_GROWTH, _MARGIN = 4, 200
# Codes of languages that are kept; LibreTranslate has about fifty.
_MOST_LANGUAGES = 300
# Characters of what a service says about an error.
_MOST_WORDS = 200


@dataclass(frozen=True)
class Translated:
    """A text, and the code of the language that it was translated from ("" unknown)."""

    text: str
    source: str


def build_request(text, target, api_key):
    """Return the JSON of ``/translate``; the service detects the language."""
    request = {
        "q": text[:MOST_CHARACTERS],
        "source": "auto",
        "target": target,
        "format": "text",
    }
    return request | ({"api_key": api_key} if api_key else {})


def read_translated(answer, text):
    """Read the answer of ``/translate``.

    :param answer: parsed JSON
    :param text: what was sent, whose length bounds the answer
    :return: ``Translated``
    :raise Rejected: if it is no such answer
    """
    told = answer.get("translatedText") if isinstance(answer, dict) else None
    if not isinstance(told, str) or not told.strip():
        raise Rejected("The service sent no translation.")
    detected = answer.get("detectedLanguage")
    source = detected.get("language") if isinstance(detected, dict) else ""
    bound = len(text) * _GROWTH + _MARGIN
    return Translated(make_storable(told[:bound]), source if is_code(source) else "")


def read_languages(answer):
    """Read the answer of ``/languages``.

    :param answer: parsed JSON
    :return: list of the codes that can be translated into
    :raise Rejected: if it is no such answer
    """
    rows = answer[:_MOST_LANGUAGES] if isinstance(answer, list) else []
    codes = [row.get("code") for row in rows if isinstance(row, dict)]
    known = [code for code in codes if is_code(code)]
    if not known:
        raise Rejected("This is not the address of a LibreTranslate service.")
    return known


def check_status(status, answer):
    """Check that a request was not refused.

    :param status: HTTP status
    :param answer: dict, the JSON of the answer
    :raise ConnectorError: otherwise, with the reason that the service gives
    """
    if 200 <= status < 300:
        return
    told = answer.get("error")
    words = make_storable(told[:_MOST_WORDS]) if isinstance(told, str) else ""
    reason = words or f"HTTP {status}"
    if status in (401, 403):
        raise AuthorizationLost(f"The service does not accept the API key: {reason}")
    if status == 429:
        raise Temporary(f"The service has too much to do. Try again later: {reason}")
    if status >= 500:
        raise Temporary(f"The service has an error of its own: {reason}")
    raise Rejected(f"The service refuses the request: {reason}")
