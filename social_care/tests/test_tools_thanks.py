# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time

from hypothesis import given, strategies

from odoo.tests import BaseCase

from ..tools.thanks import is_thanks

THANKS = (
    *("👍", "👍🏽", "👍👍👍", "🙏🏾", "❤️", "Thanks 👍🏻", "<3", "Thank you :)"),
    *("Thanks!", "thx", "THANK YOU!!!", "thaaaanks", "Thank u so much", "Cheers"),
    *("ok danke", "Ok, thanks.", "Great, thanks a lot!", "Thanks again everyone"),
    *("thank you for your quick help", "Perfect, it works now. Thanks!"),
    *("Danke!", "Vielen Dank für die schnelle Antwort!", "Alles klar, danke dir"),
    *("Gracias", "¡Muchas gracias!", "Merci beaucoup", "d'accord merci"),
    *("Grazie mille :)", "Dziękuję bardzo", "dzięki wielkie", "Obrigada!"),
    *("Muito obrigado", "Спасибо большое", "Благодарю", "谢谢！", "好的，谢谢"),
    *("@acme thank you", "thanks... and have a nice day"),
)
OTHERS = (
    *("", "ok", "yes", "great", "👎", "🙄", "thanks 🙄", "Hello", "yes thanks"),
    *("thanks, but it still does not work", "thanks for nothing", "thanks?"),
    *("no thanks", "thanks in advance", "Thanks. Refund please", "Thanks 4711"),
    *("Still waiting, thanks", "Thanks https://a.example/b", "Thanks!\nIt is broken"),
    *("danke für nichts", "Danke, es funktioniert nicht", "Merci mais non"),
    *("Gracias, pero no", "Grazie, ma non va", "Dziękuję, ale nie działa"),
    *("Obrigado, mas não", "Спасибо, но не работает", "谢谢，还没收到"),
    "thanks " * 100,
)
SIGNED = (
    "Thanks!\nPaula",
    "Thanks, Anna!\n\nPaula Smith",
    "Thanks!\n\nBest regards,\nPaula Smith\nACME Ltd.\n+49 30 123456\nwww.acme.example",
    "Danke!\n\nMit freundlichen Grüßen\nPaula Smith",
    "Dzięki\nPozdrawiam\nPaula",
    "Merci\n\nEnvoyé de mon iPhone",
    "Thank you\n\nSent from my Samsung Galaxy smartphone.",
)
SIGNED_WITH_MORE = (
    "Thanks!\n\nBest regards,\nPaula\nPS it is still broken",
    "Thanks!\nRegards\nit broke again",
    "Thanks\nRegards\nPaula\nSTILL NOT WORKING",
    "Thanks\nRegards\nNot Working!",
    "Thanks\nSent it back from Paris",
)
NAMES = ("Paula Smith", "Anna Novak", "Acme")


class TestThanks(BaseCase):
    def test_thanks_are_told_in_nine_languages(self):
        for text in THANKS:
            with self.subTest(text=text):
                self.assertTrue(is_thanks(text))

    def test_thanks_are_told_however_they_are_spelled(self):
        for text in ("Thank\u00adyou\u200b!", "Ｔｈａｎｋｓ！", "Thanks\ufeff “Acme”"):
            self.assertTrue(is_thanks(text, ["ＡＣＭＥ"]), ascii(text))

    def test_what_says_more_is_a_message(self):
        for text in OTHERS:
            with self.subTest(text=text[:60]):
                self.assertFalse(is_thanks(text))

    def test_a_signature_says_nothing(self):
        for text in SIGNED:
            with self.subTest(text=text):
                self.assertTrue(is_thanks(text, NAMES))

    def test_unless_there_is_more_than_names_in_it(self):
        for text in SIGNED_WITH_MORE:
            with self.subTest(text=text):
                self.assertFalse(is_thanks(text, NAMES))

    def test_only_names_that_are_known_are_names(self):
        self.assertTrue(is_thanks("Thanks Anna", ["Anna Novak", False]))
        self.assertFalse(is_thanks("Thanks Judas", ["Anna Novak"]))

    @given(strategies.sampled_from(THANKS), strategies.sampled_from(OTHERS[3:]))
    def test_thanks_beside_anything_else_are_a_message(self, thanks, other):
        if not is_thanks(other):
            self.assertFalse(is_thanks(f"{thanks} {other} but"))

    @given(strategies.text(max_size=700))
    def test_any_text_is_judged_at_once(self, text):
        begun = time.monotonic()
        is_thanks(text, NAMES)
        self.assertLess(time.monotonic() - begun, 1)

    def test_texts_that_are_made_to_hurt_do_not(self):
        for text in ("thank you " * 60, "👍" * 600, "\u0301" * 600, "(:" * 300):
            begun = time.monotonic()
            is_thanks(text)
            self.assertLess(time.monotonic() - begun, 1)
