# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Recognize messages that only say thanks, so that nobody has to reply to them.

One unknown word makes it a message like any other: reading one thanks too many is
better than missing one "thanks, but".
"""

import re
import unicodedata
from functools import lru_cache
from itertools import product

from .folding import respell
from .thanks_words import BESIDE, EMOJI, THANKS

# In characters and words: longer texts say more than thanks.
_LONGEST = 600
_MOST_WORDS = 40
_CHOICE = re.compile(r"\(([^()]*)\)")
_HANDLE = re.compile(r"(?<!\w)@[\w.-]+(?:@[\w.-]+)?")
_SMILEY = re.compile(r"[:;=]-?[)D]|<3|\(:")
_REPEATED = re.compile(r"(\w)\1+")
# A word, a Chinese character (no spaces between words), or any other sign.
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+|\S")
_SILENT = frozenset(".,!…~-–—*_()\"'’‘“”„«»:;·、。，！～：；（）¡|")
# Skin tones, variation selectors, joiners and the signs that they join.
_SHADES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f\u200d\u2640\u2642]")
_SENT_FROM = re.compile(
    r"(?i)^\W*(sent|get|gesendet|von|envoyé|enviado|inviato|wysłan[oe]|отправлено|发自)"
    r"\b.{0,40}(iphone|ipad|android|samsung|galaxy|huawei|xiaomi|outlook|handy|mobil"
    r"|smartphone|telefon|téléphone|móvil|yahoo|gmail|gmx|web\.de)\b.{0,40}$"
)
_CONTACT = re.compile(
    r"(?i)@|www\.|https?://|^\W*(?:\w{1,8}\W{0,3})?[+(]?\d[\d\s()/.-]{5,}$"
)
_SPEAKS = re.compile(r"[!?]|^\W*P\.? ?S\b|^(?:\W*[^\W\d_a-z]+\b){3}")
_CLOSINGS = frozenset(
    "regards best br sincerely grußen gruße grussen gruß gruss lg vg mfg "
    "cordialement cdt cdlt salutations saludo saludos atentamente saluti pozdrawiam "
    "pozdr poważaniem atenciosamente att cumprimentos abraço abraços уважением".split()
)


def is_thanks(text, names=()):
    """Return whether a text thanks, acknowledges or sends a friendly emoji, and nothing
    else.

    :param text: str, a post or the new words of a mail, signature included
    :param names: names of people and companies that may occur in it: of the author and
        of those addressed
    """
    if not text or len(text) > _LONGEST:
        return False
    known = {word for name in names for word in _split_words(respell(name or ""))}
    lines = [line for line in respell(text).splitlines() if not _SENT_FROM.match(line)]
    plain = _HANDLE.sub(" ", _SHADES.sub("", "\n".join(_cut_contact(lines))))
    tokens = _split_words(_SMILEY.sub(" 🙂 ", plain))
    tokens = [token for token in tokens if token not in _SILENT | known]
    return len(tokens) <= _MOST_WORDS and _is_told(tokens)


def _is_told(tokens):
    """Return whether known phrases cover all tokens, with at least one of thanks."""
    # (end of the covered tokens, whether they include a phrase of thanks)
    reached = {(0, False)}
    for place in range(len(tokens)):
        for thanks in (True, False):
            if (place, thanks) in reached:
                reached |= _list_steps(tokens, place, thanks)
    return (len(tokens), True) in reached


def _list_steps(tokens, place, thanks):
    if tokens[place] in EMOJI:
        return {(place + 1, True)}
    return {
        (place + len(phrase), thanks or is_core)
        for phrase, is_core in _group_phrases().get(tokens[place], ())
        if tuple(tokens[place : place + len(phrase)]) == phrase
    }


def _split_words(text):
    """Return words, normalized for comparison, and other signs."""
    return [_normalize_word(token) for token in _TOKEN.findall(text)]


def _normalize_word(word):
    """Return a word without accents, case and repeated letters: "thaaanks" is
    "thanks".
    """
    letters = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return _REPEATED.sub(r"\1", bare)


def _cut_contact(lines):
    """Return the lines up to a closing such as "Kind regards", and those after it that
    are more than name, company and address.
    """
    for place, line in enumerate(lines):
        if _is_closing(line):
            rest = [one for one in lines[place + 1 :] if not _is_contact(one)]
            return lines[: place + 1] + rest
    return lines


def _is_closing(line):
    words = [word for word in _split_words(line) if word not in _SILENT]
    return 0 < len(words) <= 6 and any(word in _list_closings() for word in words)


@lru_cache(maxsize=1)
def _list_closings():
    return frozenset(map(_normalize_word, _CLOSINGS))


def _is_contact(line):
    """Return whether a line is an address, a number, or a few capitalized names without
    an exclamation.
    """
    if _CONTACT.search(line):
        return True
    words = re.findall(r"[^\W\d_][\w.&'’-]*", line)
    if len(words) > 5 or _SPEAKS.search(line):
        return False
    return all(word[0].isupper() for word in words)


# -- the phrases --------------------------------------------------------------


@lru_cache(maxsize=1)
def _group_phrases():
    """Return {first word: {(words, whether they say thanks)}}."""
    found = {}
    for source, is_core in ((THANKS, True), (BESIDE, False)):
        for words in _list_spellings(source):
            found.setdefault(words[0], set()).add((words, is_core))
    return found


def _list_spellings(source):
    """Yield every phrase of a word list; a line may continue on the next one."""
    for line in source.replace("\n \\ ", " ").splitlines():
        yield from filter(None, _spell_out(line))


def _spell_out(line):
    """Return all variants of a line with choices, as tuples of words."""
    parts = _CHOICE.split(line)
    choices = [
        part.split("|") if place % 2 else [part] for place, part in enumerate(parts)
    ]
    return {tuple(_split_words("".join(chosen))) for chosen in product(*choices)}
