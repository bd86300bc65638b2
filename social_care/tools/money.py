# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Amounts of money in texts of any language. Plain values, no database."""

import regex

from .folding import fold

# Codes of ISO 4217, without those that are words, such as ALL, TOP and TRY.
_CODES = (
    "aed|ars|aud|bgn|brl|cad|chf|clp|cny|cop|czk|dkk|egp|eur|gbp|hkd|huf|idr|ils|inr|"
    "isk|jpy|krw|mxn|myr|ngn|nok|nzd|pkr|pln|rmb|ron|rsd|rub|sar|sek|sgd|thb|twd|uah|"
    "usd|vnd|zar"
)
# Beginnings of words: "euros", "złotych", "koron", "гривень".
_WORDS = (
    r"(?:euro|dollar|dolar|dólar|złot|zlot|korun|koron|kronor|kroner|forint|franken|"
    r"francs?\b|libras?\b|pesos?\b|rupee|rupi|рубл|гривн|гривен|лев[аы]?\b|злот|"
    r"долар|доллар|евро|євро|ευρώ|يورو|دولار|ريال|درهم|שקל|יורו|रुपय|रुपए)[\p{L}\p{M}]*"
)
_SHORT = (
    r"(?:pounds?|quid|bucks|yen|yuan|baht|ro?ubles?|hryvnias?|liras?|dirhams?|riyals?|"
    r"dinars?|ringgit|reais|crowns|cents|pence|zł|zl|kč|kc|kr|ft|lei|руб|грн|₽|円|元|块|원|"
    r"บาท)(?!\p{L})"
)
# What stands before a number, too: "zł 50". Others are words, such as "lei".
_BEFORE = r"(?:rs|zł|zl|kč|kr|euros?|dollars?|pounds?|yen|yuan|руб|грн)\.?"
# At most 24 characters, so that long numbers cost no more than their length.
_NUMBER = r"\p{Nd}(?:[\p{Nd}.,' ]{0,22}\p{Nd})?(?:[.,]-{1,2})?"
_SCALE = r"(?: ?(?:k|m|mln|mio|tys\.?|thousand|million))?"
# "$", "US$", "R$".
_SYMBOL = r"\p{L}{0,3}\p{Sc}"
_UNIT = rf"(?:{_SYMBOL}|(?:{_CODES})(?!\p{{L}})|{_WORDS}|{_SHORT})"
_AMOUNT = regex.compile(
    rf"(?<![\p{{L}}\p{{Nd}}])(?:{_NUMBER}{_SCALE} ?{_UNIT}"
    rf"|(?:{_CODES}|{_BEFORE}) ?{_NUMBER})"
    rf"|\p{{Sc}} ?{_NUMBER}",
    regex.V1,
)


def find_amount(text):
    """Return the first amount of money in a text, '' without one.

    A number next to the symbol, the code or the name of a currency is an amount.
    Numbers in words and percentages are none.

    :param text: str of any length
    """
    found = _AMOUNT.search(" ".join(fold(text).split()))
    return found.group().strip() if found else ""
