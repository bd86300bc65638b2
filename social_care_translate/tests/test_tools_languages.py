# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from ..tools.languages import choose_code, get_base, is_code

CODES = ["en", "de", "pt-BR", "pt", "zh-Hans", "zh-Hant", "nb"]


class TestLanguages(BaseCase):
    def test_the_region_counts_where_the_service_knows_it(self):
        self.assertEqual(choose_code("pt_BR", CODES), "pt-BR")
        self.assertEqual(choose_code("pt_PT", CODES), "pt")
        self.assertEqual(choose_code("de_CH", CODES), "de")

    def test_another_region_is_better_than_none(self):
        self.assertEqual(choose_code("pt_PT", ["pt-BR", "en"]), "pt-BR")

    def test_chinese_is_chosen_by_script(self):
        self.assertEqual(choose_code("zh_TW", CODES), "zh-Hant")
        self.assertEqual(choose_code("zh_CN", CODES), "zh-Hans")
        self.assertEqual(choose_code("zh_TW", ["zh", "zt"]), "zt")

    def test_what_the_service_does_not_know_has_no_code(self):
        self.assertEqual(choose_code("lv_LV", CODES), "")
        self.assertEqual(choose_code("", CODES), "")

    def test_variants_of_a_language_have_one_base(self):
        self.assertEqual(get_base("sr@latin"), "sr")
        self.assertEqual(get_base("pt-BR"), get_base("pt_PT"))

    def test_only_codes_are_codes(self):
        for code in ("en", "pt-BR", "zh-Hans", "yue"):
            self.assertTrue(is_code(code), code)
        for other in (
            "",
            None,
            7,
            "english",
            "<b>",
            "en\n",
            "x" * 400,
            ["en"],
            "en-12",
        ):
            self.assertFalse(is_code(other), other)
