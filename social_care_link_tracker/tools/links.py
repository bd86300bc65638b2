# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Links in the text of a reply."""

from odoo.addons.social_care.tools.links import find_links

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
    found = dict.fromkeys(link for _start, link in find_links(text))
    return [link for link in found if not link.startswith(own)][:MOST_LINKS]


def replace_links(text, tracked):
    """Return the text with tracked links.

    :param text: text of a reply
    :param tracked: {link: what takes its place}
    """
    parts, end = [], 0
    for start, link in find_links(text):
        parts += [text[end:start], tracked.get(link, link)]
        end = start + len(link)
    return "".join([*parts, text[end:]])
