# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Detect the language of a text among those that a company expects; '' if unclear.

``eldc`` is a C extension by one author: it only gets the beginning of a text and only
valid Unicode. If it is not installed, the slower ``py3langid`` replaces it.
"""

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

# Longer texts do not improve the detection.
_ENOUGH = 500
_LETTER = re.compile(r"[^\W\d_]")
# Scores below mean that it is none of the known languages; short texts score high or
# say nothing. Found, as the margins below, on every second text of the bench.
_LOWEST, _LOWEST_SHORT = 0.2, 0.5
# Languages with a smaller difference: the network's tag decides; short texts stay open.
_CLOSE, _CLOSE_SHORT, _SHORT = 0.05, 0.15, 12
# A language that is not expected and scores so much higher is that of the text.
_FOREIGN = 0.05
# Scripts that tell a language, and letters that Ukrainian has and Russian has not.
_KANA = re.compile(r"[\u3041-\u30fa\u30fc-\u30ff\uff66-\uff9d]")
_HAN = re.compile(r"[\u3005\u3400-\u9fff]")
_UKRAINIAN = re.compile(r"[іїєґ]")
# The share of the letters that makes it the script of the text.
_MAIN = 0.3


def detect(texts, hints, candidates):
    """Return, for each ``Text``, a code out of ``candidates``, or '' if it is unclear
    or another language.

    :param hints: language tags of the networks ('' or, for instance, ``pt-BR``); they
        only decide between languages that the text leaves open
    """
    detector = _load_detector(tuple(candidates))
    pairs = zip(texts, hints, strict=True)
    return [
        _choose(_list_words(text), _normalize_code(hint), detector)
        for text, hint in pairs
    ]


def _list_words(text):
    """Return lower-case words: py3langid knows few in capitals."""
    return text.bare[:_ENOUGH].lower()


def _normalize_code(tag):
    return tag.lower().replace("_", "-").partition("-")[0]


@dataclass(frozen=True)
class Detector:
    """``score`` and ``score_all`` return [(language code, score)] of words, best match
    first: of the expected languages, and of all that the detector knows.
    """

    candidates: tuple
    score: Callable
    score_all: Callable


def _choose(words, hint, detector):
    letters = len(_LETTER.findall(words))
    if not letters:
        return ""
    if not words.isascii():
        code = _read_script(words, letters)
        if code:
            return code if code in detector.candidates else ""
    return _choose_by_score(words, letters, hint, detector)


def _read_script(words, letters):
    """Return the language that a script leaves no doubt of, '' for others."""
    kana, han = len(_KANA.findall(words)), len(_HAN.findall(words))
    if kana + han < _MAIN * letters:
        return ""
    return "ja" if kana else "zh"


def _choose_by_score(words, letters, hint, detector):
    is_short = letters <= _SHORT
    found = detector.score(words)
    if not found or found[0][1] < (_LOWEST_SHORT if is_short else _LOWEST):
        return ""
    best = found[0][1]
    if hint in _list_close(found, _CLOSE_SHORT if is_short else _CLOSE):
        return hint
    close = _list_close(found, _CLOSE)
    if is_short and "ru" in close and not _UKRAINIAN.search(words):
        return "ru"
    foreign = detector.score_all(words)[0]
    if foreign[0] not in detector.candidates and foreign[1] - best > _FOREIGN:
        return ""
    return "" if len(close) > 1 and is_short else close[0]


def _list_close(found, margin):
    return [code for code, score in found if found[0][1] - score < margin]


@lru_cache
def _load_detector(candidates):
    try:
        return _load_eldc(importlib.import_module("eldc"), candidates)
    except ImportError:
        return _load_py3langid(importlib.import_module("py3langid.langid"), candidates)


def _load_eldc(eldc, candidates):
    eldc.init()
    known = _filter_known(candidates, eldc.LANGUAGES)
    scores = [_score_by_eldc(eldc, codes) for codes in (known, eldc.LANGUAGES)]
    return Detector(candidates, *scores)


def _score_by_eldc(eldc, codes):
    detector = eldc.instance()
    detector.set_languages(list(codes))
    return lambda words: list(detector.detect_details(words).scores.items())


def _load_py3langid(langid, candidates):
    rank, known = _load_ranking(langid), frozenset(candidates)

    def score_all(words):
        """Relative to the expected languages, which have 1 together."""
        ranked = rank(words)
        total = sum(chance for code, chance in ranked if code in known) or 1.0
        return [(code, chance / total) for code, chance in ranked]

    def score(words):
        return [own for own in score_all(words) if own[0] in known][:3]

    return Detector(candidates, score, score_all)


@lru_cache
def _load_ranking(langid):
    detector = langid.LanguageIdentifier.from_model_file(
        langid.MODEL_FILE, norm_probs=True
    )
    return lru_cache(maxsize=1)(detector.rank)


def _filter_known(candidates, languages):
    """Return the expected languages that the detector knows."""
    return [code for code in candidates if code in languages]
