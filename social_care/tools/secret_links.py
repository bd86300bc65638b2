# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Links to pages of ours with a secret that only the customer gets to see.

What employees read has a mask of the same length in its place, so that lengths are
counted right.
"""

import re

#: As long as a token of ``tools.token``.
MASK = "*" * 22
_PATHS = {}


def register(path):
    """Declare a page whose address ends with a token.

    :param path: beginning of the path, with a slash at its end
    """
    _PATHS[path] = re.compile(rf"({re.escape(path)})[\w-]{{10,}}", re.ASCII)


def has_secret(text):
    """Return whether a text may have such a link."""
    return bool(text) and any(path in text for path in _PATHS)


def mask(text):
    """Replace the secrets of links in a text.

    :param text: str, or a falsy value
    :return: the text as employees may read it
    """
    if not has_secret(text):
        return text
    for pattern in _PATHS.values():
        text = pattern.sub(rf"\g<1>{MASK}", text)
    return text


def reveal(text, path, token):
    """Put the secret into the masked link of a text.

    :param text: str
    :param path: as it was registered
    :param token: str
    :return: the text that is sent to the customer
    """
    return text.replace(f"{path}{MASK}", f"{path}{token}")
