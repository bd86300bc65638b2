# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The link to the page of a rating: only its customer sees the secret in it."""

import re

PATH = "/social_care/rate/"
#: As long as a token, so that a masked text has the length of the text that is sent.
MASK = "*" * 22
_TOKEN = re.compile(r"(/social_care/rate/)[\w-]{10,}", re.ASCII)


def mask(text):
    """Replace the secret of links in a text.

    :param text: str, or a falsy value
    :return: the text as employees may read it
    """
    return _TOKEN.sub(rf"\g<1>{MASK}", text) if text and PATH in text else text


def reveal(text, token):
    """Put the secret into the masked link of a text.

    :param text: str
    :param token: str
    :return: the text that is sent to the customer
    """
    return text.replace(f"{PATH}{MASK}", f"{PATH}{token}")
