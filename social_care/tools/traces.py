# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""By what a person is found in texts, and how they are taken out of them."""

import hashlib
import hmac
import html
import json
import re

from markupsafe import Markup

# Shorter lines and names say nothing of one person, and would be found everywhere.
SHORTEST_NAME, SHORTEST_LINE = 3, 8
DIGEST = "erased:"
# What may stand between two words of a quote: in HTML line breaks are elements.
_BREAK = r"(?:\s|&nbsp;|&#160;|<br\s*/?>|</?p[^>]*>)+"
# Signs that HTML spells in more than one way.
_QUOTES = {"'": "(?:'|&#39;|&#x27;|&apos;)", '"': '(?:"|&#34;|&quot;)'}


def digest(salt, *parts):
    """What stays of an id when a person is erased: enough to tell it from others, and
    nothing from which it could be read (HMAC-SHA256, RFC 2104)."""
    message = "\x1f".join(parts).encode()
    return DIGEST + hmac.new(salt.encode(), message, hashlib.sha256).hexdigest()[:40]


def names(external_id, handle, name):
    """Words that stand for one person."""
    found = {external_id, handle, f"@{handle}" if handle else "", name}
    return {word for word in found if word and len(word) >= SHORTEST_NAME}


def lines(text):
    """What somebody might quote of a text: all of it, and its longer lines."""
    found = {text.strip(), *(line.strip() for line in text.splitlines())}
    return {line for line in found if len(line) >= SHORTEST_LINE}


def is_about(payload, identities):
    """Whether a notice names one of ``identities`` as one of its values.

    :param payload: any JSON
    :param identities: ids and handles, as they are and not in the midst of a text
    """
    if isinstance(payload, dict):
        return any(is_about(value, identities) for value in payload.values())
    if isinstance(payload, list):
        return any(is_about(value, identities) for value in payload)
    text = str(payload).strip()
    is_json = text.startswith(("{", "["))
    return text in identities or (is_json and _is_in(text, identities))


def _is_in(text, identities):
    """Of a notice that is kept as text: it is nested too deep."""
    return any(json.dumps(identity) in text for identity in identities)


def forget(text, traces, words):
    """A text with other words wherever one of ``traces`` stands, whatever its capitals
    and line breaks.

    :param text: HTML as Markup, or plain; may be empty
    :param traces: set of plain texts
    :param words: what is said instead
    :return: of the kind of ``text``
    """
    traces = _present(text, traces)
    if not traces:
        return text
    if isinstance(text, Markup):
        found = _alternatives({html.escape(trace, quote=False) for trace in traces})
        instead = html.escape(words, quote=False)
        return Markup(_replace_in_html(str(text), found, instead))
    return re.sub(_alternatives(traces), lambda _hit: words, text, flags=re.IGNORECASE)


def _present(text, traces):
    """Those that may be in a text, by letters and digits alone. The pattern of a long
    quote must not begin anew at each word of a text that does not have it."""
    if not text:
        return set()
    is_html = isinstance(text, Markup)
    letters = _letters(html.unescape(_without_tags(str(text))) if is_html else text)
    return {trace for trace in traces if _letters(trace) in letters}


def _without_tags(text):
    end = text.rfind(">") + 1
    return re.sub(r"<[^>]*>", "", text[:end]) + text[end:]


def _letters(text):
    return "".join(filter(str.isalnum, text.casefold())).replace("ı", "i")


def _replace_in_html(text, found, instead):
    """A tag is passed over: a name may be that of an element. Behind the last > there
    is none, and no < has to look for its end."""
    end = text.rfind(">") + 1
    in_tags = re.compile(f"(<[^>]*>)|{found}", re.IGNORECASE)
    head = in_tags.sub(lambda hit: hit[1] or instead, text[:end])
    return head + re.sub(found, lambda _hit: instead, text[end:], flags=re.IGNORECASE)


def _alternatives(traces):
    """Longer traces first: a name is a part of what its owner says of it."""
    ordered = sorted(traces, key=len, reverse=True)
    found = "|".join(_BREAK.join(map(_word, trace.split())) for trace in ordered)
    return rf"(?<!\w)(?:{found})(?!\w)"


def _word(word):
    return "".join(_QUOTES.get(sign, re.escape(sign)) for sign in word)


def in_json(traces):
    """The traces as they stand in JSON, plain or in HTML."""
    found = set()
    for trace in traces:
        for spelling in (trace, html.escape(trace), html.escape(trace, quote=False)):
            for is_ascii in (True, False):
                found.add(json.dumps(spelling, ensure_ascii=is_ascii)[1:-1])
    return found


def like(trace):
    """The pattern by which SQL finds a text in another."""
    escaped = trace.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
