# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Classify incoming mail as written by a person or a machine, and extract new text."""

import re
from itertools import takewhile

from lxml import html

from odoo.tools import html2plaintext, html_sanitize

# Non-standard headers of autoresponders (any value counts except "no"), in addition to
# Auto-Submitted (RFC 3834) and Precedence.
_RESPONDER_HEADERS = (
    "X-Autoreply",
    "X-AutoReply-From",
    "X-Auto-Reply",
    "X-Auto-Reply-From",
    "X-Autorespond",
    "X-Autoresponse",
    "X-Auto-Respond",
    "X-Mail-Autoreply",
    "X-Mail-Autorespond",
    "X-Vacation",
)
_RESPONDER_PRECEDENCE = frozenset({"auto_reply", "auto-reply", "autoreply"})
_MACHINE_PRECEDENCE = frozenset({"bulk", "junk"})
# Gateways may strip headers but keep the subject.
_RESPONDER_SUBJECT = re.compile(
    r"(?i)^\s*(auto(matic|mated)?[ -]?(reply|response)|out[ -]of[ -](the[ -])?office"
    r"|automatische (antwort|abwesenheits)|abwesenheits(notiz|nachricht|meldung)"
    r"|abwesend\s*:|r[ée]ponse automatique|absence du bureau|message d.absence"
    r"|respuesta autom[áa]tica|fuera de (la )?oficina|risposta automatica|fuori ufficio"
    r"|odpowied[źz] automatyczna|autoodpowied[źz]|automatyczna odpowied[źz]"
    r"|resposta autom[áa]tica|fora do escrit[óo]rio|автоответ|автоматический ответ"
    r"|自动回复|自動回覆)"
)
_QUOTES = "//*[@data-o-mail-quote or @data-o-mail-quote-node]"
_SENDER = re.compile(r"(?i)\*?(from|von|de|da|od|от|发件人|寄件者)\*?\s*[:：]")
_DATED = re.compile(r"\d{1,2}:\d\d|20\d\d|@")


def is_auto_reply(message):
    """Return whether an autoresponder answered, for instance with a vacation notice.

    :param message: ``email.message.Message``
    """
    kind = _get_keyword(message, "Auto-Submitted")
    return (
        kind.startswith("auto-replied")
        or _get_precedence(message) in _RESPONDER_PRECEDENCE
        or any(
            _get_keyword(message, name) not in ("", "no") for name in _RESPONDER_HEADERS
        )
        or bool(_RESPONDER_SUBJECT.match(str(message.get("Subject") or "")))
    )


def is_automatic(message):
    """Return whether no person wrote a mail, so that nobody waits for an answer.

    Headers of mailing lists do not count: a group address passes on what people write.

    :param message: ``email.message.Message``
    """
    return (
        is_auto_reply(message)
        or _get_keyword(message, "Auto-Submitted") not in ("", "no")
        or _get_precedence(message) in _MACHINE_PRECEDENCE
        or "all" in re.split(r"[\s,]+", _get_value(message, "X-Auto-Response-Suppress"))
        or _get_value(message, "Return-Path") == "<>"
    )


def extract_new_words(body):
    """Return what the author of a mail added, without quotations.

    :param body: HTML of the mail
    :return: str
    """
    if not body or not body.strip():
        return ""
    tree = html.fromstring(f"<div>{html_sanitize(body)}</div>")
    for quote in tree.xpath(_QUOTES):
        quote.drop_tree()
    plain = html.tostring(tree, encoding="unicode")
    return cut_quotation(html2plaintext(plain, include_references=False))


def cut_quotation(text):
    """Return a plain text up to the original message below it, without the line that
    introduces it.
    """
    lines = list(takewhile(_is_new, text.split("\n")))
    return _cut_introduction("\n".join(lines).strip()).strip()


def _is_new(line):
    """Return whether a line does not introduce an original message, as
    "-----Original-----", "__________" and "From: Support <support@example.com>" do.
    """
    bare = line.strip()
    is_rule = len(bare) >= 8 and bare.startswith("----") and bare.endswith("----")
    is_underlined = len(bare) >= 10 and not bare.strip("_")
    sender = _SENDER.match(line)
    return not (is_rule or is_underlined or (sender and "@" in line[sender.end() :]))


def _cut_introduction(text):
    """Remove "On … at 04:00, Support <support@example.com> wrote:" from the end, in any
    language, on one line or two.
    """
    lines = text.split("\n")
    if not text.endswith((":", "：")):
        return text
    for count in (2, 1):
        if len(lines) >= count and _DATED.search(lines[-count]):
            return "\n".join(lines[:-count])
    return text


def _get_value(message, name):
    return str(message.get(name) or "").strip().lower()


def _get_keyword(message, name):
    """Return the value of a header without parameters and comments."""
    return re.split(r"[;\s(]", _get_value(message, name), maxsplit=1)[0]


def _get_precedence(message):
    names = ("Precedence", "X-Precedence", "Preference")
    return next(filter(None, (_get_keyword(message, name) for name in names)), "")
