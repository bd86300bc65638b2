# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from odoo.addons.social_care.tools import errors

from ..tools import libretranslate
from ..tools.libretranslate import build_request, check_status, read_translated


class TestLibreTranslate(BaseCase):
    def test_a_key_is_sent_where_there_is_one(self):
        self.assertNotIn("api_key", build_request("Hi", "pl", ""))
        self.assertEqual(build_request("Hi", "pl", "k")["api_key"], "k")

    def test_a_long_text_is_cut(self):
        sent = build_request("a" * 100_000, "pl", "")["q"]
        self.assertEqual(len(sent), libretranslate.MOST_CHARACTERS)

    def test_the_detected_language_is_read(self):
        detected = {"confidence": 83, "language": "it"}
        answer = {"translatedText": "Hello!", "detectedLanguage": detected}
        self.assertEqual(read_translated(answer, "Ciao!").source, "it")

    def test_a_service_without_detection_will_do(self):
        found = read_translated({"translatedText": "Hello!"}, "Ciao!")
        self.assertEqual((found.text, found.source), ("Hello!", ""))

    def test_an_endless_translation_is_cut(self):
        found = read_translated({"translatedText": "a" * 10**6}, "Ciao!")
        self.assertLess(len(found.text), 1000)

    def test_odd_answers_are_refused(self):
        odd = ([], None, {}, {"translatedText": 7}, {"translatedText": " "}, "text")
        for answer in odd:
            with self.subTest(answer), self.assertRaises(errors.Rejected):
                read_translated(answer, "Ciao!")

    def test_an_odd_language_is_left_out(self):
        for detected in ("it", {"language": "<script>"}, {"language": 7}, None):
            answer = {"translatedText": "Hello!", "detectedLanguage": detected}
            self.assertEqual(read_translated(answer, "Ciao!").source, "")

    def test_a_page_that_is_no_service_has_no_languages(self):
        for answer in ({}, [], [{"code": 7}, "en"], None):
            with self.subTest(answer), self.assertRaises(errors.Rejected):
                libretranslate.read_languages(answer)

    def test_the_number_of_languages_is_bounded(self):
        rows = [{"code": "en"}] * 10_000
        self.assertLess(len(libretranslate.read_languages(rows)), 1000)

    def test_what_postgresql_cannot_store_is_left_out(self):
        found = read_translated({"translatedText": "He\0llo\ud800"}, "Ciao!")
        found.text.encode()
        self.assertNotIn("\0", found.text)
        with self.assertRaises(errors.Rejected) as caught:
            check_status(400, {"error": "No\0\ud800"})
        str(caught.exception).encode()
        self.assertNotIn("\0", str(caught.exception))

    def test_a_refused_key_is_named(self):
        with self.assertRaisesRegex(errors.AuthorizationLost, "API key: Invalid"):
            check_status(403, {"error": "Invalid API key"})

    def test_errors_keep_their_reason_within_bounds(self):
        with self.assertRaises(errors.Rejected) as caught:
            check_status(400, {"error": "no " * 10_000})
        self.assertLess(len(str(caught.exception)), 300)

    def test_a_service_with_too_much_to_do_may_be_tried_again(self):
        for status in (429, 500, 503):
            with self.assertRaises(errors.Temporary):
                check_status(status, {})
