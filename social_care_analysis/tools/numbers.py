# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Detect numbers that identify a customer, such as an order or a phone number."""

import re

# Five consecutive digits, or six in groups ("+48 600 100 200"), but no dates, spans of
# years or prices.
_NUMBER = re.compile(
    r"\d{5,}|\d(?:[ /.-]?\d){5,}|#\d{3,}"
    r"|(?:order|ticket|case|invoice|bestell|auftrag|rechnung|commande|facture|pedido"
    r"|factura|ordine|fattura|zamówieni|faktur|encomenda|fatura|заказ|счет|订单)"
    r"[^\W\d]{0,12}\W{0,4}\w{0,3}\W{0,3}\d{3,}"
)
_LINK_OR_HANDLE = re.compile(r"(?:https?://|www\.)\S+|@[\w.-]+")
_NONE = re.compile(
    r"\b\d{1,4}([./-])\d{1,2}\1\d{1,4}\b"
    r"|\b(?:19|20)\d\d ?[/-] ?(?:19|20)?\d\d\b"
    r"|\b\d{1,3}(?:[ .,]\d{3}){0,5}[.,]\d\d\b"
)


def names_number(text):
    """Return whether a ``Text`` contains such a number, outside of links."""
    words = _LINK_OR_HANDLE.sub(" ", text.lower)
    return bool(_NUMBER.search(_NONE.sub(" ", words)))
