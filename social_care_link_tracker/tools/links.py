# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Links in the text of a reply."""

import re

# Trailing marks belong to the sentence.
_LINK = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?…)\]}»”’]", re.IGNORECASE)
# A reply has few; more are left as they are.
MOST_LINKS = 20


def list_links(text, own):
    """Return the different links of a text that are not tracked yet, in their order.

    A link without a scheme is left alone, because networks differ in what they make of
    it.

    :param text: text of a reply
    :param own: beginning of our tracked links
    :return: list of at most ``MOST_LINKS`` texts
    """
    found = dict.fromkeys(match[0] for match in _LINK.finditer(text))
    return [link for link in found if not link.startswith(own)][:MOST_LINKS]


def replace_links(text, tracked):
    """Return the text with tracked links.

    :param text: text of a reply
    :param tracked: {link: what takes its place}
    """
    return _LINK.sub(lambda match: tracked.get(match[0], match[0]), text)
