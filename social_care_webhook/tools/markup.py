# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Convert HTML and character references to plain text.

Many tools pass on the HTML of a network. Others pass on plain text, in which people
write "a < b", "I <3 you" or "AT&T". A text is taken for HTML only if all of it can be
HTML and something in it can hardly mean anything else.
"""

import html
import re

LONGEST_MARKUP = 200_000
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z\d]*)((?:\s[^<>]*|/)?)>")
_PARAGRAPHS = frozenset(
    ("article", "blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p")
    + ("pre", "section", "table", "ul")
)
_LINES = frozenset(("br", "hr", "li", "tr"))
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "cite", "code", "del", "em", "font", "i", "img", "ins")
    + ("mark", "q", "s", "small", "span", "strong", "sub", "sup", "tbody", "td", "th")
    + ("thead", "time", "u", "wbr")
)
_KNOWN = _PARAGRAPHS | _LINES | _INLINE
_HREF = re.compile(r"""\bhref\s*=\s*["']?(https?://[^"'\s<>]+)""", re.IGNORECASE)
_SPACES = " \t\r\f\v"
_EMPTY_LINES = re.compile(r"\n{3,}")


def read_markup(text, form=""):
    """Return a text as a reader sees it.

    :param text: str
    :param form: ``html`` or ``text`` if the sender says so; otherwise it is detected
    """
    text = text[:LONGEST_MARKUP]
    if form == "text":
        return text
    if form == "html" or _is_html(text):
        return _convert_to_text(text)
    return _resolve(text) if _is_escaped(text) else text


def _is_html(text):
    """Return whether every "<" begins a tag, every "&" a reference, and there is a
    paragraph around everything, a line break or a link.
    """
    tags = [match for match in _TAG.finditer(text) if match[2].lower() in _KNOWN]
    if not tags or len(tags) != text.count("<") or not _has_only_references(text):
        return False
    return _is_wrapped(text, tags) or any(map(_is_telling, tags))


def _is_wrapped(text, tags):
    first = tags[0]
    is_first = not text[: first.start()].strip() and first[2].lower() in _PARAGRAPHS
    return is_first and not text[tags[-1].end() :].strip()


def _is_telling(tag):
    name = tag[2].lower()
    return name == "br" or (name == "a" and bool(_HREF.search(tag[3])))


def _is_escaped(text):
    """Return whether a plain text was escaped: it has no bare "&" and no "<" left."""
    return "&" in text and "<" not in text and _has_only_references(text)


def _has_only_references(text):
    """Return whether each "&" begins a character reference."""
    references = [match[0] for match in _ENTITY.finditer(text)]
    known = sum(html.unescape(reference) != reference for reference in references)
    return known == text.count("&")


def _resolve(text):
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _convert_to_text(text):
    """Return the text between the tags, with line breaks and paragraphs, and with the
    addresses of links that their text does not show.
    """
    parts, links, end = [], [], 0
    for tag in _TAG.finditer(text):
        parts.append(_read_words(text[end : tag.start()]))
        parts.append(_translate_tag(tag, parts, links))
        end = tag.end()
    parts.append(_read_words(text[end:]))
    lines = [line.strip(_SPACES) for line in "".join(parts).split("\n")]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _read_words(text):
    """Return the text between two tags: line breaks in it are spaces."""
    return _resolve(re.sub(r"\s+", " ", text))


def _translate_tag(tag, parts, links):
    """Return the replacement of a tag. ``links`` contains the open link, if any: as in
    HTML, a link ends where the next one begins.
    """
    closes, name, rest = tag[1], tag[2].lower(), tag[3]
    if name == "a":
        address = _choose_address(parts, *links.pop()) if links else ""
        if not closes:
            found = _HREF.search(rest)
            links.append((html.unescape(found[1]) if found else "", len(parts) + 1))
        return address
    if name in _PARAGRAPHS:
        return "\n\n"
    return "\n" if name in _LINES and not closes else ""


def _choose_address(parts, href, start):
    """Return the address to show: none for mentions, hashtags and links that show
    it.
    """
    words = "".join(parts[start:]).strip()
    is_shown = words[:1] in ("@", "#") or words.startswith(("http", "www."))
    if not href or is_shown or (words and words in href):
        return ""
    return f" ({href})"
