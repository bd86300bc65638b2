# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How people say that they want to buy, in the languages of the lexicon."""

KEYWORDS = """\
kaufen, bestellen möchte, möchte bestellen, Kostenvoranschlag, Angebot anfordern
want to buy, like to buy, where can I buy, want to order, like to order, quote for
quiero comprar, dónde puedo comprar, me gustaría comprar, presupuesto para
veux acheter, voudrais acheter, où acheter, devis, commander chez vous
vorrei comprare, voglio comprare, dove posso comprare, preventivo
chcę kupić, chciałbym kupić, chciałabym kupić, gdzie kupić, chcę zamówić, wycena
quero comprar, gostaria de comprar, onde posso comprar, orçamento para
хочу купить, где купить, хочу заказать, хотел бы купить, хотела бы купить
想买, 想购买, 哪里买, 怎么购买, 报价
"""
