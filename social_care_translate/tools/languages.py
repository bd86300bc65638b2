# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Languages of Odoo in the codes of a translation service."""

import re

# Language, script and region as in RFC 5646: a browser refuses to name anything else.
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?")
# Chinese is told apart by script; LibreTranslate used to call the traditional one "zt".
_SCRIPTS = {
    "zh-cn": ("zh-hans", "zh"),
    "zh-tw": ("zh-hant", "zt"),
    "zh-hk": ("zh-hant", "zt"),
}


def is_code(value):
    """Whether a value, whatever a server sent, is the code of a language."""
    return isinstance(value, str) and bool(_TAG.fullmatch(value))


def get_base(code):
    """Return the language of a code without its region or script: "pt" of "pt_BR"."""
    return re.split(r"[-_@]", code)[0].lower()


def choose_code(lang, codes):
    """Choose what a service calls a language: the regional variant first.

    :param lang: code of ``res.lang``, such as "pt_BR"
    :param codes: codes that the service offers
    :return: one of ``codes``, "" if it does not offer the language
    """
    tag = lang.partition("@")[0].replace("_", "-").lower()
    base = get_base(lang)
    known = {code.lower(): code for code in codes}
    for one in (tag, *_SCRIPTS.get(tag, ()), base):
        if one in known:
            return known[one]
    variants = (known[one] for one in sorted(known) if get_base(one) == base)
    return next(variants, "")
