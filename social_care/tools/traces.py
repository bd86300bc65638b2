# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Find personal data in texts and remove it."""

import hashlib
import hmac
import html
import json
import re

from markupsafe import Markup

# Shorter lines and names identify nobody and would be found everywhere.
SHORTEST_NAME, SHORTEST_LINE = 3, 8
DIGEST = "erased:"
# Separators between the words of a quote: line breaks are elements in HTML.
_BREAK = r"(?:\s|&nbsp;|&#160;|<br\s*/?>|</?p[^>]*>)+"
# Characters with more than one spelling in HTML.
_QUOTES = {"'": "(?:'|&#39;|&#x27;|&apos;)", '"': '(?:"|&#34;|&quot;)'}


def digest(salt, *parts):
    """Return a digest that replaces the ID of an erased person: it still tells IDs
    apart, but the ID cannot be read from it (HMAC-SHA256, RFC 2104).
    """
    message = "\x1f".join(parts).encode()
    return DIGEST + hmac.new(salt.encode(), message, hashlib.sha256).hexdigest()[:40]


def select_names(external_id, handle, name):
    """Return the words that identify one person."""
    found = {external_id, handle, f"@{handle}" if handle else "", name}
    return {word for word in found if word and len(word) >= SHORTEST_NAME}


def select_lines(text):
    """Return what somebody might quote of a text: all of it, and its longer lines."""
    found = {text.strip(), *(line.strip() for line in text.splitlines())}
    return {line for line in found if len(line) >= SHORTEST_LINE}


def is_about(payload, identities):
    """Return whether a notice contains one of some identities as a value.

    :param payload: any JSON
    :param identities: IDs and handles, matched as complete values
    """
    if isinstance(payload, dict):
        return any(is_about(value, identities) for value in payload.values())
    if isinstance(payload, list):
        return any(is_about(value, identities) for value in payload)
    text = str(payload).strip()
    is_json = text.startswith(("{", "["))
    return text in identities or (is_json and _is_in(text, identities))


def _is_in(text, identities):
    """Search a notice that is stored as text because it is nested too deep."""
    return any(json.dumps(identity) in text for identity in identities)


def forget(text, traces, words):
    """Replace traces of a person in a text, ignoring case and line breaks.

    :param text: HTML as Markup, or plain text; may be empty
    :param traces: set of plain texts
    :param words: replacement
    :return: text of the same type
    """
    traces = _present(text, traces)
    if not traces:
        return text
    if isinstance(text, Markup):
        found = _build_alternatives(
            {html.escape(trace, quote=False) for trace in traces}
        )
        instead = html.escape(words, quote=False)
        return Markup(_replace_in_html(str(text), found, instead))
    return re.sub(
        _build_alternatives(traces), lambda _hit: words, text, flags=re.IGNORECASE
    )


def _present(text, traces):
    """Return the traces that may be in a text, compared by letters and digits only.
    Otherwise the pattern of a long quote would be tried at each word of an unrelated
    text.
    """
    if not text:
        return set()
    is_html = isinstance(text, Markup)
    letters = _keep_letters(html.unescape(_strip_tags(str(text))) if is_html else text)
    return {trace for trace in traces if _keep_letters(trace) in letters}


def _strip_tags(text):
    end = text.rfind(">") + 1
    return re.sub(r"<[^>]*>", "", text[:end]) + text[end:]


def _keep_letters(text):
    return "".join(filter(str.isalnum, text.casefold())).replace("ı", "i")


def _replace_in_html(text, found, instead):
    """Replace traces outside tags: a name may be that of an element. After the last ">"
    there is no tag, so no "<" has to search for its end.
    """
    end = text.rfind(">") + 1
    in_tags = re.compile(f"(<[^>]*>)|{found}", re.IGNORECASE)
    head = in_tags.sub(lambda hit: hit[1] or instead, text[:end])
    return head + re.sub(found, lambda _hit: instead, text[end:], flags=re.IGNORECASE)


def _build_alternatives(traces):
    """Sort longer traces first: a name can be a part of a longer trace."""
    ordered = sorted(traces, key=len, reverse=True)
    found = "|".join(_BREAK.join(map(_build_word, trace.split())) for trace in ordered)
    return rf"(?<!\w)(?:{found})(?!\w)"


def _build_word(word):
    return "".join(_QUOTES.get(sign, re.escape(sign)) for sign in word)


def spell_in_json(traces):
    """Return the traces in the spelling of JSON, plain and in HTML."""
    found = set()
    for trace in traces:
        for spelling in (trace, html.escape(trace), html.escape(trace, quote=False)):
            for is_ascii in (True, False):
                found.add(json.dumps(spelling, ensure_ascii=is_ascii)[1:-1])
    return found


def build_like(trace):
    """Return the SQL pattern that finds a text within another."""
    escaped = trace.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
