# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest
from io import BytesIO

from PIL import Image

from ..tools.answer import (
    LONGEST_EMAIL,
    LONGEST_REFERENCE,
    LONGEST_TEXT,
    MOST_FILES,
    read_answer,
)


class Upload:
    def __init__(self, content, filename="a.png"):
        self.read, self.filename = lambda: content, filename


def make_picture():
    written = BytesIO()
    Image.new("RGB", (4, 4), "red").save(written, "PNG")
    return written.getvalue()


class TestAnswer(unittest.TestCase):
    def test_what_was_entered(self):
        answer = read_answer(
            {
                "text": " Hi\r\nthere ",
                "email": " Me@Shop.Example ",
                "reference": "S1 2",
            },
            [],
        )
        self.assertEqual(answer.text, "Hi\nthere")
        self.assertEqual(answer.email, "me@shop.example")
        self.assertEqual(answer.reference, "S1 2")
        self.assertFalse(answer.problems)

    def test_a_text_is_needed_and_an_address_has_to_be_one(self):
        self.assertEqual(read_answer({}, []).problems, {"text"})
        self.assertEqual(read_answer({"text": " \n "}, []).problems, {"text"})
        odd = read_answer({"text": "x", "email": "not an address"}, [])
        self.assertEqual((odd.problems, odd.email), ({"email"}, "not an address"))

    def test_everything_is_bounded(self):
        long = "x" * 100_000
        answer = read_answer({"text": long, "email": long, "reference": long}, [])
        self.assertEqual(len(answer.text), LONGEST_TEXT)
        self.assertEqual(len(answer.reference), LONGEST_REFERENCE)
        self.assertLessEqual(len(answer.email), LONGEST_EMAIL)

    def test_hostile_values(self):
        for odd in (None, 7, ["a"], {"a": 1}, Upload(b"x")):
            self.assertIn("text", read_answer({"text": odd}, []).problems)
        self.assertNotIn("\0", read_answer({"text": "a\0b"}, []).text)
        line = read_answer({"text": "x", "reference": "1\n2\r\nBcc: a@b.c"}, [])
        self.assertNotIn("\n", line.reference)
        address = {"text": "x", "email": "a@b.example\nBcc: other@b.example"}
        self.assertNotIn("\n", read_answer(address, []).email)

    def test_pictures_are_drawn_anew(self):
        content = make_picture() + b"<script>hidden</script>"
        ((name, file),) = read_answer({"text": "x"}, [Upload(content, "a/b.png")]).files
        self.assertEqual(name, "a/b.png")
        self.assertNotIn(b"script", file.content)

    def test_other_files_are_refused(self):
        for content in (b"<svg/>", b"MZ", b"", b"%PDF-1.7"):
            answer = read_answer({"text": "x"}, [Upload(content)])
            self.assertEqual((answer.problems, answer.files), ({"file"}, ()))

    def test_too_many_are_not_read(self):
        upload = Upload(make_picture())
        answer = read_answer({"text": "x"}, [upload] * (MOST_FILES + 1))
        self.assertEqual(answer.problems, {"number"})
        self.assertFalse(read_answer({"text": "x"}, [Upload(b"", "")]).problems)
