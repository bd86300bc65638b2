# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The language of a text, among those that a company expects; "" is an answer.

``eldc`` is a C extension by one author: it only gets the beginning of a text, and
only valid Unicode. Where it is not installed ``py3langid`` does the same, slower.
"""

import importlib
import re
from functools import lru_cache

# More says no more about a language.
_ENOUGH = 500
_LETTER = re.compile(r"[^\W\d_]")
# Below, it is no language that we know.
_LOWEST = 0.2
# Two languages this close: the network's tag decides; in a short text nobody does.
_CLOSE, _SHORT = 0.05, 12


def detect(texts, hints, candidates):
    """A code out of ``candidates`` for each Text, or "" where it cannot be told.

    ``hints`` are the networks' own tags ("" or such as ``pt-BR``); they decide only
    between languages that the text itself leaves open.
    """
    scores = _load_detector(tuple(candidates))
    pairs = zip(texts, hints, strict=True)
    return [
        _choose(_list_words(text), _normalize_code(hint), scores)
        for text, hint in pairs
    ]


def _list_words(text):
    """Small letters: py3langid knows few words in capitals."""
    return text.bare[:_ENOUGH].lower()


def _normalize_code(tag):
    return tag.lower().replace("_", "-").partition("-")[0]


def _choose(words, hint, scores):
    letters = len(_LETTER.findall(words))
    found = scores(words) if letters else []
    if not found or found[0][1] < _LOWEST:
        return ""
    best = found[0][1]
    close = [code for code, score in found if best - score < _CLOSE]
    if hint in close:
        return hint
    return "" if len(close) > 1 and letters < _SHORT else close[0]


@lru_cache
def _load_detector(candidates):
    """Returns a callable: tokens -> [(language code, score)], best match first."""
    try:
        return _load_eldc(importlib.import_module("eldc"), candidates)
    except ImportError:
        return _load_py3langid(importlib.import_module("py3langid.langid"), candidates)


def _load_eldc(eldc, candidates):
    eldc.init()
    detector = eldc.instance()
    detector.set_languages(_filter_known(candidates, eldc.LANGUAGES))
    return lambda words: list(detector.detect_details(words).scores.items())


def _load_py3langid(langid, candidates):
    detector = langid.LanguageIdentifier.from_model_file(
        langid.MODEL_FILE, norm_probs=True
    )
    detector.set_languages(_filter_known(candidates, detector.nb_classes))
    return lambda words: detector.rank(words)[:3]


def _filter_known(candidates, languages):
    """A company may expect a language that a detector does not know."""
    return [code for code in candidates if code in languages]
