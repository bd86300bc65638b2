# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Detect the language of a text among those that a company expects; '' if unclear.

``eldc`` is a C extension by one author: it only gets the beginning of a text and only
valid Unicode. If it is not installed, the slower ``py3langid`` replaces it.
"""

import importlib
import re
from functools import lru_cache

# Longer texts do not improve the detection.
_ENOUGH = 500
_LETTER = re.compile(r"[^\W\d_]")
# Scores below mean that it is none of the known languages.
_LOWEST = 0.2
# Languages with a smaller difference: the network's tag decides; short texts stay open.
_CLOSE, _SHORT = 0.05, 12


def detect(texts, hints, candidates):
    """Return, for each ``Text``, a code out of ``candidates``, or '' if unclear.

    :param hints: language tags of the networks ('' or, for instance, ``pt-BR``); they
        only decide between languages that the text leaves open
    """
    scores = _load_detector(tuple(candidates))
    pairs = zip(texts, hints, strict=True)
    return [
        _choose(_list_words(text), _normalize_code(hint), scores)
        for text, hint in pairs
    ]


def _list_words(text):
    """Return lower-case words: py3langid knows few in capitals."""
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
    """Return a callable: tokens -> [(language code, score)], best match first."""
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
    """Return the expected languages that the detector knows."""
    return [code for code in candidates if code in languages]
